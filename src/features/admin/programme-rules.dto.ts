import {
  FILING_DEADLINE_MAX_MONTHS,
  NAME_MAX_CHARACTERS,
  NAME_MIN_CHARACTERS,
  OVER_LPR_MAX_BASIS_POINTS,
  TERM_MAX_MONTHS,
} from '../../domain/limits.ts';
import { ON_BREACH, type OnBreach } from '../../domain/programme/programme.ts';
import { Amount, DayField, Flag, Text, Whole, Word } from '../../http/fields.ts';
import { Nested, Optional } from '../../http/rule.ts';

const REGION_PREFIX = /^[0-9]{0,6}$/;

class Limit {
  /** Whether a filing over the limit is refused, or flagged for review. */
  @Word(ON_BREACH) onBreach!: OnBreach;
}

export class AmountLimitBody extends Limit {
  /** Of one loan, inclusive. */
  @Amount() max!: bigint;
}

export class RateLimitBody extends Limit {
  /** Over the one-year LPR of the day of disbursement, inclusive. */
  @Whole(0, OVER_LPR_MAX_BASIS_POINTS) overLprBasisPoints!: number;
}

export class TermLimitBody extends Limit {
  /** Months, inclusive. */
  @Whole(1, TERM_MAX_MONTHS) max!: number;
}

export class FilingDeadlineBody extends Limit {
  /** Months after disbursement, inclusive. */
  @Whole(1, FILING_DEADLINE_MAX_MONTHS) months!: number;
}

export class GradeAmountsBody {
  @Optional() @Amount() A?: bigint | null;
  @Optional() @Amount() B?: bigint | null;
  @Optional() @Amount() C?: bigint | null;
  @Optional() @Amount() D?: bigint | null;
  @Optional() @Amount() E?: bigint | null;
}

export class GradeLinesBody extends Limit {
  /** Maximum by grade; a grade without one is not limited. */
  @Nested(GradeAmountsBody) lines!: GradeAmountsBody;
}

/** A limit that is absent or null is not set. */
export class LimitsBody {
  @Optional() @Nested(AmountLimitBody) amount?: AmountLimitBody | null;
  @Optional() @Nested(RateLimitBody) rate?: RateLimitBody | null;
  @Optional() @Nested(TermLimitBody) termMonths?: TermLimitBody | null;
  @Optional() @Nested(FilingDeadlineBody) filingDeadline?: FilingDeadlineBody | null;
  @Optional() @Nested(GradeLinesBody) gradeLines?: GradeLinesBody | null;
}

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
