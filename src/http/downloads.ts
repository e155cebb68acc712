/**
 * Sends tables as CSV or .xlsx files, streamed from one transaction. Whatever the client does, each download ends:
 * there are limits on number, time and stalled readers, because each uses a database connection.
 */
import { pipeline, Transform, type Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { asActor, type Actor, type AuditContext } from '../data/as-actor.ts';
import type { Db, Tx } from '../data/database.ts';
import type { IssuedProof } from '../data/proof.queries.ts';
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
import type { Slots } from './slots.ts';
import type { SessionClaims } from './tokens.ts';

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
  /** The verification code of the file, also in its name: a CSV has no other place for it. */
  readonly code?: string;
}

/** A table that can be exported, by its list route and by export links. */
export interface Exportable<F extends object = object> {
  readonly permission: Permission;
  /** The filters, as in the query of the list. */
  readonly Filter: DtoClass<F>;
  /** @throws Problem VALIDATION_FAILED for filters that cannot be combined, or that this actor may not use */
  check(filter: F, actor: Actor): void;
  /** Issues a verification code for the file, before its transaction, and says of which posting it is. */
  issue?(db: Db, actor: Actor, filter: F, audit: AuditContext): Promise<IssuedProof>;
  /** Runs the query; rows are read on demand, in the transaction `tx`. */
  open(tx: Tx, actor: Actor, filter: F, at: Date, language: Language, issued: IssuedProof | null): Promise<FileTable>;
}

export interface DownloadRequest {
  readonly session: SessionClaims;
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
   * @throws NoSessionError; Problem TOO_MANY_REQUESTS if no download slot is free in time
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
  return (session, audit, incoming, permit) => {
    const query = queryOf<F & { format?: Format; limit?: number; cursor?: string }>(incoming);
    const format = query === null ? null : fileFormat(query.format, incoming);
    if (query === null || format === null) return null;
    const { format: _, limit, cursor, ...rest } = query;
    const filter = rest as unknown as F;
    return downloads.answer({
      session,
      audit,
      format,
      language: incoming.language,
      headOnly: incoming.headOnly,
      async open(tx, actor) {
        permit(actor);
        const paging = Object.entries({ limit, cursor }).filter(([, value]) => value !== undefined);
        if (paging.length > 0) throw invalid(...paging.map(([path]) => ({ path, code: 'NOT_ALLOWED' as const })));
        exportable.check(filter, actor);
        return exportable.open(tx, actor, filter, incoming.at, incoming.language, null);
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
  /** A download is aborted after this time without progress, and after this total time. */
  readonly stalledMs: number;
  readonly maxMs: number;
}
const DEFAULT_LIMITS: DownloadLimits = {
  stalledMs: limits.DOWNLOAD_STALLED_SECONDS * 1000,
  maxMs: limits.DOWNLOAD_MAX_MINUTES * 60_000,
};

/** @param slots the downloads at the same time, in all and of one account */
export function createDownloads(db: Db, slots: Slots, downloadLimits: DownloadLimits = DEFAULT_LIMITS): Downloads {
  return {
    async answer(request) {
      const release = await slots(request.session.accountId);
      return new Promise<Answer>((resolve, reject) => {
        asActor(
          db,
          request.session.sessionId,
          request.audit,
          async (tx, actor) => {
            const table = await request.open(tx, actor);
            const rows = await startReading(table.rows);
            const head = headOf(table, request);
            if (request.headOnly)
              return resolve({ status: 200, actor, headers: { ...head.headers, 'Content-Type': head.type } });
            const file = fileOf({ ...table, rows }, request);
            const sent = finished(file);
            // The stream itself reports an error to its reader.
            sent.catch(() => undefined);
            resolve({
              status: 200,
              actor,
              headers: head.headers,
              stream: { type: head.type, content: abortable(file, downloadLimits) },
            });
            // The original error is replaced: asActor must not retry the transaction, whatever it was.
            await sent.catch(() => {
              throw new Error('the download was aborted');
            });
          },
          // A download has limits of its own (DOWNLOAD_MAX_MINUTES).
          { snapshot: true, deadlineMs: Infinity },
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
  { name, title, code }: FileTable,
  { format, audit }: DownloadRequest,
): { type: string; headers: Record<string, string> } {
  const day = wallClock(audit.at.toISOString())!.slice(0, 10);
  const coded = code === undefined ? '' : `-${code}`;
  return {
    type: format === 'csv' ? CSV : XLSX,
    headers: contentDisposition(`${name}-${day}${coded}.${format}`, `${title}-${day}${coded}.${format}`),
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

/** The reader of a download was too slow. */
export class StalledError extends Error {}

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
        out.destroy(new StalledError('the download timed out'));
    },
    Math.min(1000, stalledMs),
  );
  timer.unref();
  pipeline(file, out, () => clearInterval(timer));
  return out;
}
