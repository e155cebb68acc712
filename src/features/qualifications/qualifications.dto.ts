import { NAME_MAX_CHARACTERS, NAME_MIN_CHARACTERS, REASON_MAX_CHARACTERS, REASON_MIN_CHARACTERS } from '../../domain/limits.ts';
import { DayField, Form, Text, Word } from '../../http/fields.ts';
import { Optional } from '../../http/rule.ts';

export class QualificationBody {
  @DayField() validFrom!: string;
  /** The last valid day. */
  @DayField() validTo!: string;
  /** Enters the firm when it is new; otherwise it is not looked at. */
  @Optional() @Text(NAME_MIN_CHARACTERS, NAME_MAX_CHARACTERS) firmName?: string;
  /** The region of a new firm; left out, the one that its code names (digits 3–8), when that is one. */
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
