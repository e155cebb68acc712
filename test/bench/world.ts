import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { asSystem } from '../../src/data/as-actor.ts';
import { closeDatabase, openDatabase, type Db } from '../../src/data/database.ts';
import { startEmbedded, type EmbeddedServer } from '../../src/embedded/embedded.ts';
import { migrate } from '../../src/data/migrate.ts';
import { connect, createPool } from '../../src/data/pool.ts';
import { shanghaiDay, type Day } from '../../src/domain/values/day.ts';
import { generate, type Phase } from './generate.ts';
import type { Options } from './options.ts';
import { planFirms, type BenchFirm } from './people.ts';

export interface BenchWorld {
  readonly server: EmbeddedServer;
  readonly db: Db;
  /** The owner of the tables, who sees all of them. */
  readonly owner: { query(sql: string, values?: unknown[]): Promise<{ rows: any[] }> };
  readonly firms: readonly BenchFirm[];
  /** How the rows came about; null when they were there already. */
  readonly generation: readonly Phase[] | null;
  readonly today: Day;
  close(): Promise<void>;
}

const MARKER = 'bench-world.json';
const ROOT = path.resolve(import.meta.dirname, '../..');

/** Starts the embedded database with its usual settings, and fills it unless the same world is there already. */
export async function openBenchWorld(options: Options, report: (message: string) => void): Promise<BenchWorld> {
  const marker = path.join(options.dataDir, MARKER);
  const likeness = await likenessOf(options.rows);
  const kept =
    !options.fresh &&
    existsSync(marker) &&
    (JSON.parse(await readFile(marker, 'utf8')) as { likeness: string }).likeness === likeness;
  if (!kept) {
    // Only what a bench has made, or nothing, is thrown away.
    if (existsSync(options.dataDir) && !existsSync(marker) && (await readdir(options.dataDir)).length > 0)
      throw new Error(`BENCH_DATA_DIR: ${options.dataDir} holds something else`);
    await rm(options.dataDir, { recursive: true, force: true });
  }
  const server = await startEmbedded({ dataDir: options.dataDir, mode: 'own', connect, report });
  try {
    let generation: Phase[] | null = null;
    if (!kept) {
      await writeFile(marker, JSON.stringify({ likeness: 'unfinished' }));
      await migrate(server.owner, server.app);
      report(`Filling the world with ${options.rows} filings in ${options.dataDir} …`);
      generation = await generate(server.owner, server.app, options.rows, report);
      await writeFile(marker, JSON.stringify({ likeness, generation }));
    }
    const db = openDatabase(createPool(server.app, { max: 2, role: 'zhidai_app' }));
    const owner = await connect(server.owner);
    return {
      server,
      db,
      owner,
      generation,
      firms: planFirms(options.rows),
      today: shanghaiDay(new Date()),
      async close() {
        await owner.end();
        await closeDatabase(db);
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Of the same size, from the same migrations and the same generator. */
async function likenessOf(rows: number): Promise<string> {
  const hash = createHash('sha256').update(String(rows));
  const migrations = (await readdir(path.join(ROOT, 'db/migrations'))).sort().map((name) => `db/migrations/${name}`);
  for (const name of [...migrations, 'test/bench/generate.ts', 'test/bench/people.ts'])
    hash.update(await readFile(path.join(ROOT, name)));
  return hash.digest('hex');
}

/** A session for each account: officers by the code of their bank, and `auditor`. */
export async function openSessions(db: Db, at: Date): Promise<Map<string, { accountId: string; sessionId: string }>> {
  return asSystem(db, 'sign-in', { action: 'bench.sign-in', at }, async (tx) => {
    const sessions = new Map<string, { accountId: string; sessionId: string }>();
    for (const { id, login, bank_code } of await tx
      .selectFrom('account')
      .select(['id', 'login', 'bank_code'])
      .where('role', 'in', ['officer', 'auditor'])
      .execute()) {
      const sessionId = crypto.randomUUID();
      await tx.insertInto('session').values({ id: sessionId, account_id: id, started_at: at.toISOString() }).execute();
      sessions.set(bank_code ?? login, { accountId: id, sessionId });
    }
    return sessions;
  });
}
