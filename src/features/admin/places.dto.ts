import { NAME_MAX_CHARACTERS, NAME_MIN_CHARACTERS } from '../../domain/limits.ts';
import { DayField, Text } from '../../http/fields.ts';
import { Optional } from '../../http/rule.ts';

export const BANK_CODE = /^[A-Z0-9]{2,20}$/;
/** GB/T 2260. */
export const REGION_CODE = /^[0-9]{6}$/;

/** A complete bank or region: an absent field removes the value. */
export class PlaceBody {
  @Text(NAME_MIN_CHARACTERS, NAME_MAX_CHARACTERS) name!: string;
  @Optional() @DayField() validFrom?: string | null;
  /** The last valid day. */
  @Optional() @DayField() validTo?: string | null;
}
