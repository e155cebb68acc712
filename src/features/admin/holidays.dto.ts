import { HOLIDAY_SOURCE_MAX_CHARACTERS, NAME_MAX_CHARACTERS, NAME_MIN_CHARACTERS } from '../../domain/limits.ts';
import { HOLIDAY_KINDS, type HolidayKind } from '../../domain/programme/working-days.ts';
import { DayField, Text, Word } from '../../http/fields.ts';
import { Optional } from '../../http/rule.ts';

export class HolidayBody {
  /** The last day; absent for a single day. */
  @Optional() @DayField() to?: string | null;
  @Word(HOLIDAY_KINDS) kind!: HolidayKind;
  @Text(NAME_MIN_CHARACTERS, NAME_MAX_CHARACTERS) name!: string;
  /** The document that arranges it. */
  @Optional() @Text(1, HOLIDAY_SOURCE_MAX_CHARACTERS) source?: string | null;
  /** The last day whose arrangement is entered. */
  @Optional() @DayField() checkedUntil?: string | null;
}

export class HolidaysCheckedBody {
  @DayField() checkedUntil!: string;
}
