/**
 * What requests about filings may contain. The fields of a filing derive from domain/filing/fields.ts; only filters,
 * batches and reasons are declared here.
 */
import * as limits from '../../domain/limits.ts';
import type { FilingDraft } from '../../domain/filing/draft.ts';
import { FILING_STATES } from '../../domain/filing/state.ts';
import { STATUS_WORDS } from '../../domain/filing/status.ts';
import { FIRST_YEAR, LAST_YEAR } from '../../domain/values/day.ts';
import {
  DayField,
  Form,
  QueryCodes,
  QueryFlag,
  QueryLimit,
  QueryWhole,
  QueryWords,
  Text,
  Uscc,
  Whole,
  Word,
} from '../../http/fields.ts';
import { REGION_CODE, withFilingFields } from '../../http/filing-fields.ts';
import { FORMATS, type Format } from '../../http/downloads.ts';
import { ListOf, Optional, Unchanged } from '../../http/rule.ts';

export const BANK_CODE = /^[A-Z0-9]{2,20}$/;

/** Visible ASCII characters. */
const CLIENT_REF = /^[\x21-\x7e]+$/;

export const FilingBody = withFilingFields<FilingDraft>(class FilingBody {});
export type FilingBody = FilingDraft;

/** An item of a batch: a filing with the sender's reference. */
export class FilingItem extends FilingBody {
  @Form(CLIENT_REF, limits.CLIENT_REF_MAX_CHARACTERS, 'A-000123') clientRef!: string;
}

export class FilingBatch {
  @ListOf(
    FilingItem,
    limits.FILING_BATCH_MAX_ITEMS,
    'Each is checked as if those before it were filed. The body has at most 2 MiB. 逐条处理，请求体不超过 2 MiB。',
  )
  items!: unknown[];
}

/** A filing to accept, as the auditor has seen it. */
export class FilingVersion {
  @Text(1, 64) id!: string;
  @Whole(1, 2_147_483_647) version!: number;
}

export class FilingAcceptance {
  @ListOf(
    FilingVersion,
    limits.ACCEPT_MAX_ITEMS,
    'Each is accepted or refused on its own, in order. 逐笔同意，互不影响。',
  )
  ids!: unknown[];
  /** Recorded with each filing; needed for those with open flags. */
  @Optional() @Text(limits.REASON_MIN_CHARACTERS, limits.REASON_MAX_CHARACTERS) reason?: string | null;
}

/** A correction: absent fields stay unchanged; null clears an optional field. */
export const FilingCorrection = withFilingFields<Partial<FilingDraft>>(class FilingCorrection {}, Unchanged());
export type FilingCorrection = Partial<FilingDraft>;

export class ReasonBody {
  @Text(limits.REASON_MIN_CHARACTERS, limits.REASON_MAX_CHARACTERS) reason!: string;
}

/** The filters of a list or a count. */
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
  /** Whether a flag is open: not met meanwhile by a list that came late. */
  @Optional() @QueryFlag() openFlags?: boolean;
  @Optional() @QueryFlag() renewal?: boolean;
  @Optional() @DayField() filedFrom?: string;
  @Optional() @DayField() filedTo?: string;
  @Optional() @DayField() disbursedFrom?: string;
  @Optional() @DayField() disbursedTo?: string;
  @Optional() @Text(limits.SEARCH_MIN_CHARACTERS, limits.SEARCH_MAX_CHARACTERS) q?: string;
}

export const SORTS = ['submittedAt', 'filedOn', 'disbursedOn', 'amount', 'stateChangedAt'] as const;
export type SortWord = (typeof SORTS)[number] | `-${(typeof SORTS)[number]}`;

/** Filters and order of an export of filings. */
export class FilingSelection extends FilingFilter {
  @Optional() @Word([...SORTS, ...SORTS.map((sort) => `-${sort}`)]) sort?: SortWord;
}

export class FilingList extends FilingSelection {
  @Optional() @Word(FORMATS) format?: Format;
  @Optional() @QueryLimit() limit?: number;
  @Optional() @Text(1, limits.CURSOR_MAX_CHARACTERS) cursor?: string;
}
