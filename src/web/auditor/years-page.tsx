/** Closing a year, the sentence for publication, and the bridge from the closed figures to those of now. */
import { CopyOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Card, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { copyText } from '../records/copy-text.ts';
import { DataTable, type Column } from '../records/data-table.tsx';
import { ProblemAlert } from '../records/problem-alert.tsx';
import { useUrlFilters } from '../records/url-filters.ts';
import { useSubmit } from '../records/use-submit.ts';
import { DefinitionList } from '../proofs/definition-list.tsx';
import { proofTexts } from '../proofs/texts.ts';
import { Waterfall } from '../proofs/waterfall.tsx';
import { api, unwrap, type Schemas } from '../shared/api.ts';
import { Choice } from '../shared/choice.tsx';
import { formatInstant } from '../shared/days.ts';
import { Dialog } from '../shared/dialog.tsx';
import { Field } from '../shared/field.tsx';
import { FormButtons } from '../shared/form-buttons.tsx';
import { Icon } from '../shared/icons.tsx';
import { useLanguage, useTexts } from '../shared/language.ts';
import { formatCount, formatYuan } from '../shared/money.ts';
import { notify } from '../shared/notice.tsx';
import { Page } from '../shared/page.tsx';
import { QueryResult } from '../shared/query-state.tsx';
import { ReasonDialog } from '../shared/reason-dialog.tsx';
import { Section } from '../shared/section.tsx';
import { thisYear } from './totals-query.ts';
import '../records/records.css';
import '../proofs/proofs.css';

type Year = Schemas['Year'];
type Bridge = Schemas['YearBridge'];
type Basis = Year['basis'];

const YEARS_BACK = 20;

export default function YearsPage(): ReactNode {
  const t = useTexts(proofTexts);
  const { filters, set } = useUrlFilters();
  const year = /^\d{4}$/.test(filters['year'] ?? '') ? filters['year']! : String(thisYear() - 1);
  const basis: Basis = filters['basis'] === 'disbursed' ? 'disbursed' : 'filed';
  const query = useQuery({
    queryKey: ['year', year, basis],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/years/{year}', { params: { path: { year }, query: { basis } }, signal })),
  });
  return (
    <Page title={t.years} lead={t.lead}>
      <Card className="filter-panel no-print">
        <div className="filter-row">
          <Field label={t.year}>
            {(control) => (
              <Choice
                control={control}
                value={year}
                options={Array.from({ length: YEARS_BACK }, (_, back) => String(thisYear() - back)).map((one) => [
                  one,
                  one,
                ])}
                onChange={(value) => set({ year: value })}
              />
            )}
          </Field>
          <Field label={t.basis}>
            {(control) => (
              <Choice
                control={control}
                value={basis}
                options={(['filed', 'disbursed'] as const).map((one) => [one, t.bases[one]!])}
                onChange={(value) => set({ basis: value === 'filed' ? '' : value })}
              />
            )}
          </Field>
        </div>
      </Card>
      <QueryResult query={query} rows={6}>
        {(found) => (
          <div className="stacked">
            <Closing key={`${year} ${basis}`} found={found} />
            <Statement year={year} basis={basis} version={found.version} />
            {found.state === 'closed' && <BridgeSection year={year} basis={basis} version={found.version} />}
          </div>
        )}
      </QueryResult>
    </Page>
  );
}

/** The state of the year, and what can be done. */
function Closing({ found }: { found: Year }): ReactNode {
  const t = useTexts(proofTexts);
  const queries = useQueryClient();
  const submit = useSubmit();
  const [asking, setAsking] = useState<'propose' | 'reopen' | null>(null);
  const year = String(found.year);
  const { basis } = found;
  const changed = (text: string): void => {
    setAsking(null);
    notify(text);
    void queries.invalidateQueries({ queryKey: ['year'] });
  };
  const confirm = (): void =>
    submit.send(
      () =>
        unwrap(
          api.POST('/api/v1/years/{year}/close/confirm', {
            params: { path: { year }, header: { 'If-Match': `"${found.version}"` } },
            body: { basis },
          }),
        ),
      () => changed(t.closedNow),
    );
  return (
    <Section
      title={`${year} · ${t.bases[basis]} · ${t.states[found.state]}`}
      extra={
        <span className="buttons">
          {found.state === 'open' && (
            <Button type="primary" onClick={() => setAsking('propose')}>
              {t.propose}
            </Button>
          )}
          {found.state === 'proposed' && (
            <Button type="primary" aria-disabled={submit.busy} onClick={() => submit.busy || confirm()}>
              {t.confirm}
            </Button>
          )}
          {found.state !== 'open' && (
            <Button onClick={() => setAsking('reopen')}>{found.state === 'closed' ? t.reopen : t.giveUp}</Button>
          )}
        </span>
      }
    >
      <div className="stack">
        <ProblemAlert problem={submit.problem} />
        {found.state === 'open' && <p>{t.openYear}</p>}
        <DefinitionList
          items={[
            [t.proposedBy, found.proposedBy && t.by(found.proposedBy, formatInstant(found.proposedAt!))],
            [t.note, found.note],
            [t.closedBy, found.closedBy && t.by(found.closedBy, formatInstant(found.closedAt!))],
            [t.posting, found.posting && `${found.posting.no} · ${formatInstant(found.posting.at)}`],
            [t.head, found.posting && <span className="hash small">{found.posting.head}</span>],
            [t.digest, found.digest && <span className="hash small">{found.digest}</span>],
          ]}
        />
        <ClosingHistory found={found} />
      </div>
      <Dialog open={asking === 'propose'} title={t.propose} onClose={() => setAsking(null)}>
        <ProposeForm year={year} basis={basis} onDone={() => changed(t.proposed)} onCancel={() => setAsking(null)} />
      </Dialog>
      <ReasonDialog
        open={asking === 'reopen'}
        title={found.state === 'closed' ? t.reopen : t.giveUp}
        text={t.reopenText}
        label={t.reason}
        confirm={found.state === 'closed' ? t.reopen : t.giveUp}
        danger
        draft={`reopen.${year}.${basis}`}
        send={async (reason) => {
          await unwrap(
            api.POST('/api/v1/years/{year}/reopen', {
              params: { path: { year }, header: { 'If-Match': `"${found.version}"` } },
              body: { basis, reason },
            }),
          );
          changed(t.reopened);
        }}
        onClose={() => setAsking(null)}
        onStale={() => queries.invalidateQueries({ queryKey: ['year'] })}
      />
    </Section>
  );
}

function ClosingHistory({ found: { history } }: { found: Year }): ReactNode {
  const t = useTexts(proofTexts);
  const ended = history.filter(({ endedAt }) => endedAt !== null);
  if (ended.length === 0) return null;
  return (
    <div>
      <h3>{t.history}</h3>
      <ul>
        {ended.map((one) => (
          <li key={one.proposedAt}>
            {t.states[one.state]} · {t.by(one.endedBy!, formatInstant(one.endedAt!))} · {t.reason}: {one.endReason}
          </li>
        ))}
      </ul>
    </div>
  );
}

function ProposeForm({
  year,
  basis,
  onDone,
  onCancel,
}: {
  year: string;
  basis: Basis;
  onDone: () => void;
  onCancel: () => void;
}): ReactNode {
  const t = useTexts(proofTexts);
  const submit = useSubmit();
  const [note, setNote] = useState('');
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        const body = { basis, ...(note.trim() === '' ? {} : { note: note.trim() }) };
        submit.send(() => unwrap(api.POST('/api/v1/years/{year}/close', { params: { path: { year } }, body })), onDone);
      }}
    >
      <p>{t.proposeText(year)}</p>
      <Field label={t.note} hint={t.noteHint} error={submit.fieldErrors['note']}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            maxLength={1000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <ProblemAlert problem={submit.problem} />
      <FormButtons text={t.propose} busy={submit.busy} onCancel={onCancel} />
    </form>
  );
}

