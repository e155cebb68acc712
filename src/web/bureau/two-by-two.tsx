import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { roundedShort } from './amounts.ts';
import { useLanguage, useTexts } from '../shared/language.ts';
import { amountOf, fenOf, inGroups, inYuan } from '../shared/money.ts';
import { common } from '../shared/texts.ts';

/** Firms are distinct: where they cannot be known from what is added up or taken away, there are none. */
interface Figure {
  readonly filings: number;
  readonly firms: number | null;
  readonly amount: string;
}
/** The inclusive figures of a row of totals, and of the whole. */
export interface Parts extends Figure {
  readonly highTech: Figure;
  readonly techSme: Figure;
  readonly both: Figure;
  readonly neither: Figure;
}

const STATUSES = ['both', 'highTechOnly', 'techSmeOnly', 'neither'] as const;
type Status = (typeof STATUSES)[number];

const texts = {
  'zh-CN': {
    highTech: '高企',
    notHighTech: '非高企',
    techSme: '科小',
    notTechSme: '非科小',
    total: '合计',
    unit: '',
    filings: '笔',
    firms: '户',
    both: '双资质',
    highTechOnly: '仅高企',
    techSmeOnly: '仅科小',
    neither: '无资质',
  },
  en: {
    highTech: 'High-tech',
    notHighTech: 'Not high-tech',
    techSme: 'Tech SME',
    notTechSme: 'No tech SME',
    total: 'Total',
    unit: 'yuan',
    filings: 'filings',
    firms: 'firms',
    both: 'Both',
    highTechOnly: 'High-tech only',
    techSmeOnly: 'Tech SME only',
    neither: 'Neither',
  },
};

/**
 * The two-by-two of high-tech enterprise and technology SME, with what stands at its edges. `only`: the firms of the two
 * cells that the inclusive figures do not give. `behind`: where the filings of a cell are listed.
 */
export function TwoByTwo({
  parts,
  only = {},
  title,
  behind,
}: {
  parts: Parts;
  only?: Partial<Record<Status, Figure>>;
  title: string;
  behind: (statuses: readonly Status[]) => string;
}): ReactNode {
  const t = useTexts(texts);
  const { highTech, techSme, both, neither } = parts;
  const highTechOnly = only.highTechOnly ?? less(highTech, both);
  const techSmeOnly = only.techSmeOnly ?? less(techSme, both);
  const cell = (figure: Figure, name: string, statuses: readonly Status[], edge = false): ReactNode => (
    <td role="cell" className={edge ? '' : 'strong'}>
      <Cell figure={figure} name={name} to={behind(statuses)} />
    </td>
  );
  return (
    <table role="table" className="parts">
      <caption className="unseen">{title}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <td role="cell" className="corner">
            {t.unit}
          </td>
          <th role="columnheader" scope="col">
            {t.techSme}
          </th>
          <th role="columnheader" scope="col">
            {t.notTechSme}
          </th>
          <th role="columnheader" scope="col">
            {t.total}
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        <tr role="row">
          <th role="rowheader" scope="row">
            {t.highTech}
          </th>
          {cell(both, t.both, ['both'])}
          {cell(highTechOnly, t.highTechOnly, ['highTechOnly'])}
          {cell(highTech, t.highTech, ['both', 'highTechOnly'], true)}
        </tr>
        <tr role="row">
          <th role="rowheader" scope="row">
            {t.notHighTech}
          </th>
          {cell(techSmeOnly, t.techSmeOnly, ['techSmeOnly'])}
          {cell(neither, t.neither, ['neither'])}
          {cell(less(parts, highTech), t.notHighTech, ['techSmeOnly', 'neither'], true)}
        </tr>
        <tr role="row">
          <th role="rowheader" scope="row">
            {t.total}
          </th>
          {cell(techSme, t.techSme, ['both', 'techSmeOnly'], true)}
          {cell(less(parts, techSme), t.notTechSme, ['highTechOnly', 'neither'], true)}
          {cell(parts, t.total, [], true)}
        </tr>
      </tbody>
    </table>
  );
}

const less = (whole: Figure, part: Figure): Figure => ({
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
  const said = roundedShort(amount, useLanguage());
  return (
    <>
      <span>{name}</span>
      <strong title={`${inYuan(amount)} ${c.yuan}`}>{filings === 0 ? said : <Link href={to}>{said}</Link>}</strong>
      <span>
        <span>
          {inGroups(filings)} {t.filings}
        </span>
        {firms !== null && (
          <span>
            {inGroups(firms)} {t.firms}
          </span>
        )}
      </span>
    </>
  );
}

/** The same as lines to be pasted into a sheet, exactly. */
export function partsAsText(parts: Parts, language: 'zh-CN' | 'en'): string {
  const t = texts[language];
  const line = (name: string, { amount, filings }: Figure): string => [name, amount, filings].join('\t');
  return [
    line(t.both, parts.both),
    line(t.highTechOnly, less(parts.highTech, parts.both)),
    line(t.techSmeOnly, less(parts.techSme, parts.both)),
    line(t.neither, parts.neither),
    line(t.highTech, parts.highTech),
    line(t.techSme, parts.techSme),
    line(t.total, parts),
  ].join('\n');
}
