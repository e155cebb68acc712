/** What requests about amendments may contain. The fields of a filing derive from domain/filing/fields.ts. */
import { AMENDABLE_FIELDS, AMENDMENT_STATES, type AmendmentState } from '../../domain/filing/amendment.ts';
import type { AmendmentChanges as Changes } from '../../domain/filing/amendment.ts';
import { REASON_MAX_CHARACTERS, REASON_MIN_CHARACTERS } from '../../domain/limits.ts';
import { QueryWords, Text } from '../../http/fields.ts';
import { withFilingFields } from '../../http/filing-fields.ts';
import { PageQuery } from '../../http/page-query.ts';
import { ObjectOf, Optional, Unchanged } from '../../http/rule.ts';

/** Absent fields stay unchanged; null clears an optional field. */
export const AmendmentChanges = withFilingFields<Changes>(class AmendmentChanges {}, Unchanged(), AMENDABLE_FIELDS);

export class AmendmentBody {
  /** Validated apart, with the rules of a filing: all errors are reported at once. */
  @ObjectOf(AmendmentChanges, 'The fields to change; null clears an optional one. 需更正的字段。') changes!: object;
  @Text(REASON_MIN_CHARACTERS, REASON_MAX_CHARACTERS) reason!: string;
}

export class RefusalOfAmendment {
  @Text(REASON_MIN_CHARACTERS, REASON_MAX_CHARACTERS) reason!: string;
}

export class WithdrawalOfAmendment {
  @Optional() @Text(REASON_MIN_CHARACTERS, REASON_MAX_CHARACTERS) reason?: string | null;
}

export class AmendmentList extends PageQuery {
  @Optional() @QueryWords(AMENDMENT_STATES) state?: AmendmentState[];
}
