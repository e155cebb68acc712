/**
 * Lists as they are announced (名单公告): what each kind of list does to the firms on it, and what its document must
 * say. The words are stored and part of the API.
 */
import { addDays, type Day } from '../values/day.ts';
import { lastDayOf, type QualificationKindRow } from './qualification-kind.ts';

export const ANNOUNCEMENT_LISTS = [
  'high_tech_recognised',
  'high_tech_revoked',
  'renamed',
  'relocated_in',
  'tech_sme_listed',
  'tech_sme_revoked',
] as const;
export type AnnouncementList = (typeof ANNOUNCEMENT_LISTS)[number];

/** What holds for all rows of a list, as its document says. */
export interface Announcement {
  readonly list: AnnouncementList;
  readonly docNo: string;
  readonly announcedOn: Day | null;
  readonly issuedOn: Day | null;
  readonly year: number | null;
  /** The first day on which a revocation holds; null: the whole period falls. */
  readonly effectiveFrom: Day | null;
}
export const DOCUMENT_FIELDS = ['list', 'docNo', 'announcedOn', 'issuedOn', 'year', 'effectiveFrom'] as const;

interface ListRule {
  readonly effect: 'grant' | 'revoke' | 'rename';
  /** The kind of its certificates; a renaming list concerns firms. */
  readonly kind: 'high_tech' | 'tech_sme';
  /** What the document must say besides its number. */
  readonly needs: readonly ('issuedOn' | 'year')[];
  readonly columns: readonly ('firmName' | 'formerName' | 'certificateNo')[];
}

export const LIST_RULES: Readonly<Record<AnnouncementList, ListRule>> = {
  high_tech_recognised: {
    effect: 'grant',
    kind: 'high_tech',
    needs: ['issuedOn'],
    columns: ['firmName', 'certificateNo'],
  },
  high_tech_revoked: {
    effect: 'revoke',
    kind: 'high_tech',
    needs: [],
    columns: ['firmName'],
  },
  renamed: {
    effect: 'rename',
    kind: 'high_tech',
    needs: [],
    columns: ['formerName', 'firmName'],
  },
  relocated_in: {
    effect: 'grant',
    kind: 'high_tech',
    needs: [],
    columns: ['firmName', 'certificateNo'],
  },
  tech_sme_listed: {
    effect: 'grant',
    kind: 'tech_sme',
    needs: ['year'],
    columns: ['firmName', 'certificateNo'],
  },
  tech_sme_revoked: {
    effect: 'revoke',
    kind: 'tech_sme',
    needs: [],
    columns: ['firmName'],
  },
};

/** How a row was matched with a firm, and why not. */
export const ROW_MATCHES = [
  'exact',
  'folded',
  'certificate',
  'uscc',
  'former_name',
  'ambiguous',
  'unmatched',
  'refused',
] as const;
export type RowMatch = (typeof ROW_MATCHES)[number];

/** Matches that somebody has to confirm. */
export const MATCHES_TO_DECIDE: readonly RowMatch[] = ['former_name', 'ambiguous'];
export const mustBeDecided = (match: RowMatch): boolean => MATCHES_TO_DECIDE.includes(match);

/** How an announcement mentions the proposal before it. */
const PROPOSED_BEFORE = /(?:经|已)[^，。；]{0,20}公示|公示(?:期满|结束|期间|无异议|后)/g;

/** A proposal (公示) gives no status. What is mentioned first, from the title on, says what a text is. */
export function isProposal(text: string): boolean {
  const proposed = text.replace(PROPOSED_BEFORE, '').indexOf('公示');
  const announced = text.replace(PROPOSED_BEFORE, '').indexOf('公告');
  return proposed >= 0 && (announced < 0 || proposed < announced);
}

/**
 * The period that a list grants: by the rule of the kind from the day of issue, of the row or of the document; a
 * technology SME without one counts from 1 January of its year. Null when no day is known.
 */
export function grantedPeriod(
  { issuedOn, year }: Pick<Announcement, 'issuedOn' | 'year'>,
  kind: Pick<QualificationKindRow, 'validity' | 'validity_months'>,
  rowIssuedOn: Day | undefined,
): { validFrom: Day; validTo: Day } | null {
  const of = year ?? (issuedOn === null ? null : Number(issuedOn.slice(0, 4)));
  const validFrom = rowIssuedOn ?? issuedOn ?? (kind.validity === 'year' && of !== null ? `${of}-01-01` : undefined);
  const validTo = lastDayOf(kind, validFrom, of);
  return validFrom === undefined || validTo === null || validFrom > validTo ? null : { validFrom, validTo };
}

/** The first invalid day of a revoked certificate: at the latest the one after its last valid day. */
export function revokedFrom(effectiveFrom: Day | null, validTo: Day): Day | null {
  const latest = addDays(validTo, 1);
  return effectiveFrom !== null && effectiveFrom > latest ? latest : effectiveFrom;
}
