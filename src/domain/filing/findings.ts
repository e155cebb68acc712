/** What a check of a filing finds: errors refuse it, flags are stored with it and may send it to review. */
import type { ErrorCode, FlagRule } from '../messages/codes.ts';

export interface FieldError {
  /** The member of the request body. */
  path: string;
  code: ErrorCode;
  params?: Readonly<Record<string, string | number>>;
}

export interface Flag {
  rule: FlagRule;
  params?: Record<string, string>;
  /**
   * For auditors only: the flag discloses something that another bank filed. Stored in `filing.flags_other` and in
   * `trail.restricted`; all other readers see IN_REVIEW instead of the rule.
   */
  restricted: boolean;
}
