/** Flags as a reader may see them. */
import type { ShownFlagRule } from '../messages/codes.ts';
import { flagMessage, message, type Language } from '../messages/messages.ts';
import type { StoredFlag } from './row.ts';

export interface FlagColumns {
  readonly flags?: readonly StoredFlag[];
  /** Absent for all but auditors. */
  readonly flags_other?: readonly StoredFlag[] | undefined;
  readonly in_review?: boolean;
}

/** An auditor sees all flags; others see IN_REVIEW in place of the restricted ones (findings.ts). */
export function presentFlags(row: FlagColumns, language: Language): { rule: string; message: string }[] {
  const flags: { rule: string; message: string }[] = [...(row.flags ?? []), ...(row.flags_other ?? [])].map(
    ({ rule, params }) => ({ rule, message: flagMessage(rule as ShownFlagRule, params ?? {}, language) }),
  );
  if (row.flags_other === undefined && row.in_review)
    flags.push({ rule: 'IN_REVIEW', message: message('IN_REVIEW', {}, language) });
  return flags;
}
