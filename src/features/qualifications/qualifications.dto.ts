/**
 * What requests about qualifications may contain. Kinds are rows in the database, so a kind is checked by its form here
 * and looked up in the service.
 */
import {
  CURSOR_MAX_CHARACTERS,
  NAME_MAX_CHARACTERS,
  NAME_MIN_CHARACTERS,
  REASON_MAX_CHARACTERS,
  REASON_MIN_CHARACTERS,
  SEARCH_MAX_CHARACTERS,
  SEARCH_MIN_CHARACTERS,
} from '../../domain/limits.ts';
import { FORMATS, type Format } from '../../http/downloads.ts';
import { DayField, Form, QueryCodes, QueryFlag, QueryLimit, Text, Uscc, Word } from '../../http/fields.ts';
import { Optional } from '../../http/rule.ts';

export class QualificationBody {
  @DayField() validFrom!: string;
  /** The last valid day. */
  @DayField() validTo!: string;
  /** Name of a firm that is not registered yet; ignored for others. */
  @Optional() @Text(NAME_MIN_CHARACTERS, NAME_MAX_CHARACTERS) firmName?: string;
  /** Region of a new firm; unknown if absent. Required for an auditor of several regions. */
  @Optional() @Form(/^[0-9]{6}$/, 6, '430211') regionCode?: string;
  /** For the audit trail. */
  @Optional() @Text(REASON_MIN_CHARACTERS, REASON_MAX_CHARACTERS) reason?: string;
}

export class RevokeBody {
  @Text(REASON_MIN_CHARACTERS, REASON_MAX_CHARACTERS) reason!: string;
  /** The first invalid day; absent: revoked from the start of validity. */
  @Optional() @DayField() revokedOn?: string;
}

export class HoldersOn {
  @Optional() @DayField() on?: string;
  @Optional() @Word(['region']) by?: 'region';
}

/** Filters of the list and of its export. */
export class QualificationSelection {
  /** Codes of kinds: high_tech, tech_sme and others. */
  @Optional() @QueryCodes(/^[a-z][a-z_]{0,38}$/, 'high_tech') kind?: string[];
  /** Present regions of the firm. */
  @Optional() @QueryCodes(/^[0-9]{6}$/, '430211') region?: string[];
  @Optional() @Uscc() uscc?: string;
  /** Whether it is valid on the day `on`. */
  @Optional() @QueryFlag() current?: boolean;
  /** The day of `current`; by default today. */
  @Optional() @DayField() on?: string;
  /** Part of the firm's name, or a prefix of its initials, of its code or of the certificate number. */
  @Optional() @Text(SEARCH_MIN_CHARACTERS, SEARCH_MAX_CHARACTERS) q?: string;
}

export class QualificationSearch extends QualificationSelection {
  @Optional() @Word(FORMATS) format?: Format;
  @Optional() @QueryLimit() limit?: number;
  @Optional() @Text(1, CURSOR_MAX_CHARACTERS) cursor?: string;
}
