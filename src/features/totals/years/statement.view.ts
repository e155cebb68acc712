/** Reads the figures of the sentence in which the bureau states the total of a year. */
import type { Actor } from '../../../data/as-actor.ts';
import type { Tx } from '../../../data/database.ts';
import { BEFORE_THE_FIRST, findPosting, latestPosting } from '../../../data/posting.queries.ts';
import type { Language } from '../../../domain/messages/messages.ts';
import { DEFINITION_VERSION, definitionText, type Basis } from '../../../domain/totals/definition.ts';
import { growthPercent, statement } from '../../../domain/totals/statement.ts';
import { shanghaiDay, yearOf } from '../../../domain/values/day.ts';
import { presentPosting } from '../../../http/as-of.ts';
import type { Ask } from '../totals.ask.ts';
import { totalsOf } from '../totals.table.ts';
import { askOfYear } from './years.service.ts';
import { openClosing } from './years.queries.ts';

/**
 * The sentence of a closed year stands on the posting of its closing, otherwise on the last one. The running year is
 * compared with the same period of the year before.
 */
export async function viewStatement(tx: Tx, actor: Actor, year: number, basis: Basis, at: Date, language: Language) {
  const closing = await openClosing(tx, year, basis);
  const closed = closing?.state === 'closed' ? closing : null;
  const posting =
    (closed ? await findPosting(tx, { posting: closed.posting_no! }) : await latestPosting(tx)) ?? BEFORE_THE_FIRST;
  const today = shanghaiDay(at);
  const until = closed === null && yearOf(today) === year ? today.slice(5) : null;
  const read = async (of: number) => {
    const ask: Ask = { ...askOfYear(of, basis), by: ['year'], until, posting };
    return (await totalsOf(tx, actor, ask)).total;
  };
  const [current, before] = [await read(year), await read(year - 1)];
  const [amount, base] = [fenOf(current.amount), fenOf(before.amount)];
  const { filings, firms } = current;
  const version = closed?.definition ?? DEFINITION_VERSION;
  return {
    year,
    basis,
    lang: language,
    closed: closed !== null,
    until,
    sentence: statement({ year, filings, firms, amount }, base, language),
    figures: current,
    before,
    growthPercent: growthPercent(amount, base),
    definition: { version, text: definitionText(version, basis)[language] },
    posting: presentPosting(posting),
  };
}

const fenOf = (yuan: string): bigint => BigInt(yuan.replace('.', ''));
