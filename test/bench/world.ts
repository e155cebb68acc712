/**
 * The benchmark's database: generated once, and used again until the generator or db/ changes. It removes only folders
 * that it has marked as its own.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { asSystem } from '../../src/data/as-actor.ts';
import { closeDatabase, openDatabase, type Db } from '../../src/data/database.ts';
import { startEmbedded, type EmbeddedServer } from '../../src/embedded/embedded.ts';
import { migrate, readActorKey } from '../../src/data/migrate.ts';
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
  /** How long its parts took when it was generated, in this run or an earlier one. */
  readonly generation: readonly Phase[];
  readonly today: Day;
  close(): Promise<void>;
}

/** Marks a data folder of the bench. Without `generation` its world is unfinished. */
interface Marker {
  readonly fingerprint: string;
  readonly generation: readonly Phase[] | null;
}
const MARKER = 'bench-world.json';
const GENERATOR = ['generate.ts', 'ledger.ts', 'people.ts'].map((name) => `test/bench/${name}`);
const ROOT = path.resolve(import.meta.dirname, '../..');

/** Starts the embedded database with its usual settings, and fills it unless it holds the same world already. */
export async function openBenchWorld(options: Options, report: (message: string) => void): Promise<BenchWorld> {
  const markerFile = path.join(options.dataDir, MARKER);
  const mark = (marker: Marker): Promise<void> => writeFile(markerFile, JSON.stringify(marker));
  const fingerprint = await fingerprintOf(options.rows);
  const found = existsSync(markerFile) ? (JSON.parse(await readFile(markerFile, 'utf8')) as Marker) : null;
  let generation = !options.fresh && found?.fingerprint === fingerprint ? found.generation : null;
  if (generation === null) {
    // Only what a bench has made, or nothing, is removed.
    if (existsSync(options.dataDir) && found === null && (await readdir(options.dataDir)).length > 0)
      throw new Error(`BENCH_DATA_DIR: ${options.dataDir} holds something else`);
    await rm(options.dataDir, { recursive: true, force: true });
  }
  const server = await startEmbedded({ dataDir: options.dataDir, mode: 'own', connect, report });
  try {
    if (generation === null) {
      await mark({ fingerprint, generation: null });
      await migrate(server.owner, server.app);
      report(`Filling the world with ${options.rows} filings in ${options.dataDir} …`);
      generation = await generate(server.owner, server.app, options.rows, report);
      await mark({ fingerprint, generation });
    }
    const db = openDatabase(createPool(server.app, { max: 2, role: 'zhidai_app' }), await readActorKey(server.owner));
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

/** The same for worlds of the same size, database code and generator. */
async function fingerprintOf(rows: number): Promise<string> {
  const hash = createHash('sha256').update(String(rows));
  const database = await readdir(path.join(ROOT, 'db'), { recursive: true });
  const sources = database.filter((name) => /\.(sql|ts)$/.test(name)).map((name) => `db/${name}`);
  for (const name of [...sources.sort(), ...GENERATOR]) hash.update(await readFile(path.join(ROOT, name)));
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
      await tx
        .insertInto('session')
        .values({ id: sessionId, account_id: id, started_at: at.toISOString(), idle_minutes: 720 })
        .execute();
      sessions.set(bank_code ?? login, { accountId: id, sessionId });
    }
    return sessions;
  });
}
