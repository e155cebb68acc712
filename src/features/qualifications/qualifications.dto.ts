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
  /** Enters the firm when it is new; otherwise it is not looked at. */
  @Optional() @Text(NAME_MIN_CHARACTERS, NAME_MAX_CHARACTERS) firmName?: string;
  /** The region of a new firm; left out, it is in none until somebody says so. An auditor of several regions has to say it. */
  @Optional() @Form(/^[0-9]{6}$/, 6, '430211') regionCode?: string;
  /** For the trail. */
  @Optional() @Text(REASON_MIN_CHARACTERS, REASON_MAX_CHARACTERS) reason?: string;
}

export class RevokeBody {
  @Text(REASON_MIN_CHARACTERS, REASON_MAX_CHARACTERS) reason!: string;
  /** The first invalid day; left out, the whole period falls. */
  @Optional() @DayField() revokedOn?: string;
}

export class HoldersOn {
  @Optional() @DayField() on?: string;
  @Optional() @Word(['region']) by?: 'region';
}

/** What a file of qualifications is asked for by. */
export class QualificationSelection {
  /** Codes of kinds: high_tech, tech_sme and further ones. */
  @Optional() @QueryCodes(/^[a-z][a-z_]{0,38}$/, 'high_tech') kind?: string[];
  /** Where the firm is registered now. */
  @Optional() @QueryCodes(/^[0-9]{6}$/, '430211') region?: string[];
  @Optional() @Uscc() uscc?: string;
  /** Whether it covers the day `on`. */
  @Optional() @QueryFlag() current?: boolean;
  /** The day of which `current` is said; today when left out. */
  @Optional() @DayField() on?: string;
  /** Part of the firm's name, its initials, or how its code or the certificate's number begins. */
  @Optional() @Text(SEARCH_MIN_CHARACTERS, SEARCH_MAX_CHARACTERS) q?: string;
}

export class QualificationSearch extends QualificationSelection {
  @Optional() @Word(FORMATS) format?: Format;
  @Optional() @QueryLimit() limit?: number;
  @Optional() @Text(1, CURSOR_MAX_CHARACTERS) cursor?: string;
}
