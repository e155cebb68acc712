import { DayField } from '../../http/fields.ts';
import { Optional } from '../../http/rule.ts';

export class ProgrammeRulesOn {
  @Optional() @DayField() on?: string;
}
