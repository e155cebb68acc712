import { pipeline, Transform, type Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { asActor, type Actor, type Deed, type Role } from '../data/as-actor.ts';
import type { Db, Tx } from '../data/database.ts';
import * as limits from '../domain/limits.ts';
import type { Language } from '../domain/messages/messages.ts';
import { CSV, csv } from '../sheets/csv.ts';
import type { Batches, Column, Row, Sheet } from '../sheets/table.ts';
import { wallClock } from '../sheets/wall-clock.ts';
import { workbook, XLSX } from '../sheets/workbook.ts';
import { invalid, Problem } from './problem.ts';
import type { ActingRoute, Answer, Incoming } from './route.ts';
import type { DtoClass } from './rule.ts';

export const FILE_FORMATS = ['csv', 'xlsx'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];
/** What a list takes as its `format`. */
const CSV_TYPE = 'text/csv';
export const FORMATS = ['json', ...FILE_FORMATS] as const;
export type Format = (typeof FORMATS)[number];

/** A table as a file, in the reader's language. */
export interface FileTable {
  /** The name of the file in ASCII, and in the reader's language, without day and ending. */
  readonly name: string;
  readonly title: string;
  /** What the cover of a workbook says besides: what is in it, in which units, narrowed by what. */
  readonly about: readonly (readonly [label: string, text: string])[];
  readonly columns: readonly Column[];
  readonly rows: Batches;
}

/** A table that can be had as a file, for the list's own route and for links. */
export interface Exportable<F extends object = object> {
  readonly roles: readonly Role[];
  /** The filters, as in the address of the list. */
  readonly Filter: DtoClass<F>;
  /** @throws Problem VALIDATION_FAILED for filters that do not go together, or not with this reader */
  check(filter: F, actor: Actor): void;
  open(tx: Tx, actor: Actor, filter: F, at: Date, language: Language): Promise<FileTable>;
}

export interface Wanted {
  readonly sessionId: string;
  readonly deed: Deed;
  readonly format: FileFormat;
  readonly language: Language;
  /** Nothing but the head of the answer is asked for. */
  readonly headOnly: boolean;
  readonly open: (tx: Tx, actor: Actor) => Promise<FileTable>;
}

export interface Downloads {
  /**
   * The answer with a file, as whoever is behind the session. Its rows are read in one transaction of one moment, which
   * lasts while they are sent and ends with the reader. What fails before the first row is a problem like any other.
   *
   * @throws NoSessionError; Problem TOO_MANY_REQUESTS when there is no turn within DOWNLOAD_WAIT_MAX_SECONDS
   */
  answer(wanted: Wanted): Promise<Answer>;
}

/** The format that a list is asked for in: by its parameter, else by Accept. Null: JSON, as usual. */
export function fileFormat(format: Format | undefined, incoming: Pick<Incoming, 'prefers'>): FileFormat | null {
  if (format !== undefined) return format === 'json' ? null : format;
  const wanted = incoming.prefers(['application/json', CSV_TYPE, XLSX]);
  return wanted === CSV_TYPE ? 'csv' : wanted === XLSX ? 'xlsx' : null;
}

/** What a list's route says of its file; the query as the list takes it, without the pages. */
export function fileOfList<F extends object>(
  downloads: Downloads,
  exportable: Exportable<F>,
): NonNullable<ActingRoute['file']> {
  return (sessionId, deed, incoming, permit) => {
    const query = queryOf<F & { format?: Format; limit?: number; cursor?: string }>(incoming);
    const format = query === null ? null : fileFormat(query.format, incoming);
    if (query === null || format === null) return null;
    const { format: _, limit, cursor, ...rest } = query;
    const filter = rest as unknown as F;
    return downloads.answer({
      sessionId,
      deed,
      format,
      language: incoming.language,
      headOnly: incoming.headOnly,
      async open(tx, actor) {
        permit(actor);
        // A file holds the whole list.
        const paging = Object.entries({ limit, cursor }).filter(([, value]) => value !== undefined);
        if (paging.length > 0) throw invalid(...paging.map(([path]) => ({ path, code: 'NOT_ALLOWED' as const })));
        exportable.check(filter, actor);
        return exportable.open(tx, actor, filter, incoming.at, incoming.language);
      },
    });
  };
}

/** What is wrong with a query is told where it is told of every list: after who asks. */
function queryOf<Q>(incoming: Incoming): Q | null {
  try {
    return incoming.query() as Q;
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}

export interface DownloadLimits {
  readonly atOnce: number;
  readonly perSession: number;
  readonly waiting: number;
  readonly waitMs: number;
  readonly stalledMs: number;
  readonly maxMs: number;
}
const USUAL: DownloadLimits = {
  atOnce: limits.DOWNLOADS_AT_ONCE,
  perSession: limits.DOWNLOADS_AT_ONCE_PER_SESSION,
  waiting: limits.DOWNLOADS_WAITING_MAX,
  waitMs: limits.DOWNLOAD_WAIT_MAX_SECONDS * 1000,
  stalledMs: limits.DOWNLOAD_STALLED_SECONDS * 1000,
  maxMs: limits.DOWNLOAD_MAX_MINUTES * 60_000,
};

export function createDownloads(db: Db, most: DownloadLimits = USUAL): Downloads {
  const turns = createTurns(most);
  return {
    async answer(wanted) {
      const leave = await turns(wanted.sessionId);
      return new Promise<Answer>((resolve, reject) => {
        asActor(
          db,
          wanted.sessionId,
          wanted.deed,
          async (tx, actor) => {
            const table = await wanted.open(tx, actor);
            const rows = await begun(table.rows);
            const head = headOf(table, wanted);
            if (wanted.headOnly)
              return resolve({ status: 200, headers: { ...head.headers, 'Content-Type': head.type } });
            const file = fileOf({ ...table, rows }, wanted);
            const over = finished(file);
            // Whoever reads is told by the stream itself.
            over.catch(() => undefined);
            resolve({ status: 200, headers: head.headers, stream: { type: head.type, content: minded(file, most) } });
            // Without its own words, so that nobody tries the transaction again.
            await over.catch(() => {
              throw new Error('the file was not read to its end');
            });
          },
          true,
        )
          .catch(reject)
          .finally(leave);
      });
    },
  };
}

/** Rows whose first batch has been read: the query works. */
async function begun(rows: Batches): Promise<AsyncIterable<readonly Row[]>> {
  const iterator = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
  const first = await iterator.next();
  return (async function* () {
    try {
      for (let step = first; !step.done; step = await iterator.next()) yield step.value;
    } finally {
      await iterator.return?.();
    }
  })();
}

function headOf(
  { name, title }: FileTable,
  { format, deed }: Wanted,
): { type: string; headers: Record<string, string> } {
  const day = wallClock(deed.at.toISOString())!.slice(0, 10);
  return {
    type: format === 'csv' ? CSV : XLSX,
    headers: contentDisposition(`${name}-${day}.${format}`, `${title}-${day}.${format}`),
  };
}

/** A file to be saved, under a name in ASCII and under one in the reader's language (RFC 6266, RFC 8187). */
export function contentDisposition(ascii: string, name: string): Record<string, string> {
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return { 'Content-Disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}` };
}

const WORDS = {
  'zh-CN': { cover: '说明', moment: '查询时间', zone: '北京时间' },
  en: { cover: 'About', moment: 'as of', zone: 'Shanghai time' },
} as const;

function fileOf(table: FileTable, { format, language, deed }: Wanted): Readable {
  if (format === 'csv') return csv(table);
  const words = WORDS[language];
  const moment = [words.moment, `${wallClock(deed.at.toISOString())}（${words.zone}）`] as const;
  const cover: Sheet = {
    name: words.cover,
    withoutHeader: true,
    above: [{ look: 'title', cells: [table.title] }],
    columns: [
      { title: '', kind: 'text', width: 18 },
      { title: '', kind: 'text', width: 100 },
    ],
    rows: [[...table.about, moment]],
  };
  return workbook([cover, { name: table.title, columns: table.columns, rows: table.rows }]);
}

/** The bytes of a file, as long as somebody takes them. */
function minded(file: Readable, { stalledMs, maxMs }: DownloadLimits): Readable {
  const started = performance.now();
  let moved = started;
  const out = new Transform({
    transform(chunk, _encoding, done) {
      moved = performance.now();
      done(null, chunk);
    },
  });
  const watch = setInterval(
    () => {
      const now = performance.now();
      const isFull = out.readableLength >= out.readableHighWaterMark;
      if (now - started > maxMs || (isFull && now - moved > stalledMs)) out.destroy(new Error('nobody takes the file'));
    },
    Math.min(1000, stalledMs),
  );
  watch.unref();
  pipeline(file, out, () => clearInterval(watch));
  return out;
}

type Leave = () => void;
interface Waiting {
  readonly session: string;
  readonly enter: (leave: Leave) => void;
}

/** So many at once, of one session fewer; the others wait in line. */
function createTurns({ atOnce, perSession, waiting, waitMs }: DownloadLimits): (session: string) => Promise<Leave> {
  const inside = new Map<string, number>();
  let [taken, line] = [0, [] as Waiting[]];
  const fits = (session: string): boolean => taken < atOnce && (inside.get(session) ?? 0) < perSession;
  const enter = (session: string): Leave => {
    taken++;
    inside.set(session, (inside.get(session) ?? 0) + 1);
    return () => {
      taken--;
      const left = inside.get(session)! - 1;
      if (left === 0) inside.delete(session);
      else inside.set(session, left);
      const next = line.find((each) => fits(each.session));
      if (next === undefined) return;
      line = line.filter((each) => each !== next);
      next.enter(enter(next.session));
    };
  };
  return (session) => {
    if (fits(session)) return Promise.resolve(enter(session));
    const refusal = new Problem('TOO_MANY_REQUESTS', { headers: { 'Retry-After': '10' } });
    if (line.length >= waiting) return Promise.reject(refusal);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        line = line.filter((each) => each !== mine);
        reject(refusal);
      }, waitMs);
      const mine: Waiting = {
        session,
        enter: (leave) => {
          clearTimeout(timer);
          resolve(leave);
        },
      };
      line.push(mine);
    });
  };
}
