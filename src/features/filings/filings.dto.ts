import * as limits from '../../domain/limits.ts';
import { GUARANTEES, type Guarantee } from '../../domain/filing/draft.ts';
import { FILING_STATES } from '../../domain/filing/state.ts';
import { GRADES } from '../../domain/programme/programme.ts';
import { STATUS_WORDS } from '../../domain/filing/status.ts';
import { FIRST_YEAR, LAST_YEAR } from '../../domain/values/day.ts';
import {
  Amount,
  DayField,
  Flag,
  Form,
  QueryCodes,
  QueryFlag,
  QueryLimit,
  QueryWhole,
  QueryWords,
  Rate,
  Text,
  Uscc,
  Word,
} from '../../http/fields.ts';
import { FORMATS, type Format } from '../../http/downloads.ts';
import { ListOf, Optional, Unchanged } from '../../http/rule.ts';
import { numberKey } from '../../domain/values/text.ts';

export const REGION_CODE = /^[0-9]{6}$/;
export const BANK_CODE = /^[A-Z0-9]{2,20}$/;

/** Visible ASCII characters. */
const CLIENT_REF = /^[\x21-\x7e]+$/;

const NumberText = (max: number): PropertyDecorator => Text(1, max, {}, (text) => numberKey(text) !== '');

export class FilingBody {
  @Uscc() uscc!: string;
  @Text(limits.NAME_MIN_CHARACTERS, limits.NAME_MAX_CHARACTERS) firmName!: string;
  @Form(REGION_CODE, 6, '430211') regionCode!: string;
  @NumberText(limits.CONTRACT_NO_MAX_CHARACTERS) contractNo!: string;
  @NumberText(limits.RECEIPT_NO_MAX_CHARACTERS) receiptNo!: string;
  /** Fen. */
  @Amount() amount!: bigint;
  /** Ten-thousandths of a per cent a year. */
  @Rate() annualRate!: number;
  @DayField() disbursedOn!: string;
  @DayField() dueOn!: string;
  @Optional() @Word(GUARANTEES) guarantee?: Guarantee | null;
  @Optional() @Word(GRADES) knowledgeGrade?: (typeof GRADES)[number] | null;
  @Optional() @Flag() firstLoan?: boolean | null;
  @Optional() @Flag() renewal?: boolean | null;
  @Optional() @Text(limits.RENEWAL_OF_MIN_CHARACTERS, limits.RENEWAL_OF_MAX_CHARACTERS) renewalOf?: string | null;
  @Optional() @Text(limits.BRANCH_MIN_CHARACTERS, limits.BRANCH_MAX_CHARACTERS) branch?: string | null;
  @Optional() @Text(limits.REMARKS_MIN_CHARACTERS, limits.REMARKS_MAX_CHARACTERS) remarks?: string | null;
}

/** A filing of a batch, with what its sender calls it. */
export class FilingItem extends FilingBody {
  @Form(CLIENT_REF, limits.CLIENT_REF_MAX_CHARACTERS, 'A-000123') clientRef!: string;
}

export class FilingBatch {
  @ListOf(
    FilingItem,
    limits.FILING_BATCH_MAX_ITEMS,
    'Each is checked as if those before it had been filed. The whole body has at most 2 MiB. 逐条处理，请求体不超过 2 MiB。',
  )
  items!: unknown[];
}

/** A correction: what is named changes, the rest stands; null clears what may be empty. */
export class FilingCorrection {
  @Unchanged() @Uscc() uscc?: string;
  @Unchanged() @Text(limits.NAME_MIN_CHARACTERS, limits.NAME_MAX_CHARACTERS) firmName?: string;
  @Unchanged() @Form(REGION_CODE, 6, '430211') regionCode?: string;
  @Unchanged() @NumberText(limits.CONTRACT_NO_MAX_CHARACTERS) contractNo?: string;
  @Unchanged() @NumberText(limits.RECEIPT_NO_MAX_CHARACTERS) receiptNo?: string;
  @Unchanged() @Amount() amount?: bigint;
  @Unchanged() @Rate() annualRate?: number;
  @Unchanged() @DayField() disbursedOn?: string;
  @Unchanged() @DayField() dueOn?: string;
  @Optional() @Word(GUARANTEES) guarantee?: Guarantee | null;
  @Optional() @Word(GRADES) knowledgeGrade?: (typeof GRADES)[number] | null;
  @Optional() @Flag() firstLoan?: boolean | null;
  @Optional() @Flag() renewal?: boolean | null;
  @Optional() @Text(limits.RENEWAL_OF_MIN_CHARACTERS, limits.RENEWAL_OF_MAX_CHARACTERS) renewalOf?: string | null;
  @Optional() @Text(limits.BRANCH_MIN_CHARACTERS, limits.BRANCH_MAX_CHARACTERS) branch?: string | null;
  @Optional() @Text(limits.REMARKS_MIN_CHARACTERS, limits.REMARKS_MAX_CHARACTERS) remarks?: string | null;
}

export class ReasonBody {
  @Text(limits.REASON_MIN_CHARACTERS, limits.REASON_MAX_CHARACTERS) reason!: string;
}

/** What narrows a list or a count. */
export class FilingFilter {
  @Optional() @QueryWhole(FIRST_YEAR, LAST_YEAR) year?: number;
  @Optional() @QueryWhole(1, 12) month?: number;
  @Optional() @Word(['filed', 'disbursed']) basis?: 'filed' | 'disbursed';
  @Optional() @QueryCodes(BANK_CODE, 'ICBC') bank?: string[];
  @Optional() @QueryCodes(REGION_CODE, '430211') region?: string[];
  @Optional() @QueryWords(FILING_STATES) state?: (typeof FILING_STATES)[number][];
  @Optional() @Uscc() uscc?: string;
  @Optional() @QueryWords(STATUS_WORDS) status?: (typeof STATUS_WORDS)[number][];
  @Optional() @QueryFlag() flagged?: boolean;
  @Optional() @QueryFlag() renewal?: boolean;
  @Optional() @DayField() filedFrom?: string;
  @Optional() @DayField() filedTo?: string;
  @Optional() @DayField() disbursedFrom?: string;
  @Optional() @DayField() disbursedTo?: string;
  @Optional() @Text(limits.SEARCH_MIN_CHARACTERS, limits.SEARCH_MAX_CHARACTERS) q?: string;
}

export const SORTS = ['submittedAt', 'filedOn', 'disbursedOn', 'amount', 'stateChangedAt'] as const;
export type SortWord = (typeof SORTS)[number] | `-${(typeof SORTS)[number]}`;

/** What a file of filings is asked for by. */
export class FilingSelection extends FilingFilter {
  @Optional() @Word([...SORTS, ...SORTS.map((sort) => `-${sort}`)]) sort?: SortWord;
}

export class FilingList extends FilingSelection {
  @Optional() @Word(FORMATS) format?: Format;
  @Optional() @QueryLimit() limit?: number;
  @Optional() @Text(1, limits.CURSOR_MAX_CHARACTERS) cursor?: string;
}
