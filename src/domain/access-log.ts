/** Words of the access log. The check of access_log.kind in the database repeats the kinds. */

export const ACCESS_KINDS = ['sign_in', 'refused', 'foreign', 'export', 'check', 'look'] as const;
export type AccessKind = (typeof ACCESS_KINDS)[number];

/** An entry as it is recorded; the database adds the account of a failed sign-in and the region of the object. */
export interface AccessEntry {
  readonly at: string;
  readonly kind: AccessKind;
  /** OK, ABORTED or the code of a problem. */
  readonly outcome: string;
  readonly account_id: string | null;
  readonly actor: string | null;
  /** What was entered at a failed sign-in; stored only if it is the login of an account. */
  readonly login: string | null;
  readonly role: string | null;
  readonly bank_code: string | null;
  readonly uscc: string | null;
  readonly regions: readonly string[] | null;
  readonly address: string;
  readonly route: string;
  readonly type: string | null;
  readonly object_id: string | null;
  readonly region_code: string | null;
  readonly request_id: string;
}
