import { useQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useState, type ReactNode } from 'react';
import { DataTable, type Column } from '../records/data-table.tsx';
import { recordTexts } from '../records/texts.ts';
import { AddButton } from '../shared/add-button.tsx';
import { unwrap, api } from '../shared/api.ts';
import { useLanguage, useTexts } from '../shared/language.ts';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { QueryResult, EmptyState } from '../shared/query-state.tsx';
import { KindDialog } from './kind-dialog.tsx';
import { kindTexts, type KindTexts } from './kind-texts.ts';
import type { Kind } from './kind-values.ts';
import '../records/records.css';

export default function KindsPage(): ReactNode {
  const t = useTexts(kindTexts);
  const [editing, setEditing] = useState<string | 'new' | null>(null);
  const query = useQuery({
    queryKey: ['admin', 'qualification-kinds'],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/admin/qualification-kinds', { signal })),
  });
  const known = query.data?.items ?? [];
  return (
    <Page title={t.title} lead={t.lead} actions={<AddButton onClick={() => setEditing('new')}>{t.add}</AddButton>}>
      <QueryResult
        query={query}
        rows={4}
        empty={{ when: ({ items }) => items.length === 0, show: <EmptyState text={t.none} /> }}
      >
        {({ items }) => (
          <Section flush label={t.title}>
            <Kinds kinds={items} edit={({ code }) => setEditing(code)} />
          </Section>
        )}
      </QueryResult>
      {editing !== null && (
        <KindDialog
          key={editing}
          kind={known.find(({ code }) => code === editing) ?? null}
          known={known}
          onClose={() => setEditing(null)}
        />
      )}
    </Page>
  );
}

const validityOf = ({ validity, validityMonths }: Kind, t: KindTexts): string =>
  validityMonths === null ? t.validities[validity]! : t.monthsShown(validityMonths);

function Kinds({ kinds, edit }: { kinds: readonly Kind[]; edit: (kind: Kind) => void }): ReactNode {
  const t = useTexts(kindTexts);
  const b = useTexts(recordTexts);
  const english = useLanguage() === 'en';
  const columns: Column<Kind>[] = [
    {
      key: 'name',
      title: b.name,
      rowHeader: true,
      cell: ({ nameZh, nameEn, shortZh, shortEn }) => (
        <>
          {english ? nameEn : nameZh}
          <br />
          <span className="secondary small">{english ? `${shortEn} · ${nameZh}` : `${shortZh} · ${nameEn}`}</span>
        </>
      ),
    },
    { key: 'code', title: b.code, cell: ({ code }) => <code className="pattern no-break">{code}</code> },
    {
      key: 'number',
      title: t.number,
      cell: ({ numberTitleZh, numberTitleEn, numberPattern }) => (
        <span>
          {english ? numberTitleEn : numberTitleZh}
          <br />
          <span className="secondary small">
            {numberPattern === null ? t.any : <code className="pattern">{numberPattern}</code>}
          </span>
        </span>
      ),
    },
    {
      key: 'headings',
      title: t.headings,
      cell: ({ headings }) =>
        headings.length === 0 ? (
          '—'
        ) : (
          <span className="tags wrapping">
            {headings.map((heading) => (
              <Tag key={heading}>{heading}</Tag>
            ))}
          </span>
        ),
    },
    { key: 'validity', title: t.validity, cell: (kind) => validityOf(kind, t) },
    {
      key: 'twoByTwo',
      title: t.twoByTwo,
      cell: ({ inTwoByTwo }) => (inTwoByTwo ? <Tag color="success">{t.counts}</Tag> : <Tag>{t.countsNot}</Tag>),
    },
    {
      key: 'acts',
      title: '',
      cell: (kind) => (
        <span className="row-buttons">
          <Button size="small" aria-label={t.change(english ? kind.nameEn : kind.nameZh)} onClick={() => edit(kind)}>
            {b.edit}
          </Button>
        </span>
      ),
    },
  ];
  return <DataTable caption={t.title} columns={columns} rows={kinds} rowKey={({ code }) => code} />;
}