function Statement({ year, basis, version }: { year: string; basis: Basis; version: number }): ReactNode {
  const t = useTexts(proofTexts);
  const language = useLanguage();
  const query = useQuery({
    queryKey: ['year', year, basis, 'statement', version, language],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/years/{year}/statement', {
          params: { path: { year }, query: { basis, lang: language === 'zh-CN' ? 'zh' : 'en' } },
          signal,
        }),
      ),
  });
  return (
    <Section title={t.statement}>
      <QueryResult query={query} rows={2}>
        {({ sentence, definition, posting }) => (
          <div className="stack">
            <p className="sentence">{sentence}</p>
            <p className="secondary small">
              {definition.text}
              {posting !== null && ` ${t.posting} ${posting.no} · ${formatInstant(posting.at)}`}
            </p>
            <div className="buttons">
              <Button
                icon={<Icon of={CopyOutlined} />}
                onClick={() => void copyText(`${sentence}\n${definition.text}`).then(() => notify(t.copied))}
              >
                {t.copy}
              </Button>
            </div>
          </div>
        )}
      </QueryResult>
    </Section>
  );
}

interface BridgeRow {
  readonly key: string;
  readonly label: string;
  readonly total: boolean;
  readonly filings: number;
  readonly amount: string;
  readonly highTech: string;
  readonly techSme: string;
  readonly neither: string;
}

