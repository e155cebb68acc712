/** The register of published figures: what was published, and whether it still holds. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Tag } from 'antd';
import { useState, type ReactNode } from 'react';
import { DataTable, type Column } from '../records/data-table.tsx';
import { PAGE_ITEMS, Pager, usePagedList } from '../records/paged-list.tsx';
import { ProblemAlert } from '../records/problem-alert.tsx';
import { useSubmit } from '../records/use-submit.ts';
import { proofTexts } from '../proofs/texts.ts';
import { api, idempotencyKey, unwrap, type Schemas } from '../shared/api.ts';
import { Choice } from '../shared/choice.tsx';
import { formatInstant, today } from '../shared/days.ts';
import { Dialog } from '../shared/dialog.tsx';
import { Field } from '../shared/field.tsx';
import { FormButtons } from '../shared/form-buttons.tsx';
import { useTexts } from '../shared/language.ts';
import { formatCount, formatYuan } from '../shared/money.ts';
import { notify } from '../shared/notice.tsx';
import { Page } from '../shared/page.tsx';
import { EmptyState, QueryResult } from '../shared/query-state.tsx';
import { Section } from '../shared/section.tsx';
import { thisYear } from './totals-query.ts';
import '../records/records.css';
import '../proofs/proofs.css';

type Listed = Schemas['FigureList']['items'][number];
interface Query {
  readonly from: number;
  readonly to: number;
  readonly basis: string;
}

export default function FiguresPage(): ReactNode {
  const t = useTexts(proofTexts);
  const [adding, setAdding] = useState(false);
  const [shown, setShown] = useState<string | null>(null);
  const queries = useQueryClient();
  const paged = usePagedList(['figures'], (cursor, signal) =>
    unwrap(
      api.GET('/api/v1/figures', {
        params: { query: { limit: PAGE_ITEMS, ...(cursor === undefined ? {} : { cursor }) } },
        signal,
      }),
    ),
  );
  const columns: Column<Listed>[] = [
    {
      key: 'code',
      title: t.code,
      rowHeader: true,
      cell: ({ code }) => (
        <Button type="link" className="code" onClick={() => setShown(code)}>
          {code}
        </Button>
      ),
    },
    { key: 'docNo', title: t.docNo, cell: ({ docNo }) => docNo },
    { key: 'publishedOn', title: t.publishedOn, cell: ({ publishedOn }) => publishedOn },
    { key: 'text', title: t.figureText, cell: ({ text }) => text },
    { key: 'query', title: t.year, cell: ({ query }) => periodOf(query as unknown as Query) },
  ];
  return (
    <Page
      title={t.figures}
      lead={t.figuresLead}
      actions={
        <Button type="primary" onClick={() => setAdding(true)}>
          {t.register}
        </Button>
      }
    >
      <QueryResult
        query={paged.query}
        rows={6}
        empty={{ when: ({ items }) => items.length === 0, show: <EmptyState text={t.noFigures} /> }}
      >
        {({ items }) => (
          <>
            <Section flush label={t.figures}>
              <DataTable caption={t.figures} columns={columns} rows={items} rowKey={({ code }) => code} />
            </Section>
            <Pager paged={paged} />
          </>
        )}
      </QueryResult>
      {shown !== null && <FigureSection code={shown} />}
      <Dialog open={adding} title={t.register} onClose={() => setAdding(false)}>
        <RegisterForm
          onDone={(code) => {
            setAdding(false);
            notify(t.registered(code));
            void queries.invalidateQueries({ queryKey: ['figures'] });
            setShown(code);
          }}
          onCancel={() => setAdding(false)}
        />
      </Dialog>
    </Page>
  );
}

const periodOf = ({ from, to }: Query): string => (from === to ? String(from) : `${from}–${to}`);

interface Compared {
  readonly when: string;
  readonly filings: number;
  readonly firms: number;
  readonly amount: string;
}

/** A figure as of then and now. */
function FigureSection({ code }: { code: string }): ReactNode {
  const t = useTexts(proofTexts);
  const query = useQuery({
    queryKey: ['figure', code],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/figures/{code}', { params: { path: { code } }, signal })),
  });
  const columns: Column<Compared>[] = [
    { key: 'when', title: '', rowHeader: true, cell: ({ when }) => when },
    { key: 'filings', title: t.filings, number: true, cell: ({ filings }) => formatCount(filings) },
    { key: 'firms', title: t.firms, number: true, cell: ({ firms }) => formatCount(firms) },
    { key: 'amount', title: t.amount, number: true, cell: ({ amount }) => formatYuan(amount) },
  ];
  return (
    <Section title={<span className="code">{code}</span>}>
      <QueryResult query={query} rows={3}>
        {(figure) => {
          const total = (of: unknown): Omit<Compared, 'when'> => (of as { total: Omit<Compared, 'when'> }).total;
          return (
            <div className="stack">
              <p>
                {figure.docNo} · {figure.publishedOn} · {figure.text}{' '}
                <Tag color={figure.unchanged ? 'success' : 'warning'}>{figure.unchanged ? t.holds : t.moved}</Tag>
              </p>
              <DataTable
                caption={code}
                columns={columns}
                rows={[
                  {
                    when: `${t.then}（${t.posting} ${figure.posting} · ${formatInstant(figure.registeredAt)}）`,
                    ...total(figure.then),
                  },
                  { when: t.now, ...total(figure.now) },
                ]}
                rowKey={({ when }) => when}
              />
            </div>
          );
        }}
      </QueryResult>
    </Section>
  );
}

