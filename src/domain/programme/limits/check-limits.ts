/**
 * Checks a draft against the limits of its programme version. A limit that is not set checks nothing. The limits
 * themselves are entries of registry.ts: nothing here names one.
 */
import type { FieldError, Flag } from '../../filing/findings.ts';
import { NOT_SET, type CheckOutcome, type LimitContext, type LimitDraft, type OnBreach, type Rule } from './limit.ts';
import { LIMIT_ENTRIES, type LimitCause, type LimitRule, type ProgrammeLimits } from './registry.ts';
import type { Shapes } from './shapes.ts';

export interface LimitCheck {
  rule: LimitRule;
  outcome: CheckOutcome;
}

export interface CheckedLimits {
  errors: FieldError[];
  flags: Flag[];
  /** One for each rule of each limit, in their order. */
  checks: LimitCheck[];
}

/** An absent draft member makes a rule that needs it `cannot_check`, without an error or flag. */
export function checkLimits(draft: LimitDraft, context: LimitContext, limits: ProgrammeLimits): CheckedLimits {
  const checked: CheckedLimits = { errors: [], flags: [], checks: [] };
  for (const [name, { rules }] of LIMIT_ENTRIES) {
    const settings = limits[name] as { onBreach: OnBreach } | undefined;
    for (const [code, { path, test }] of Object.entries(rules) as [LimitRule, Rule<Shapes, LimitCause>][]) {
      const { outcome, params = {}, alsoFlag } = settings ? test(settings as never, draft, context) : NOT_SET;
      checked.checks.push({ rule: code, outcome });
      if (alsoFlag !== undefined) checked.flags.push({ rule: alsoFlag, params, restricted: false });
      if (outcome !== 'broken') continue;
      if (settings?.onBreach === 'refuse') checked.errors.push({ path, code, params });
      else checked.flags.push({ rule: code, params, restricted: false });
    }
  }
  return checked;
}
