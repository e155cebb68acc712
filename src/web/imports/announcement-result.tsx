/** What an announcement is, what its commit will do, and how the figures of each year moved by it. */
import type { ReactNode } from 'react';
import { DataTable, type Column } from '../records/data-table.tsx';
import type { Schemas } from '../shared/api.ts';
import { useTexts } from '../shared/language.ts';
import { formatCount, formatWan } from '../shared/money.ts';
import { qualificationTexts } from '../shared/qualification-texts.ts';
import { Section } from '../shared/section.tsx';
import { announcementTexts } from './announcement-texts.ts';
import type { Import } from './import-events.ts';

type Year = Schemas['YearMove'];
type Move = Schemas['FigureMove'];

/** List, number and days of the document, in one line. Pasted text is titled by the number already. */
export function AnnouncementLead({ importRecord }: { importRecord: Import }): ReactNode {
  const t = useTexts(announcementTexts);
  const { announcement: document, file } = importRecord;
  if (document === null) return null;
  const details = (['announcedOn', 'issuedOn', 'year', 'effectiveFrom'] as const).flatMap((name) =>
    document[name] === null ? [] : [`${t[name]} ${document[name]}`],
  );
  const docNo = file.format === 'text' ? [] : [document.docNo];
  return ['', t.lists[document.list], ...docNo, ...details].join(' · ');
}

export function CommitSummary({ importRecord }: { importRecord: Import }): ReactNode {
  const t = useTexts(announcementTexts);
  const { announcement, valid, invalid } = importRecord;
  if (announcement === null) return null;
  return (
    <>
      <p>{t.commitText(t.lists[announcement.list], announcement.docNo)}</p>
      <p>{t.commitRows(formatCount(valid), formatCount(invalid))}</p>
    </>
  );
}

export function MovedYears({ years }: { years: readonly Year[] }): ReactNode {
  const t = useTexts(announcementTexts);
  const q = useTexts(qualificationTexts);
  const move = (key: 'highTech' | 'techSme' | 'both' | 'neither', title: string): Column<Year> => ({
    key,
    title,
    number: true,
    cell: (year) => <Moved move={year[key]} />,
  });
  const columns: Column<Year>[] = [
    { key: 'year', title: t.yearOfFigures, rowHeader: true, cell: ({ year }) => year },
    move('highTech', q.highTech),
    move('techSme', q.techSme),
    move('both', q.parts.both),
    move('neither', q.parts.neither),
  ];
  return (
    <Section title={t.moved}>
      {years.length === 0 ? (
        <p>{t.notMoved}</p>
      ) : (
        <div className="stack">
          <p className="secondary small">{t.movedLead}</p>
          <DataTable caption={t.moved} columns={columns} rows={years} rowKey={({ year }) => String(year)} />
        </div>
      )}
    </Section>
  );
}

function Moved({ move: { filings, amount } }: { move: Move }): ReactNode {
  const t = useTexts(announcementTexts);
  if (filings === 0 && Number(amount) === 0) return '—';
  const signed = (text: string): string => (text.startsWith('-') ? text.replace('-', '−') : `+${text}`);
  return (
    <span>
      {t.filings(signed(formatCount(filings)))}
      <br />
      {signed(formatWan(amount))}
    </span>
  );
}
