/** What an amendment changes: before and after, side by side. */
import type { ReactNode } from 'react';
import { filingTexts } from '../shared/filing-texts.ts';
import { useTexts } from '../shared/language.ts';
import { amendmentTexts } from './texts.ts';
import { useChangeFormatter } from './use-change-formatter.ts';

export interface ChangedField {
  readonly field: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

export function Comparison({ changes }: { changes: readonly ChangedField[] }): ReactNode {
  const t = useTexts(amendmentTexts);
  const names = useTexts(filingTexts).fields;
  const format = useChangeFormatter();
  return (
    <table className="before-after">
      <thead>
        <tr>
          <th scope="col">{t.field}</th>
          <th scope="col">{t.before}</th>
          <th scope="col">{t.after}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ field, before, after }) => (
          <tr key={field}>
            <th scope="row">{names[field] ?? field}</th>
            <td>
              <del>{format(field, before ?? null)}</del>
            </td>
            <td>
              <ins>{format(field, after ?? null)}</ins>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
