/** What requests about published figures and codes may contain. */
import { FIGURE_TEXT_MAX_CHARACTERS } from '../../../domain/limits.ts';
import { DayField, Text } from '../../../http/fields.ts';
import { Filters } from '../../../http/filters.ts';

export class CodeBody {
  /** The query of the totals, as in GET /totals. */
  @Filters() query!: Filters;
}

export class FigureBody extends CodeBody {
  /** The number of the document in which the figure is published. 文号。 */
  @Text(1, 200) docNo!: string;
  @DayField() publishedOn!: string;
  /** The sentence or line of the document. */
  @Text(1, FIGURE_TEXT_MAX_CHARACTERS) text!: string;
}
