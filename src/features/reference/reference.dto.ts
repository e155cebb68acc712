/** What requests for reference data may contain. */
import { DayField } from '../../http/fields.ts';
import { PageQuery } from '../../http/page-query.ts';
import { Optional } from '../../http/rule.ts';

export class ProgrammeRulesOn extends PageQuery {
  @Optional() @DayField() on?: string;
}
