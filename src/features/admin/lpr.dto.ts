import { DayField, Rate } from '../../http/fields.ts';
import { Optional } from '../../http/rule.ts';

export class LprBody {
  @Rate() oneYear!: number;
  @Optional() @Rate() fiveYear?: number | null;
  /** The last day for which the publication of new rates was checked. */
  @Optional() @DayField() checkedUntil?: string | null;
}

export class LprCheckedBody {
  @DayField() checkedUntil!: string;
}
