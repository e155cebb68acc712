/**
 * The route of totals, with its cache. A cached answer is only used while the reader's stamp is unchanged, so totals
 * are never out of date.
 */
import { asActor, type Actor } from '../../data/as-actor.ts';
import type { Db } from '../../data/database.ts';
import { fileFormat, type Downloads } from '../../http/downloads.ts';
import type { Limits } from '../../http/limits.ts';
import { PrecompressedText } from '../../http/precompressed-text.ts';
import { noTransactionRoute, type Answer, type Incoming, type Route } from '../../http/route.ts';
import { XLSX } from '../../sheets/workbook.ts';
import { askOf, asksForPosting, postingOfQuery, type Ask } from './totals.ask.ts';
import { AnswerCache } from './totals.cache.ts';
import { TotalsQuery } from './totals.dto.ts';
import { totalsExport, totalsOf } from './totals.table.ts';

const MB = 1_048_576;
const CACHE_LIMITS = { bytes: 24 * MB, bytesEach: 4 * MB };

export interface TotalsDeps {
  readonly downloads: Downloads;
  readonly limits: Pick<Limits, 'totals' | 'totalsOfAccount'>;
}

export function totalsRoutes({ downloads, limits }: TotalsDeps): Route[] {
  const cache = new AnswerCache(CACHE_LIMITS);
  return [
    noTransactionRoute({
      method: 'GET',
      path: '/api/v1/totals',
      tag: 'totals',
      summary: 'Totals of accepted filings by year, month, bank, region and status',
      permission: 'totals.read',
      action: 'totals.read',
      query: TotalsQuery,
      answers: {
        200: { description: 'totals; the same table as a file', schema: 'Totals', also: ['text/csv', XLSX] },
      },
      async handle(db, actor, incoming): Promise<Answer> {
        const query = incoming.query();
        const now = askOf(query, actor, incoming.at);
        const format = fileFormat(query.format, incoming);
        if (format !== null) {
          const { at, requestId, language, headOnly } = incoming;
          const audit = { action: 'totals.read', at, requestId };
          const issued = headOnly ? null : await totalsExport.issue!(db, actor, query, audit);
          return downloads.answer({
            session: actor,
            audit,
            format,
            language,
            headOnly,
            open: (tx, self) => totalsExport.open(tx, self, query, at, language, issued),
          });
        }
        const ask = asksForPosting(query) ? await asPosted(db, actor, now, query, incoming) : now;
        const make = async (): Promise<PrecompressedText> => {
          await limits.totalsOfAccount(actor.accountId);
          const release = await limits.totals(actor.accountId);
          return answer(db, actor, ask, incoming).finally(release);
        };
        // Posted totals never change, so their stamp is constant.
        const stamp = ask.posting === null ? actor.totalsStamp : 0n;
        const text = stamp === null ? await make() : await cache.get(keyOf(actor, ask), stamp, make);
        const { content, gzip } = await text.withEnding(
          Buffer.from(`,"generatedAt":"${incoming.at.toISOString()}"}`),
          incoming.acceptsGzip,
        );
        return {
          status: 200,
          text: { type: 'application/json; charset=utf-8', content },
          headers: { Vary: 'Accept-Encoding', ...(gzip ? { 'Content-Encoding': 'gzip' } : {}) },
        };
      },
    }),
  ];
}

/** The query with the posting that it names. @throws Problem VALIDATION_FAILED for one that is not posted yet */
async function asPosted(db: Db, actor: Actor, ask: Ask, query: TotalsQuery, incoming: Incoming): Promise<Ask> {
  const audit = { action: 'totals.read', at: incoming.at, requestId: incoming.requestId };
  return { ...ask, posting: await asActor(db, actor.sessionId, audit, (tx) => postingOfQuery(tx, query)) };
}

/** The cache key: the reader's row scope and the query. */
function keyOf(actor: Actor, ask: Ask): string {
  return JSON.stringify([actor.role, actor.bank?.code, actor.firm?.uscc, actor.regions, ask]);
}

/** The JSON of an answer without its end: `generatedAt` is appended for each request. */
async function answer(db: Db, actor: Actor, ask: Ask, incoming: Incoming): Promise<PrecompressedText> {
  const audit = { action: 'totals.read', at: incoming.at, requestId: incoming.requestId };
  const totals = await asActor(db, actor.sessionId, audit, (tx, self) => totalsOf(tx, self, ask), { snapshot: true });
  return new PrecompressedText(Buffer.from(JSON.stringify(totals).slice(0, -1)));
}