function BridgeSection({ year, basis, version }: { year: string; basis: Basis; version: number }): ReactNode {
  const t = useTexts(proofTexts);
  const query = useQuery({
    queryKey: ['year', year, basis, 'bridge', version],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/years/{year}/bridge', { params: { path: { year }, query: { basis } }, signal })),
  });
  return (
    <Section title={t.bridge}>
      <p className="secondary">{t.bridgeLead}</p>
      <QueryResult query={query} rows={4}>
        {(bridge) => <BridgeFigures bridge={bridge} />}
      </QueryResult>
    </Section>
  );
}

function BridgeFigures({ bridge }: { bridge: Bridge }): ReactNode {
  const t = useTexts(proofTexts);
  const rows = rowsOf(bridge, t);
  return (
    <div className="stack">
      {bridge.steps.length === 0 ? <p>{t.unchangedSince}</p> : <Waterfall bars={rows} label={t.bridgeChart} />}
      <DataTable caption={t.bridge} columns={columnsOf(t)} rows={rows} rowKey={({ key }) => key} />
      <p className="secondary small">
        {t.firms}: {t.closedFigures} {formatCount(bridge.closed.firms)} → {t.nowFigures} {formatCount(bridge.now.firms)}
      </p>
    </div>
  );
}

type ProofTexts = (typeof proofTexts)['zh-CN'];

function rowsOf({ closed, steps, now }: Bridge, t: ProofTexts): BridgeRow[] {
  const row = (key: string, label: string, total: boolean, of: Bridge['steps'][number] | Bridge['now']): BridgeRow => ({
    key,
    label,
    total,
    filings: of.filings,
    amount: of.amount,
    highTech: of.highTech.amount,
    techSme: of.techSme.amount,
    neither: of.neither.amount,
  });
  return [
    row('closed', t.closedFigures, true, closed),
    ...steps.map((step) => row(step.kind, t.steps[step.kind]!, false, step)),
    row('now', t.nowFigures, true, now),
  ];
}

function columnsOf(t: ProofTexts): Column<BridgeRow>[] {
  const money = (key: 'amount' | 'highTech' | 'techSme' | 'neither'): Column<BridgeRow> => ({
    key,
    title: t[key],
    number: true,
    cell: (row) => signed(row, formatYuan(row[key])),
  });
  return [
    { key: 'label', title: t.step, rowHeader: true, cell: ({ label }) => label },
    { key: 'filings', title: t.filings, number: true, cell: (row) => signed(row, formatCount(row.filings)) },
    ...(['amount', 'highTech', 'techSme', 'neither'] as const).map(money),
  ];
}

const signed = ({ total }: BridgeRow, text: string): string =>
  total || text.startsWith('-') || /^[0.]+$/.test(text) ? text.replace('-', '−') : `+${text}`;
