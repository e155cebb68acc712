/**
 * The two-by-two of qualifications in the year overview. Its figures, its links and its export must be of the same
 * query.
 */
import type { ReactNode } from 'react';
import { ExportLinks } from '../records/export-links.tsx';
import { FigureTools } from '../records/figure.tsx';
import { partsAsText, TwoByTwo } from '../records/two-by-two.tsx';
import { useLanguage, useTexts } from '../shared/language.ts';
import { Section } from '../shared/section.tsx';
import { QueryResult } from '../shared/query-state.tsx';
import { auditorTexts } from './texts.ts';
import { filingsLink, totalsQuery, useTotals, type Period } from './totals-query.ts';

export function TwoByTwoSection({ period }: { period: Period }): ReactNode {
  const t = useTexts(auditorTexts);
  const language = useLanguage();
  const query = totalsQuery(period, 'year,status', period.year);
  const totals = useTotals(query);
  return (
    <Section
      title={t.matrix}
      extra={
        <span className="tools">
          <FigureTools
            title={t.matrix}
            exact={totals.data && partsAsText(totals.data.total, language)}
            definition={t.definitions['matrix']!}
          />
          <ExportLinks what="totals" filters={query} title={t.matrix} />
        </span>
      }
    >
      <QueryResult query={totals}>
        {({ rows, total }) => (
          <TwoByTwo
            title={t.matrix}
            parts={total}
            only={Object.fromEntries(rows.map((row) => [row.status, row]))}
            filingsOf={(statuses) => filingsLink(period, { status: statuses.join(',') })}
          />
        )}
      </QueryResult>
    </Section>
  );
}
