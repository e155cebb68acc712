/** What requests about closed years may contain. */
import { NOTE_MAX_CHARACTERS, REASON_MAX_CHARACTERS, REASON_MIN_CHARACTERS } from '../../../domain/limits.ts';
import { LANGUAGES, type Language } from '../../../domain/messages/messages.ts';
import type { Basis } from '../../../domain/totals/definition.ts';
import { QueryFlag, QueryWhole, Text, Word } from '../../../http/fields.ts';
import { Optional } from '../../../http/rule.ts';

const BASES = ['filed', 'disbursed'] as const;
const NO_MAX = 999_999_999_999_999;

export class YearQuery {
  @Optional() @Word(BASES) basis?: Basis;
}

export class StatementQuery extends YearQuery {
  /** The language of the sentence; by default that of the request. */
  @Optional() @Word([...LANGUAGES, 'zh']) lang?: Language | 'zh';
}

export class BridgeQuery extends YearQuery {
  /** The number of the posting up to which changes are shown; by default all changes until now. */
  @Optional() @QueryWhole(1, NO_MAX) to?: number;
  @Optional() @QueryFlag() detail?: boolean;
}

export class CloseBody {
  @Word(BASES) basis!: Basis;
  @Optional() @Text(1, NOTE_MAX_CHARACTERS) note?: string | null;
}

export class ConfirmBody {
  @Optional() @Word(BASES) basis?: Basis;
}

export class ReopenBody {
  @Optional() @Word(BASES) basis?: Basis;
  @Text(REASON_MIN_CHARACTERS, REASON_MAX_CHARACTERS) reason!: string;
}
