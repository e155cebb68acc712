import type { FilingBody } from './filings.dto.ts';
import type { Facts } from './filings.queries.ts';

/** What is the same for all loans of a region on a day. */
type OfPlaceAndDay = Pick<Facts, 'region_name' | 'programme' | 'lpr' | 'lpr_checked_until'>;

/** Regions by days; each takes about a kilobyte. */
const REMEMBERED_MAX = 1000;

/**
 * What a filing will be judged by, most likely: its firm is known by the name that is written, nothing contradicts it, and region,
 * programme and rates are those of the last loan of that region and day. Nothing hangs on it but time: what is filed is what the
 * database finds to be so.
 */
export function createExpectations() {
  const remembered = new Map<string, OfPlaceAndDay>();
  const key = ({ regionCode, disbursedOn }: Partial<FilingBody>): string => `${regionCode} ${disbursedOn}`;
  return {
    /** Null: nothing is known of that region and day. */
    of(body: Partial<FilingBody>): Facts | null {
      const known = remembered.get(key(body));
      if (known === undefined) return null;
      const earlier = body.firstLoan === true ? false : null;
      return {
        firm_known: true, firm_name: body.firmName ?? null, registered_by_hand: false, name_known_only_from_another_bank: false, duplicate_id: null,
        own_earlier_loan: earlier, other_bank_earlier_loan: earlier, renewal_id: null,
        region_name: known.region_name, programme: known.programme, lpr: known.lpr, lpr_checked_until: known.lpr_checked_until,
      };
    },
    /** What is expected of that region and day speaks against a filing, perhaps no longer with reason: it is asked for again. */
    doubt(body: Partial<FilingBody>): void {
      remembered.delete(key(body));
    },
    learn(body: Partial<FilingBody>, { region_name, programme, lpr, lpr_checked_until }: OfPlaceAndDay): void {
      remembered.delete(key(body));
      remembered.set(key(body), { region_name, programme, lpr, lpr_checked_until });
      if (remembered.size > REMEMBERED_MAX) remembered.delete(remembered.keys().next().value!);
    },
  };
}
