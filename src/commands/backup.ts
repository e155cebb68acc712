import { createWriteStream } from 'node:fs';
import { access, open, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import type { Config } from '../config.ts';
import {
  appliedMigrationNames,
  backupTables,
  copyOutStatement,
  countOf,
  readSequences,
} from '../data/backup.queries.ts';
import { connect, type Dedicated } from '../data/pool.ts';
import { VERSION } from '../http/openapi-info.ts';
import {
  BACKUP_FORMAT,
  BackupError,
  DIGEST_CHARACTERS,
  entryOf,
  MANIFEST,
  withDigest,
  type Manifest,
} from './backup-file.ts';
import { openRegistry } from './open-registry.ts';
import { createProgress } from './progress.ts';
import { verify } from './verify.ts';

/** Fast compression: the rest of the time goes to reading the tables. */
const COMPRESSION_LEVEL = 1;

/**
 * Writes everything that the registry holds, as of one snapshot, to a new file. The service may run meanwhile. A killed
 * backup leaves FILE.part, which the next one overwrites. Ends with the check of `verify`.
 *
 * @returns whether the registry verifies
 * @throws BackupError if the file exists
 */
export async function backup(config: Config, file: string, print: (line: string) => void): Promise<boolean> {
  if (await exists(file))
    throw new BackupError(`${file} exists: choose another name. / ${file} 已存在，请换一个文件名。`);
  const registry = await openRegistry(
    { ...config, poolMax: 2 },
    { mode: 'attach', report: print, statementTimeoutMs: 0 },
  );
  try {
    const session = await connect(registry.owner);
    try {
      await session.query('begin isolation level repeatable read, read only');
      await writeBackup(session, file, print);
      await session.query('commit');
    } finally {
      await session.end();
    }
  } finally {
    await registry.close();
  }
  print(`Written: ${file}. Checking the registry … / 已写入 ${file}，正在核对数据……`);
  return verify(config, print);
}

/** Writes what the session's transaction sees, which must be REPEATABLE READ. */
export async function writeBackup(session: Dedicated, file: string, print: (line: string) => void): Promise<void> {
  const part = `${file}.part`;
  const tables = await backupTables(session);
  // Read before the first table: the session is busy with COPY from then on.
  const sequences = await readSequences(session);
  const migrations = await appliedMigrationNames(session);
  const counts = new Map<string, number>();
  let total = 0;
  for (const { name } of tables) total += await countOf(session, name);
  const progress = createProgress(total, print);
  const zip = new yazl.ZipFile();
  const failed = new Promise<never>((_, reject) => zip.once('error', reject));
  for (const table of tables) {
    zip.addReadStreamLazy(entryOf(table.name), { compressionLevel: COMPRESSION_LEVEL }, (give) => {
      const counted = countLines((rows) => {
        counts.set(table.name, (counts.get(table.name) ?? 0) + rows);
        progress.add(rows, table.name);
      });
      const rows = session.copyOut(copyOutStatement(table));
      rows.on('error', (error) => counted.destroy(error));
      give(null, rows.pipe(counted));
    });
  }
  // Read last, when all rows have been counted.
  zip.addReadStreamLazy(MANIFEST, {}, (give) => {
    const manifest: Manifest = {
      format: BACKUP_FORMAT,
      program: VERSION,
      createdAt: new Date().toISOString(),
      migrations,
      tables: tables.map((table) => ({ ...table, rows: counts.get(table.name) ?? 0 })),
      sequences,
    };
    give(null, Readable.from([Buffer.from(JSON.stringify(manifest, null, 2))]));
  });
  zip.end({ forceZip64Format: false, comment: '0'.repeat(DIGEST_CHARACTERS) });
  // 0600: the file holds everything, password hashes included.
  await Promise.race([pipeline(zip.outputStream, withDigest(), createWriteStream(part, { mode: 0o600 })), failed]);
  await flush(part);
  await rename(part, file);
  await flush(path.dirname(path.resolve(file)));
  progress.end();
}

const NEW_LINE = 10;

/** Passes rows in COPY format on, and counts them: each ends with the only line break that it holds. */
function countLines(report: (rows: number) => void): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      let rows = 0;
      for (let at = chunk.indexOf(NEW_LINE); at !== -1; at = chunk.indexOf(NEW_LINE, at + 1)) rows += 1;
      report(rows);
      done(null, chunk);
    },
  });
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** Waits until a file or folder is on disk. Windows opens no folders. */
async function flush(name: string): Promise<void> {
  if (process.platform === 'win32' && (await stat(name)).isDirectory()) return;
  const handle = await open(name, 'r');
  await handle.sync().finally(() => handle.close());
}
