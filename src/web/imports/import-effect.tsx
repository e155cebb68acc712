/** What a checked list of qualifications would move: each year's figures by the four parts, before and after. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { DataTable, type Column } from '../records/data-table.tsx';
import type { Schemas } from '../shared/api.ts';
import { useTexts } from '../shared/language.ts';
import { formatCount, formatWan } from '../shared/money.ts';
import { partName, qualificationTexts } from '../shared/qualification-texts.ts';
import { QueryResult } from '../shared/query-state.tsx';
import { Section } from '../shared/section.tsx';
import { importQuery, type Import } from './import-events.ts';

const texts = {
  'zh-CN': {
    title: '提交后各年度统计的变化',
    lead: '仅列出有备案被重新关联的年度，以及名单所涉企业已备案贷款的四个部分。按备案日期，金额单位：万元。',
    none: '没有已备案的贷款会被重新关联，各年度统计不变。',
    year: '年度',
    relinked: '重新关联',
    change: (before: string, after: string) => `${before} → ${after}`,
    filings: (count: string) => `${count} 笔`,
  },
  en: {
    title: 'How the figures of each year move',
    lead: 'Years in which filings are linked again, with the four parts of the accepted filings of the listed firms. By filing date, in 10,000 yuan.',
    none: 'No accepted filing is linked again: no figure moves.',
    year: 'Year',
    relinked: 'Re-linked',
    change: (before: string, after: string) => `${before} → ${after}`,
    filings: (count: string) => `${count} filings`,
  },
};
const PARTS = ['both', 'highTechOnly', 'techSmeOnly', 'neither'] as const;
type Year = NonNullable<Schemas['Import']['effect']>[number];

export function ImportEffect({ importRecord: { id } }: { importRecord: Import }): ReactNode {
  const t = useTexts(texts);
  const q = useTexts(qualificationTexts);
  // Events come without the effect, which counts as not loaded: at their end the page loads the import again, with it.
  const query = useQuery({ ...importQuery(id), select: ({ effect }) => effect! });
  const columns: Column<Year>[] = [
    { key: 'year', title: t.year, rowHeader: true, cell: ({ year }) => year },
    { key: 'relinked', title: t.relinked, number: true, cell: ({ relinked }) => formatCount(relinked) },
    ...PARTS.map((part): Column<Year> => ({
      key: part,
      title: partName(q, part),
      number: true,
      cell: ({ before, after }) =>
        before[part].filings === after[part].filings && before[part].amount === after[part].amount ? (
          '—'
        ) : (
          <span>
            {t.change(t.filings(formatCount(before[part].filings)), t.filings(formatCount(after[part].filings)))}
            <br />
            {t.change(formatWan(before[part].amount), formatWan(after[part].amount))}
          </span>
        ),
    })),
  ];
  return (
    <Section title={t.title}>
      <QueryResult query={query}>
        {(effect) =>
          effect.length === 0 ? (
            <p>{t.none}</p>
          ) : (
            <div className="stack">
              <p className="secondary small">{t.lead}</p>
              <DataTable caption={t.title} columns={columns} rows={effect} rowKey={({ year }) => String(year)} />
            </div>
          )
        }
      </QueryResult>
    </Section>
  );
}
