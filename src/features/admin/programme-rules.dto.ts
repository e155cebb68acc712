import { NAME_MAX_CHARACTERS, NAME_MIN_CHARACTERS } from '../../domain/limits.ts';
import { DayField, Flag, Text } from '../../http/fields.ts';
import { LimitsBody } from '../../http/limit-fields.ts';
import { Nested, Optional } from '../../http/rule.ts';

const REGION_PREFIX = /^[0-9]{0,6}$/;

export class ProgrammeRuleBody {
  @Text(NAME_MIN_CHARACTERS, NAME_MAX_CHARACTERS) name!: string;
  /** Leading digits of the codes of its regions: 43 for a province, 4302 for a city, empty for the country. */
  @Text(0, 6, { pattern: REGION_PREFIX.source }, (text) => REGION_PREFIX.test(text)) regionPrefix!: string;
  @DayField() validFrom!: string;
  /** The last valid day; absent if there is none. */
  @Optional() @DayField() validTo?: string | null;
  /** Whether every filing is reviewed, with or without flags. */
  @Optional() @Flag() reviewAll?: boolean | null;
  @Nested(LimitsBody) limits!: LimitsBody;
}
