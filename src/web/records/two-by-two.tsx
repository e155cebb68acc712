/**
 * The table of high-tech × technology SME. All figures come from the service; only sums of disjoint cells may be
 * computed here.
 */
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { formatRoundedShort } from './amounts.ts';
import { useLanguage, useTexts, type Language } from '../shared/language.ts';
import { amountOf, fenOf, formatCount, formatYuan } from '../shared/money.ts';
import { qualificationTexts } from '../shared/qualification-texts.ts';
import { common } from '../shared/texts.ts';

/** `firms` counts distinct firms: null where it cannot be derived by adding or subtracting. */
interface Figure {
  readonly filings: number;
  readonly firms: number | null;
  readonly amount: string;
}
/** A row of totals: its own figures, and the inclusive figures of the two kinds. */
export interface Parts extends Figure {
  readonly highTech: Figure;
  readonly techSme: Figure;
  readonly both: Figure;
  readonly neither: Figure;
}
type Part = 'both' | 'highTechOnly' | 'techSmeOnly' | 'neither';

const texts = {
  'zh-CN': { total: '合计', unit: '', filings: '笔', firms: '家' },
  en: { total: 'Total', unit: 'yuan', filings: 'filings', firms: 'firms' },
};

/**
 * The two-by-two of high-tech enterprises and technology SMEs, with its margins. `only` supplies the figures of the two
 * "only" cells, whose firms cannot be derived from the inclusive figures. `filingsOf`: the address of the filings of a cell.
 */
export function TwoByTwo({
  parts,
  only = {},
  title,
  filingsOf,
}: {
  parts: Parts;
  only?: Partial<Record<Part, Figure>>;
  title: string;
  filingsOf: (parts: readonly Part[]) => string;
}): ReactNode {
  const t = useTexts(texts);
  const q = useTexts(qualificationTexts);
  const { highTech, techSme, both, neither } = parts;
  const highTechOnly = only.highTechOnly ?? subtract(highTech, both);
  const techSmeOnly = only.techSmeOnly ?? subtract(techSme, both);
  const cell = (figure: Figure, name: string, statuses: readonly Part[], margin = false): ReactNode => (
    <td role="cell" className={margin ? '' : 'strong'}>
      <Cell figure={figure} name={name} to={filingsOf(statuses)} />
    </td>
  );
  return (
    <table role="table" className="parts">
      <caption className="visually-hidden">{title}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <td role="cell" className="corner">
            {t.unit}
          </td>
          <th role="columnheader" scope="col">
            {q.techSme}
          </th>
          <th role="columnheader" scope="col">
            {q.notTechSme}
          </th>
          <th role="columnheader" scope="col">
            {t.total}
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        <tr role="row">
          <th role="rowheader" scope="row">
            {q.highTech}
          </th>
          {cell(both, q.parts.both, ['both'])}
          {cell(highTechOnly, q.parts.highTechOnly, ['highTechOnly'])}
          {cell(highTech, q.highTech, ['both', 'highTechOnly'], true)}
        </tr>
        <tr role="row">
          <th role="rowheader" scope="row">
            {q.notHighTech}
          </th>
          {cell(techSmeOnly, q.parts.techSmeOnly, ['techSmeOnly'])}
          {cell(neither, q.parts.neither, ['neither'])}
          {cell(subtract(parts, highTech), q.notHighTech, ['techSmeOnly', 'neither'], true)}
        </tr>
        <tr role="row">
          <th role="rowheader" scope="row">
            {t.total}
          </th>
          {cell(techSme, q.techSme, ['both', 'techSmeOnly'], true)}
          {cell(subtract(parts, techSme), q.notTechSme, ['highTechOnly', 'neither'], true)}
          {cell(parts, t.total, [], true)}
        </tr>
      </tbody>
    </table>
  );
}

const subtract = (whole: Figure, part: Figure): Figure => ({
  filings: whole.filings - part.filings,
  amount: amountOf(fenOf(whole.amount) - fenOf(part.amount)),
  firms: null,
});

function Cell({
  figure: { filings, firms, amount },
  to,
  name,
}: {
  figure: Figure;
  to: string;
  name: string;
}): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const shown = formatRoundedShort(amount, useLanguage());
  return (
    <>
      <span>{name}</span>
      <strong title={`${formatYuan(amount)} ${c.yuan}`}>
        {filings === 0 ? shown : <Link href={to}>{shown}</Link>}
      </strong>
      <span>
        <span>
          {formatCount(filings)} {t.filings}
        </span>
        {firms !== null && (
          <span>
            {formatCount(firms)} {t.firms}
          </span>
        )}
      </span>
    </>
  );
}

/** Exact figures, one tab-separated line each, to paste into a spreadsheet. */
export function partsAsText(parts: Parts, language: Language): string {
  const q = qualificationTexts[language];
  const line = (name: string, { amount, filings }: Figure): string => [name, amount, filings].join('\t');
  return [
    line(q.parts.both, parts.both),
    line(q.parts.highTechOnly, subtract(parts.highTech, parts.both)),
    line(q.parts.techSmeOnly, subtract(parts.techSme, parts.both)),
    line(q.parts.neither, parts.neither),
    line(q.highTech, parts.highTech),
    line(q.techSme, parts.techSme),
    line(texts[language].total, parts),
  ].join('\n');
}
