/**
 * The query of every paginated list; lists with further parameters extend it. Both names are part of the API contract.
 */
import { CURSOR_MAX_CHARACTERS } from '../domain/limits.ts';
import { QueryLimit, Text } from './fields.ts';
import { Optional } from './rule.ts';

export class PageQuery {
  @Optional() @QueryLimit() limit?: number;
  @Optional() @Text(1, CURSOR_MAX_CHARACTERS) cursor?: string;
}
