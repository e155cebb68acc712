/**
 * Sends tables as CSV or .xlsx files, streamed from one transaction. Whatever the client does, each download ends:
 * there are limits on number, time and stalled readers, because each uses a database connection.
 */
import { pipeline, Transform, type Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { asActor, type Actor, type AuditContext } from '../data/as-actor.ts';
import type { Db, Tx } from '../data/database.ts';
import * as limits from '../domain/limits.ts';
import type { Language } from '../domain/messages/messages.ts';
import type { Permission } from '../domain/roles.ts';
import { CSV, csv } from '../sheets/write-csv.ts';
import type { Batches, Column, Row, Sheet } from '../sheets/table.ts';
import { wallClock } from '../sheets/wall-clock.ts';
import { workbook, XLSX } from '../sheets/workbook.ts';
import { invalid, Problem } from './problem.ts';
import type { TransactionRoute, Answer, Incoming } from './route.ts';
import type { DtoClass } from './rule.ts';

export const FILE_FORMATS = ['csv', 'xlsx'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];
const CSV_TYPE = 'text/csv';
/** Values of the query parameter `format` of lists. */
export const FORMATS = ['json', ...FILE_FORMATS] as const;
export type Format = (typeof FORMATS)[number];

/** A table to be sent as a file, in the language of the request. */
export interface FileTable {
  /** File name in ASCII, without day and extension. */
  readonly name: string;
  /** Title, also used as file name, in the language of the request. */
  readonly title: string;
  /** Further lines on the cover sheet of a workbook: content, units, filters. */
  readonly about: readonly (readonly [label: string, text: string])[];
  readonly columns: readonly Column[];
  readonly rows: Batches;
}

/** A table that can be exported, by its list route and by export links. */
export interface Exportable<F extends object = object> {
  readonly permission: Permission;
  /** The filters, as in the query of the list. */
  readonly Filter: DtoClass<F>;
  /** @throws Problem VALIDATION_FAILED for filters that cannot be combined, or that this actor may not use */
  check(filter: F, actor: Actor): void;
  /** Runs the query; rows are read on demand, in the transaction `tx`. */
  open(tx: Tx, actor: Actor, filter: F, at: Date, language: Language): Promise<FileTable>;
}

export interface DownloadRequest {
  readonly sessionId: string;
  readonly audit: AuditContext;
  readonly format: FileFormat;
  readonly language: Language;
  /** For HEAD: send headers only. */
  readonly headOnly: boolean;
  readonly open: (tx: Tx, actor: Actor) => Promise<FileTable>;
}

export interface Downloads {
  /**
   * Answers with a file, as the actor of the session. Its rows are read in one transaction with one snapshot, which lasts
   * until the file is sent or aborted. Errors before the first row reject the promise.
   *
   * @throws NoSessionError; Problem TOO_MANY_REQUESTS if no download slot is free within DOWNLOAD_WAIT_MAX_SECONDS
   */
  answer(request: DownloadRequest): Promise<Answer>;
}

/** The file format of a list request: from the parameter `format`, otherwise from Accept. Null for JSON. */
export function fileFormat(format: Format | undefined, incoming: Pick<Incoming, 'prefers'>): FileFormat | null {
  if (format !== undefined) return format === 'json' ? null : format;
  const preferred = incoming.prefers(['application/json', CSV_TYPE, XLSX]);
  return preferred === CSV_TYPE ? 'csv' : preferred === XLSX ? 'xlsx' : null;
}

/** The `file` option of a list route: exports the whole list, with the filters of the request and without pagination. */
export function fileOfList<F extends object>(
  downloads: Downloads,
  exportable: Exportable<F>,
): NonNullable<TransactionRoute['file']> {
  return (sessionId, audit, incoming, permit) => {
    const query = queryOf<F & { format?: Format; limit?: number; cursor?: string }>(incoming);
    const format = query === null ? null : fileFormat(query.format, incoming);
    if (query === null || format === null) return null;
    const { format: _, limit, cursor, ...rest } = query;
    const filter = rest as unknown as F;
    return downloads.answer({
      sessionId,
      audit,
      format,
      language: incoming.language,
      headOnly: incoming.headOnly,
      async open(tx, actor) {
        permit(actor);
        const paging = Object.entries({ limit, cursor }).filter(([, value]) => value !== undefined);
        if (paging.length > 0) throw invalid(...paging.map(([path]) => ({ path, code: 'NOT_ALLOWED' as const })));
        exportable.check(filter, actor);
        return exportable.open(tx, actor, filter, incoming.at, incoming.language);
      },
    });
  };
}

/** The query, or null if it is invalid: the list handler reports query errors, after authentication. */
function queryOf<Q>(incoming: Incoming): Q | null {
  try {
    return incoming.query() as Q;
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}

export interface DownloadLimits {
  /** Downloads at the same time, in all and of one session. */
  readonly atOnce: number;
  readonly perSession: number;
  /** Requests that may wait for a slot, and how long. */
  readonly waiting: number;
  readonly waitMs: number;
  /** A download is aborted after this time without progress, and after this total time. */
  readonly stalledMs: number;
  readonly maxMs: number;
}
const DEFAULT_LIMITS: DownloadLimits = {
  atOnce: limits.DOWNLOADS_AT_ONCE,
  perSession: limits.DOWNLOADS_AT_ONCE_PER_SESSION,
  waiting: limits.DOWNLOADS_WAITING_MAX,
  waitMs: limits.DOWNLOAD_WAIT_MAX_SECONDS * 1000,
  stalledMs: limits.DOWNLOAD_STALLED_SECONDS * 1000,
  maxMs: limits.DOWNLOAD_MAX_MINUTES * 60_000,
};

export function createDownloads(db: Db, downloadLimits: DownloadLimits = DEFAULT_LIMITS): Downloads {
  const acquireSlot = createSlots(downloadLimits);
  return {
    async answer(request) {
      const release = await acquireSlot(request.sessionId);
      return new Promise<Answer>((resolve, reject) => {
        asActor(
          db,
          request.sessionId,
          request.audit,
          async (tx, actor) => {
            const table = await request.open(tx, actor);
            const rows = await startReading(table.rows);
            const head = headOf(table, request);
            if (request.headOnly)
              return resolve({ status: 200, headers: { ...head.headers, 'Content-Type': head.type } });
            const file = fileOf({ ...table, rows }, request);
            const sent = finished(file);
            // The stream itself reports an error to its reader.
            sent.catch(() => undefined);
            resolve({
              status: 200,
              headers: head.headers,
              stream: { type: head.type, content: abortable(file, downloadLimits) },
            });
            // The original error is replaced: asActor must not retry the transaction, whatever it was.
            await sent.catch(() => {
              throw new Error('the download was aborted');
            });
          },
          { snapshot: true },
        )
          .catch(reject)
          .finally(release);
      });
    },
  };
}

/** Reads the first batch, so that errors of the query occur before the response starts. */
async function startReading(rows: Batches): Promise<AsyncIterable<readonly Row[]>> {
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
  { format, audit }: DownloadRequest,
): { type: string; headers: Record<string, string> } {
  const day = wallClock(audit.at.toISOString())!.slice(0, 10);
  return {
    type: format === 'csv' ? CSV : XLSX,
    headers: contentDisposition(`${name}-${day}.${format}`, `${title}-${day}.${format}`),
  };
}

/** The header for an attachment with a file name in ASCII and one in Unicode (RFC 6266, RFC 8187). */
export function contentDisposition(ascii: string, name: string): Record<string, string> {
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return { 'Content-Disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}` };
}

const WORDS = {
  'zh-CN': { cover: '说明', moment: '数据截至', zone: '北京时间' },
  en: { cover: 'About', moment: 'as of', zone: 'Shanghai time' },
} as const;

function fileOf(table: FileTable, { format, language, audit }: DownloadRequest): Readable {
  if (format === 'csv') return csv(table);
  const words = WORDS[language];
  const moment = [words.moment, `${wallClock(audit.at.toISOString())}（${words.zone}）`] as const;
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

/** The bytes of a file; destroyed with an error if the reader stalls or takes too long. */
function abortable(file: Readable, { stalledMs, maxMs }: DownloadLimits): Readable {
  const startedAt = performance.now();
  let lastChunkAt = startedAt;
  const out = new Transform({
    transform(chunk, _encoding, done) {
      lastChunkAt = performance.now();
      done(null, chunk);
    },
  });
  const timer = setInterval(
    () => {
      const now = performance.now();
      const isFull = out.readableLength >= out.readableHighWaterMark;
      if (now - startedAt > maxMs || (isFull && now - lastChunkAt > stalledMs))
        out.destroy(new Error('the download timed out'));
    },
    Math.min(1000, stalledMs),
  );
  timer.unref();
  pipeline(file, out, () => clearInterval(timer));
  return out;
}

type Release = () => void;
interface Waiting {
  readonly session: string;
  readonly grant: (release: Release) => void;
}

/**
 * A semaphore with a limit in all and per session, and a bounded queue. The returned function resolves with a release
 * function, or rejects with TOO_MANY_REQUESTS.
 */
function createSlots({ atOnce, perSession, waiting, waitMs }: DownloadLimits): (session: string) => Promise<Release> {
  const takenBySession = new Map<string, number>();
  let [taken, queue] = [0, [] as Waiting[]];
  const hasSlot = (session: string): boolean => taken < atOnce && (takenBySession.get(session) ?? 0) < perSession;
  const take = (session: string): Release => {
    taken++;
    takenBySession.set(session, (takenBySession.get(session) ?? 0) + 1);
    return () => {
      taken--;
      const left = takenBySession.get(session)! - 1;
      if (left === 0) takenBySession.delete(session);
      else takenBySession.set(session, left);
      const next = queue.find((entry) => hasSlot(entry.session));
      if (next === undefined) return;
      queue = queue.filter((entry) => entry !== next);
      next.grant(take(next.session));
    };
  };
  return (session) => {
    if (hasSlot(session)) return Promise.resolve(take(session));
    const tooMany = new Problem('TOO_MANY_REQUESTS', { headers: { 'Retry-After': '10' } });
    if (queue.length >= waiting) return Promise.reject(tooMany);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        queue = queue.filter((entry) => entry !== own);
        reject(tooMany);
      }, waitMs);
      const own: Waiting = {
        session,
        grant: (release) => {
          clearTimeout(timer);
          resolve(release);
        },
      };
      queue.push(own);
    });
  };
}
