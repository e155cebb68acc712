/** What requests about waiting certificates may contain. */
import {
  REASON_MAX_CHARACTERS,
  REASON_MIN_CHARACTERS,
  SEARCH_MAX_CHARACTERS,
  SEARCH_MIN_CHARACTERS,
} from '../../domain/limits.ts';
import { WAITING_STATES, type WaitingState } from '../../domain/firm/waiting.ts';
import { Form, QueryCodes, Text, Uscc, Word } from '../../http/fields.ts';
import { PageQuery } from '../../http/page-query.ts';
import { Optional } from '../../http/rule.ts';

export class WaitingSearch extends PageQuery {
  /** Part of the listed name, or a prefix of the certificate number. */
  @Optional() @Text(SEARCH_MIN_CHARACTERS, SEARCH_MAX_CHARACTERS) q?: string;
  /** Codes of kinds. */
  @Optional() @QueryCodes(/^[a-z][a-z_]{0,38}$/, 'high_tech') kind?: string[];
  /** By default `waiting`. */
  @Optional() @Word(WAITING_STATES) state?: WaitingState;
}

export class WaitingAssignment {
  @Uscc() uscc!: string;
  /** Region of a firm that is not registered yet; unknown if absent. Required for an auditor of several regions. */
  @Optional() @Form(/^[0-9]{6}$/, 6, '430211') regionCode?: string;
  /** For the audit trail. */
  @Optional() @Text(REASON_MIN_CHARACTERS, REASON_MAX_CHARACTERS) reason?: string;
}

export class WaitingRefusal {
  @Text(REASON_MIN_CHARACTERS, REASON_MAX_CHARACTERS) reason!: string;
}
