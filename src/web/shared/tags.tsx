/** States and qualifications as coloured tags. Colour is never the only sign. */
import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from './language.ts';
import type { Schemas } from './api.ts';
import { useKindWords } from './kinds.tsx';
import { common } from './texts.ts';

export type FilingState = Schemas['Filing']['state'];
export const FILING_STATES: readonly FilingState[] = ['submitted', 'accepted', 'returned', 'withdrawn', 'voided'];

const STATE_COLORS: Readonly<Record<FilingState, string>> = {
  submitted: 'processing',
  accepted: 'success',
  returned: 'warning',
  withdrawn: 'default',
  voided: 'error',
};

/** The state of a filing. */
export function StateTag({ state }: { state: FilingState }): ReactNode {
  const t = useTexts(common);
  return <Tag color={STATE_COLORS[state]}>{t.states[state]}</Tag>;
}

/** The qualifications that covered the day of disbursement. */
export function QualificationTags({
  qualifications,
}: {
  qualifications: Schemas['Filing']['qualifications'];
}): ReactNode {
  const t = useTexts(common);
  const { nameOf, shortOf, inOrder } = useKindWords();
  if (qualifications.length === 0) return <span className="secondary">{t.none}</span>;
  return (
    <span className="tags wrapping">
      {inOrder(qualifications).map(({ kind, certificateNo }) => (
        <Tag key={kind} title={`${nameOf(kind)} ${certificateNo}`}>
          {shortOf(kind)}
        </Tag>
      ))}
    </span>
  );
}

/** The region of a firm; null for firms that are known from public lists only. */
export function RegionName({ region }: { region: Schemas['Firm']['region'] }): ReactNode {
  const t = useTexts(common);
  return region === null ? <span className="secondary">{t.noRegion}</span> : region.name;
}
