import { DayField } from '../../http/fields.ts';
import { Optional } from '../../http/rule.ts';
import { ShortListQuery } from '../../http/short-list.ts';

export class ProgrammeRulesOn extends ShortListQuery {
  @Optional() @DayField() on?: string;
}
