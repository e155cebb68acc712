import type { FilingBody } from './filings.dto.ts';
import type { Facts } from './filings.queries.ts';

/** What is the same for all loans of a region on a day. */
type OfPlaceAndDay = Pick<Facts, 'region_name' | 'programme' | 'lpr' | 'lpr_checked_until'>;
interface Asked {
  readonly sessionId: string;
  readonly inspected: { readonly value: Partial<FilingBody> };
}

/** Banks, regions and days; each takes about a kilobyte. */
const REMEMBERED_MAX = 2000;
const SESSIONS_MAX = 5000;

/**
 * What a filing will be judged by, most likely: its firm is known by the name that is written, nothing contradicts it, and region,
 * programme and rates are those of the last loan of that region and day. Nothing hangs on it but time: what is filed is what the
 * database finds to be so. Nor does time tell a bank of another's loans: each bank's own are remembered alone.
 */
export function createExpectations() {
  const remembered = new Map<string, OfPlaceAndDay>();
  const banks = new Map<string, string>();
  const key = (bank: string, { regionCode, disbursedOn }: Partial<FilingBody>): string =>
    `${bank} ${regionCode} ${disbursedOn}`;
  return {
    /** Null: the bank of that session has filed nothing yet of that region and day. */
    of({ sessionId, inspected: { value } }: Asked): Facts | null {
      const bank = banks.get(sessionId);
      const known = bank === undefined ? undefined : remembered.get(key(bank, value));
      if (known === undefined) return null;
      const earlier = value.firstLoan === true ? false : null;
      return {
        firm_known: true,
        firm_name: value.firmName ?? null,
        registered_by_hand: false,
        name_known_only_from_another_bank: false,
        duplicate_id: null,
        own_earlier_loan: earlier,
        other_bank_earlier_loan: earlier,
        renewal_id: null,
        region_name: known.region_name,
        programme: known.programme,
        lpr: known.lpr,
        lpr_checked_until: known.lpr_checked_until,
      };
    },
    learn(
      { sessionId, inspected: { value } }: Asked,
      bank: string,
      { region_name, programme, lpr, lpr_checked_until }: OfPlaceAndDay,
    ): void {
      keep(banks, sessionId, bank, SESSIONS_MAX);
      keep(remembered, key(bank, value), { region_name, programme, lpr, lpr_checked_until }, REMEMBERED_MAX);
    },
  };
}

/** What was kept for the longest goes first. */
function keep<T>(kept: Map<string, T>, key: string, what: T, most: number): void {
  kept.delete(key);
  kept.set(key, what);
  if (kept.size > most) kept.delete(kept.keys().next().value!);
}