function RegisterForm({ onDone, onCancel }: { onDone: (code: string) => void; onCancel: () => void }): ReactNode {
  const t = useTexts(proofTexts);
  const submit = useSubmit();
  const [key] = useState(idempotencyKey);
  const [form, setForm] = useState({
    docNo: '',
    publishedOn: today(),
    text: '',
    from: String(thisYear() - 1),
    to: String(thisYear() - 1),
    basis: 'filed',
  });
  const text = (name: 'docNo' | 'publishedOn' | 'text', label: string, autoFocus = false): ReactNode => (
    <Field label={label} required error={submit.fieldErrors[name]}>
      {(control) => (
        <Input
          {...control}
          name={name}
          autoFocus={autoFocus}
          value={form[name]}
          onChange={(event) => setForm({ ...form, [name]: event.target.value })}
        />
      )}
    </Field>
  );
  const choice = (name: 'from' | 'to' | 'basis', label: string, options: readonly (readonly [string, string])[]) => (
    <Field label={label} error={submit.fieldErrors[`query.${name}`]}>
      {(control) => (
        <Choice
          control={control}
          value={form[name]}
          options={options}
          onChange={(value) => setForm({ ...form, [name]: value })}
        />
      )}
    </Field>
  );
  const years = Array.from({ length: 20 }, (_, back) => String(thisYear() - back)).map((one) => [one, one] as const);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const { docNo, publishedOn, text: published, from, to, basis } = form;
        submit.send(
          () =>
            unwrap(
              api.POST('/api/v1/figures', {
                params: { header: { 'Idempotency-Key': key } },
                body: { docNo, publishedOn, text: published, query: { from: Number(from), to: Number(to), basis } },
              }),
            ),
          ({ code }) => onDone(code),
        );
      }}
    >
      {text('docNo', t.docNo, true)}
      {text('publishedOn', t.publishedOn)}
      {text('text', t.figureText)}
      <div className="filter-row">
        {choice('from', t.from, years)}
        {choice('to', t.to, years)}
        {choice('basis', t.basis, Object.entries(t.bases))}
      </div>
      <ProblemAlert problem={submit.problem} />
      <FormButtons text={t.register} busy={submit.busy} onCancel={onCancel} />
    </form>
  );
}
