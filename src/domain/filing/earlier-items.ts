/** Several filings at once: each is checked as if those before it in the batch or file had been filed. */
import { nameKey, numberKey } from '../values/text.ts';
import type { Day } from '../values/day.ts';
import type { FilingContext } from './context.ts';
import type { PartialDraft } from './draft.ts';

interface EarlierLoan {
  readonly disbursedOn: Day;
  readonly contractKey: string;
}

/** A claim to be the first loan is contradicted by an earlier one of another contract, so of each firm a few will do. */
const LOANS_PER_FIRM_MAX = 8;

/** @typeParam Item what names an item to its sender: a reference, a row number */
export function createEarlierItems<Item>() {
  const keys = new Map<string, Item>();
  const firmNames = new Map<string, string>();
  const loans = new Map<string, EarlierLoan[]>();

  function claimIsContradicted({ uscc, disbursedOn, contractNo, firstLoan }: PartialDraft): boolean {
    if (firstLoan !== true || uscc === undefined || disbursedOn === undefined || contractNo === undefined) return false;
    const contractKey = numberKey(contractNo);
    return (loans.get(uscc) ?? []).some((loan) => loan.disbursedOn <= disbursedOn && loan.contractKey !== contractKey);
  }

  return {
    /** The earlier item with a key that may occur once (a receipt number, say). */
    withKey: (key: string): Item | undefined => keys.get(key),
    takeKey: (key: string, item: Item): void => void keys.set(key, item),

    /** The context of an item, with what earlier items add to it. */
    addTo<Context extends FilingContext>(draft: PartialDraft, context: Context): Context {
      const ownEarlierLoan = context.ownEarlierLoan || claimIsContradicted(draft);
      const registeredName = context.registeredName ?? firmNames.get(draft.uscc ?? '') ?? null;
      return ownEarlierLoan === context.ownEarlierLoan && registeredName === context.registeredName
        ? context
        : { ...context, ownEarlierLoan, registeredName };
    },

    /** Remembers an item that is filed. */
    remember({ uscc, firmName, disbursedOn, contractNo }: PartialDraft): void {
      if (uscc === undefined) return;
      if (firmName !== undefined && !firmNames.has(uscc)) firmNames.set(uscc, firmName);
      if (disbursedOn === undefined || contractNo === undefined) return;
      const known = loans.get(uscc);
      if (known === undefined) loans.set(uscc, [{ disbursedOn, contractKey: numberKey(contractNo) }]);
      else if (known.length < LOANS_PER_FIRM_MAX) known.push({ disbursedOn, contractKey: numberKey(contractNo) });
    },
  };
}
export type EarlierItems<Item> = ReturnType<typeof createEarlierItems<Item>>;

/** A firm that is entered because a filing names it for the first time. */
export interface NewFirm {
  readonly uscc: string;
  readonly name: string;
  readonly nameKey: string;
  readonly regionCode: string;
}

/** The firms that none but these filings have named, each by the first that does. */
export function newFirms(filings: readonly { readonly draft: PartialDraft; readonly firmKnown: boolean }[]): NewFirm[] {
  const firms = new Map<string, NewFirm>();
  for (const { draft, firmKnown } of filings) {
    const { uscc, firmName, regionCode } = draft;
    if (firmKnown || uscc === undefined || firmName === undefined || regionCode === undefined || firms.has(uscc))
      continue;
    firms.set(uscc, { uscc, name: firmName, nameKey: nameKey(firmName), regionCode });
  }
  return [...firms.values()];
}
