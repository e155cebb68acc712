/** What a check of a filing finds. */
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
  /** Rests on what another bank filed: auditors alone may see the rule and its params. */
  restricted: boolean;
}
