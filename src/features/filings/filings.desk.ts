import { v7 as uuidv7 } from 'uuid';
import { forSessions } from '../../data/as-actor.ts';
import type { Db } from '../../data/database.ts';
import { wasRefused } from '../../data/errors.ts';
import { gathered } from '../../data/gathered.ts';
import type { Flag } from '../../domain/filing/draft.ts';
import type { Inspected } from '../../http/rule.ts';
import type { FilingBody } from './filings.dto.ts';
import { createExpectations } from './filings.expected.ts';
import { factsQuestion } from './filings.judge.ts';
import {
  FILE_TOGETHER,
  sent,
  type AnsweredTogether,
  type Facts,
  type FactsQuestion,
  type FactsRow,
  type FiledTogether,
  type NewFiling,
  type Written,
} from './filings.queries.ts';
import { plainFiling } from './filings.service.ts';

/** A loan that somebody files, right in form. */
export interface Coming {
  readonly sessionId: string;
  readonly requestId: string;
  readonly at: Date;
  readonly inspected: Inspected<FilingBody>;
}
export interface Filed {
  readonly row: NewFiling & Written;
  readonly flags: readonly Flag[];
  readonly facts: FactsRow;
}

const TOGETHER_MAX = 32;

/**
 * The desk at which loans are filed: those that come while others are being filed are filed together, in one transaction and
 * one INSERT, whoever files them (0017-filed-together). Each is judged by what is to be expected, and filed in one round trip when
 * the database finds just that (0018-filed-as-expected); otherwise it is judged again, by what was found, and goes with the next.
 *
 * It takes what is plain. Undefined is the answer for all that is not, and nothing was done then: submitFiling does it, and says
 * what is wrong with it.
 */
export function createDesk(db: Db): (coming: Coming) => Promise<Filed | undefined> {
  const file = gathered((all: readonly Judged[]) => fileThose(db, all), TOGETHER_MAX);
  const expectations = createExpectations();
  return async (coming) => {
    // What is not plain by what is expected may be so by what is found.
    const first = await file(judge(coming, expectations.of(coming)) ?? judge(coming, null)!);
    if (first?.found == null) return first?.filed;
    expectations.learn(coming, first.found.bank, first.found.facts);
    const byFacts = judge(coming, first.found.facts);
    return byFacts && (await file(byFacts))?.filed;
  };
}

interface Judged {
  readonly question: FactsQuestion;
  readonly plain: (NonNullable<ReturnType<typeof plainFiling>> & { readonly facts: Facts }) | null;
  readonly id: string;
  readonly text: string;
}

/** Undefined: not plain by these facts. Without facts nobody can tell, and they are asked for. */
function judge({ inspected, ...who }: Coming, facts: Facts | null): Judged | undefined {
  const question = factsQuestion(inspected.value, null);
  const plain = facts && plainFiling(inspected, facts, who.at);
  if (facts !== null && plain === null) return undefined;
  const id = plain?.row.id ?? uuidv7();
  const text = sent({ ...who, id, question, filing: plain && { row: plain.row, expected: facts! } });
  return { question, plain: plain && { ...plain, facts: facts! }, id, text };
}

type Answer =
  | { readonly filed: Filed; readonly found: null }
  | { readonly filed: undefined; readonly found: { readonly facts: Facts; readonly bank: string } };

async function fileThose(db: Db, all: readonly Judged[]): Promise<Map<Judged, Answer>> {
  const byId = new Map(ofDifferent(all).map((one) => [one.id, one]));
  try {
    const answers = await forSessions<AnsweredTogether>(db, FILE_TOGETHER, [
      `[${[...byId.values()].map(({ text }) => text).join()}]`,
    ]);
    return new Map(
      answers.map((answer): [Judged, Answer] => {
        const one = byId.get(answer.id)!;
        if (answer.facts !== null)
          return [one, { filed: undefined, found: { facts: answer.facts, bank: answer.bank_code } }];
        const { row, flags, facts } = one.plain!;
        return [
          one,
          {
            filed: { row: asWritten(row, answer), flags, facts: { ...facts, bank_name: answer.bank_name } },
            found: null,
          },
        ];
      }),
    );
  } catch (error) {
    // One of them was refused, and with it all: each goes alone.
    if (wasRefused(error)) return new Map();
    throw error;
  }
}

/** Written out, for V8 takes long to put two objects of so many fields together. */
function asWritten(
  row: Omit<NewFiling, 'bank_code'>,
  { bank_code, number, state, state_changed_at, submitted_at, filed_on, links, version }: FiledTogether,
): Filed['row'] {
  return { ...row, bank_code, number, state, state_changed_at, submitted_at, filed_on, links, version };
}

/** Of one firm, and of one receipt number, the first alone: what comes after it goes alone, and is judged by it. */
function ofDifferent(all: readonly Judged[]): Judged[] {
  const taken = new Set<string | null>();
  return all.filter(({ question: { uscc, receiptKey } }) => {
    if (taken.has(uscc) || taken.has(`receipt ${receiptKey}`)) return false;
    taken.add(uscc).add(`receipt ${receiptKey}`);
    return true;
  });
}
