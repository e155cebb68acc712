/** Flags as a reader may see them. */
import type { ShownFlagRule } from '../messages/codes.ts';
import { flagMessage, message, metFlagMessage, type Language } from '../messages/messages.ts';
import { shanghaiDay } from '../values/day.ts';
import type { StoredFlag } from './row.ts';

export interface FlagColumns {
  readonly flags?: readonly StoredFlag[];
  /** Absent for all but auditors. */
  readonly flags_other?: readonly StoredFlag[] | undefined;
  readonly in_review?: boolean;
}

export interface ShownFlag {
  readonly rule: string;
  readonly message: string;
  /** With `met` only. */
  readonly metAt?: string;
  readonly met?: true;
}

const presentFlag = ({ rule, params, metAt }: StoredFlag, language: Language): ShownFlag =>
  metAt === undefined
    ? { rule, message: flagMessage(rule as ShownFlagRule, params ?? {}, language) }
    : { rule, message: metFlagMessage(shanghaiDay(new Date(metAt)), language), met: true, metAt };

/** An auditor sees all flags; others see IN_REVIEW in place of the restricted ones (findings.ts). */
export function presentFlags(row: FlagColumns, language: Language): ShownFlag[] {
  const flags = [...(row.flags ?? []), ...(row.flags_other ?? [])].map((flag) => presentFlag(flag, language));
  if (row.flags_other === undefined && row.in_review)
    flags.push({ rule: 'IN_REVIEW', message: message('IN_REVIEW', {}, language) });
  return flags;
}
