import { pipeline } from 'node:stream/promises';
import type { Config } from '../config.ts';
import {
  copyInStatement,
  countOf,
  dropEverything,
  emptyTables,
  isServed,
  setSequence,
  usedTables,
} from '../data/backup.queries.ts';
import { applySchema, migrate, withOwner } from '../data/migrate.ts';
import { connect, type Connection, type Dedicated } from '../data/pool.ts';
import { schemaTexts, type SchemaTexts } from '../data/schema-texts.ts';
import { BackupError, checkDigest, openBackup, type BackupReader, type Manifest } from './backup-file.ts';
import { openServer } from './open-registry.ts';
import { createProgress } from './progress.ts';
import { verify } from './verify.ts';

/**
 * Restores a backup into a registry without data, embedded or on a server, of the same version or a later one. The rows
 * are committed together: a killed restore leaves an empty registry, and can be run again. Ends with the check of
 * `verify`.
 *
 * @returns whether the restored registry verifies
 * @throws BackupError for a damaged file, one of a later version, or a registry that holds data or is being served
 */
export async function restore(config: Config, file: string, print: (line: string) => void): Promise<boolean> {
  print(`Checking ${file} … / 正在检查 ${file}……`);
  await checkDigest(file);
  const backup = await openBackup(file);
  try {
    const texts = textsOfBackup(backup.manifest);
    const server = await openServer(config, print);
    try {
      await load(server.owner, backup, texts, print);
      // The migrations since the backup, and the functions, triggers and policies of this version.
      print('Applying the schema of this version … / 正在应用本版本的数据库结构……');
      await migrate(server.owner, server.app);
      await withSession(server.owner, async (session) => void (await session.query('analyze')));
    } finally {
      await server.stop();
    }
  } finally {
    backup.close();
  }
  print('Restored. Checking totals, links and the hash chain … / 已恢复，正在核对合计、关联与哈希链……');
  return verify(config, print);
}

/** The migrations that the tables of the backup had, without code. @throws BackupError for one of a later version */
function textsOfBackup({ migrations, program }: Manifest): SchemaTexts {
  const known = schemaTexts().migrations;
  const unknown = migrations.find((name) => !known.has(name));
  if (unknown !== undefined)
    throw new BackupError(
      `The backup was written by a later version (${program}, ${unknown}): restore it with that version. / 备份由更高版本（${program}）生成，请用相应版本恢复。`,
    );
  return {
    migrations: new Map([...known].filter(([name]) => migrations.includes(name))),
    code: new Map(),
    codeHash: 'restoring',
  };
}

async function load(
  owner: Connection,
  backup: BackupReader,
  texts: SchemaTexts,
  print: (line: string) => void,
): Promise<void> {
  await withSession(owner, prepare);
  // Tables without triggers and policies: the rows are stored as they were.
  await withOwner(owner, (db) => applySchema(db, texts));
  await withSession(owner, async (session) => {
    const { tables, sequences } = backup.manifest;
    const progress = createProgress(
      tables.reduce((sum, { rows }) => sum + rows, 0),
      print,
    );
    await session.query('begin');
    await emptyTables(session, tables);
    for (const table of tables) {
      await pipeline(await backup.rows(table.name), session.copyIn(copyInStatement(table)));
      const stored = await countOf(session, table.name);
      if (stored !== table.rows)
        throw new BackupError(
          `${table.name}: ${stored} rows instead of ${table.rows}; nothing was restored. / ${table.name} 行数不符，未恢复任何数据。`,
        );
      progress.add(stored, table.name);
    }
    for (const sequence of sequences) await setSequence(session, sequence);
    await session.query('commit');
    progress.end();
  });
}

/** Removes the tables of a registry without data. @throws BackupError for one that holds data or is being served */
async function prepare(session: Dedicated): Promise<void> {
  if (await isServed(session))
    throw new BackupError('The registry is running: stop it first. / 系统正在运行，请先停止服务。');
  const used = await usedTables(session);
  if (used === null) return;
  if (used.length > 0)
    throw new BackupError(
      `This registry holds data (${used.join(', ')}); a backup is restored into a new one: choose another DATA_DIR or an empty database. / 此系统已有数据（${used.join('、')}），备份只能恢复到新的系统：请更换 DATA_DIR 或使用空数据库。`,
    );
  await dropEverything(session);
}

async function withSession<T>(owner: Connection, work: (session: Dedicated) => Promise<T>): Promise<T> {
  const session = await connect(owner);
  try {
    return await work(session);
  } finally {
    await session.end();
  }
}
