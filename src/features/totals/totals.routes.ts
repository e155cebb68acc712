import { asActor, type Actor } from '../../data/as-actor.ts';
import type { Db } from '../../data/database.ts';
import { detachedRoute, type Answer, type Incoming, type Route } from '../../http/route.ts';
import { askOf, type Ask } from './totals.ask.ts';
import { AnswerCache } from './totals.cache.ts';
import { totalsCsv } from './totals.csv.ts';
import { TotalsQuery } from './totals.dto.ts';
import { presentTotals } from './totals.present.ts';
import { readNames, readTotals } from './totals.view.ts';

const KEPT = { answers: 500, charactersEach: 262_144 };

export function totalsRoutes(): Route[] {
  const cache = new AnswerCache(KEPT);
  return [
    detachedRoute({
      method: 'GET', path: '/api/v1/totals', tag: 'totals', summary: 'Totals of accepted filings, by year and more', permission: ['auditor', 'officer', 'firm'],
      action: 'totals.read', query: TotalsQuery, answers: { 200: { description: 'totals; the same table as text/csv on request', schema: 'Totals', also: ['text/csv'] } },
      async handle(db, actor, incoming): Promise<Answer> {
        const query = incoming.query();
        const ask = askOf(query, actor, incoming.at);
        const csv = (query.format ?? (prefersCsv(incoming) ? 'csv' : 'json')) === 'csv';
        const make = (): Promise<string> => answer(db, actor, ask, csv, incoming);
        const content = actor.totalsStamp === null ? await make() : await cache.get(keyOf(actor, ask, csv, incoming), actor.totalsStamp, make);
        if (csv) return { status: 200, text: { type: 'text/csv; charset=utf-8', content }, headers: { 'Content-Disposition': `attachment; filename="totals-${ask.from}-${ask.to}.csv"` } };
        return { status: 200, text: { type: 'application/json; charset=utf-8', content: `${content.slice(0, -1)},"generatedAt":"${incoming.at.toISOString()}"}` } };
      },
    }),
  ];
}

function prefersCsv(incoming: Incoming): boolean {
  const accept = incoming.header('Accept') ?? '';
  return accept.includes('text/csv') && !accept.includes('application/json');
}

/** What an answer hangs on: whose sight, which question, which words. */
function keyOf(actor: Actor, ask: Ask, csv: boolean, incoming: Incoming): string {
  return JSON.stringify([actor.role, actor.bank?.code, actor.regions, ask, csv && incoming.language]);
}

async function answer(db: Db, actor: Actor, ask: Ask, csv: boolean, incoming: Incoming): Promise<string> {
  const deed = { action: 'totals.read', at: incoming.at, requestId: incoming.requestId };
  const totals = await asActor(db, actor.sessionId, deed, async (tx, self) => presentTotals(ask, await readTotals(tx, self, ask), await readNames(tx)), true);
  return csv ? totalsCsv(totals, incoming.language) : JSON.stringify(totals);
}
