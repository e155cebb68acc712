import type { ReactNode } from 'react';
import { ExportLinks } from '../bureau/export-links.tsx';
import { FigureTools } from '../bureau/figure.tsx';
import { partsAsText, TwoByTwo } from '../bureau/two-by-two.tsx';
import { useLanguage, useTexts } from '../shared/language.ts';
import { Section } from '../shared/section.tsx';
import { Answered } from '../shared/states.tsx';
import { auditorTexts } from './texts.ts';
import { filingsBehind, totalsQuery, useTotals, type Period } from './totals.ts';

/** The two-by-two of high-tech and technology SME, with the filings behind each cell. */
export function Matrix({ period }: { period: Period }): ReactNode {
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
      <Answered query={totals}>
        {({ rows, total }) => (
          <TwoByTwo
            title={t.matrix}
            parts={total}
            only={Object.fromEntries(rows.map((row) => [row.status, row]))}
            filingsOf={(statuses) => filingsBehind(period, { status: statuses.join(',') })}
          />
        )}
      </Answered>
    </Section>
  );
}
