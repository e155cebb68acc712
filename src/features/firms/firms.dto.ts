/** What requests about firms may contain. */
import {
  CURSOR_MAX_CHARACTERS,
  INDUSTRY_CODE_MAX_CHARACTERS,
  NAME_MAX_CHARACTERS,
  NAME_MIN_CHARACTERS,
  REASON_MAX_CHARACTERS,
  REASON_MIN_CHARACTERS,
  SEARCH_MAX_CHARACTERS,
  SEARCH_MIN_CHARACTERS,
} from '../../domain/limits.ts';
import { AsOfQuery } from '../../http/as-of.ts';
import { FORMATS, type Format } from '../../http/downloads.ts';
import { DayField, Form, QueryLimit, Text, Word } from '../../http/fields.ts';
import { Optional } from '../../http/rule.ts';

/** Filters of the list and of its export. */
export class FirmSelection {
  /** Part of the name, or a prefix of its pinyin initials or of the code. */
  @Optional() @Text(SEARCH_MIN_CHARACTERS, SEARCH_MAX_CHARACTERS) q?: string;
}

export class FirmSearch extends FirmSelection {
  @Optional() @Word(FORMATS) format?: Format;
  @Optional() @QueryLimit() limit?: number;
  @Optional() @Text(1, CURSOR_MAX_CHARACTERS) cursor?: string;
}

export class FirmOn extends AsOfQuery {
  @Optional() @DayField() on?: string;
}

export class FirmBody {
  @Text(NAME_MIN_CHARACTERS, NAME_MAX_CHARACTERS) name!: string;
  @Form(/^[0-9]{6}$/, 6, '430211') regionCode!: string;
  /** GB/T 4754. Absent: unchanged; null: removed. */
  @Optional() @Form(/^([A-T][0-9]{0,4}|[0-9]{2,4})$/, INDUSTRY_CODE_MAX_CHARACTERS, 'C3499') industryCode?:
    string | null;
  @Text(REASON_MIN_CHARACTERS, REASON_MAX_CHARACTERS) reason!: string;
}
