import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Filing } from '../shared/filing-facts.tsx';
import { useTexts } from '../shared/language.ts';
import { inWan } from '../shared/money.ts';
import { StateTag, StatusTags } from '../shared/tags.tsx';
import { texts } from './texts.ts';

/** On a narrow screen each row becomes a card (base.css): `data-label` is what stands before a value there. */
export function FilingsTable({ items }: { items: readonly Filing[] }): ReactNode {
  const t = useTexts(texts);
  return (
    <table className="table">
      <thead><tr><th scope="col">{t.firmColumn}</th><th scope="col">{t.numberColumn}</th><th scope="col">{t.receiptColumn}</th><th scope="col" className="number">{t.amountWan}</th><th scope="col">{t.dateColumn}</th><th scope="col">{t.statusColumn}</th><th scope="col">{t.stateColumn}</th></tr></thead>
      <tbody>
        {items.map((filing) => (
          <tr key={filing.id}>
            <th scope="row"><Link href={`/filings/${filing.id}`}>{filing.firm.name}</Link></th>
            <td data-label={t.numberColumn} className="nowrap">{filing.number ?? <span className="soft">—</span>}</td>
            <td data-label={t.receiptColumn} className="long">{filing.receiptNo}</td>
            <td data-label={t.amountWan} className="number">{inWan(filing.amount)}</td>
            <td data-label={t.dateColumn} className="nowrap">{filing.disbursedOn}</td>
            <td data-label={t.statusColumn}><StatusTags status={filing.status} /></td>
            <td data-label={t.stateColumn}><StateTag state={filing.state} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
