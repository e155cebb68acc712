/** Context from a batch or file: each item is checked as if the items before it were filed. */
import { nameKey, numberKey } from '../values/text.ts';
import type { Day } from '../values/day.ts';
import type { FilingContext } from './context.ts';
import type { PartialDraft } from './draft.ts';

interface EarlierLoan {
  readonly disbursedOn: Day;
  readonly contractKey: string;
}

/** A first-loan claim is contradicted by any earlier loan of another contract, so a few loans per firm are enough. */
const LOANS_PER_FIRM_MAX = 8;

/**
 * Records the items of a batch that are filed, and adds them to the context of later ones.
 *
 * @typeParam Item the sender's name of an item: a reference, a row number
 */
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
    /** The earlier item with a unique key, such as a receipt number. */
    withKey: (key: string): Item | undefined => keys.get(key),
    takeKey: (key: string, item: Item): void => void keys.set(key, item),

    /** The context of an item, extended by earlier items. */
    addTo<Context extends FilingContext>(draft: PartialDraft, context: Context): Context {
      const ownEarlierLoan = context.ownEarlierLoan || claimIsContradicted(draft);
      const registeredName = context.registeredName ?? firmNames.get(draft.uscc ?? '') ?? null;
      return ownEarlierLoan === context.ownEarlierLoan && registeredName === context.registeredName
        ? context
        : { ...context, ownEarlierLoan, registeredName };
    },

    /** Records an item that is filed. */
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

/** A firm to enter because a filing is the first to name it. */
export interface NewFirm {
  readonly uscc: string;
  readonly name: string;
  readonly nameKey: string;
  readonly regionCode: string;
}

/** The unknown firms of these filings, each with the name and region of its first filing. */
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
