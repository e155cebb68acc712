/** States and qualifications as coloured tags. Colour is never the only sign. */
import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from './language.ts';
import type { Schemas } from './api.ts';
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
export function StatusTags({ status }: { status: Schemas['FilingStatus'] }): ReactNode {
  const t = useTexts(common);
  if (status.highTech === null && status.techSme === null) return <span className="secondary">{t.none}</span>;
  return (
    <span className="tags">
      {status.highTech !== null && (
        <Tag title={`${t.kinds['high_tech']} ${status.highTech.certificateNo}`}>{t.kindsShort['high_tech']}</Tag>
      )}
      {status.techSme !== null && (
        <Tag title={`${t.kinds['tech_sme']} ${status.techSme.certificateNo}`}>{t.kindsShort['tech_sme']}</Tag>
      )}
    </span>
  );
}

/** The region of a firm; null for firms that are known from public lists only. */
export function RegionName({ region }: { region: Schemas['Firm']['region'] }): ReactNode {
  const t = useTexts(common);
  return region === null ? <span className="secondary">{t.noRegion}</span> : region.name;
}
