/**
 * `npm run bench`: prepares database and registry, runs the sections, collects the report. A new measurement is a
 * section (section.ts), not a change here.
 */
import { generateKeyPairSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import path from 'node:path';
import { createTokens } from '../../src/http/tokens.ts';
import { round } from './figures.ts';
import { waitUntilPosted } from './ledger.ts';
import { readOptions, SECTION_NAMES, type Options } from './options.ts';
import { startRegistry, type Service } from './processes.ts';
import { collectTargets, printReport, type Report } from './report.ts';
import { createRequests, type Requests } from './requests.ts';
import { SECTIONS } from './sections.ts';
import { openBenchWorld, openSessions, type BenchWorld } from './world.ts';

/** What a section is given. */
export interface Bench {
  readonly options: Options;
  readonly world: BenchWorld;
  /** The registry under test, in a process of its own. */
  readonly service: Service;
  readonly requests: Requests;
  /** The day of disbursement of what is filed now. */
  readonly disbursedOn: string;
  readonly logFile: (name: string) => string;
  readonly log: (message: string) => void;
}

const LATEST_DISBURSEMENT = '2026-06-15';

/** Everything from the beginning: world, registry, sections. */
export async function runBench(options: Options, log: (message: string) => void): Promise<Report> {
  const world = await openBenchWorld(options, log);
  let service: Service | undefined;
  try {
    const key = await signingKeyOf(options.dataDir);
    const logFile = (name: string): string => path.join(options.dataDir, `${name}.log`);
    const disbursedOn = world.today < LATEST_DISBURSEMENT ? world.today : LATEST_DISBURSEMENT;
    const sessions = await openSessions(world.db, new Date());
    service = await startRegistry(world.server.owner, world.server.app, key, logFile('registry'));
    const requests = createRequests(world.firms, sessions, createTokens(key), disbursedOn);
    const described = await describe(world, options);
    const measured = await measureSections({ options, world, service, requests, disbursedOn, logFile, log });
    return { ...described, targets: collectTargets({ ...described, ...measured }), ...measured };
  } finally {
    await service?.stop();
    await world.close();
  }
}

/** The key that a kept world was served with: its database refuses any other. */
async function signingKeyOf(dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'signing-key.pem');
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    await writeFile(file, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 });
  }
  return readFile(file, 'utf8');
}

async function describe(world: BenchWorld, { clients }: Options): Promise<Pick<Report, 'machine' | 'world'>> {
  const { rows } = await world.owner.query(
    `select
      (select count(*)::int from filing) as filings,
      (select count(*)::int from firm) as firms,
      (select count(*)::int from bank) as banks,
      current_setting('server_version') as postgres`,
  );
  const { postgres, ...counts } = rows[0] as { filings: number; firms: number; banks: number; postgres: string };
  const seconds = world.generation.reduce((sum, phase) => sum + phase.seconds, 0);
  return {
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: availableParallelism(),
      node: process.version,
      postgres,
      at: new Date().toISOString(),
    },
    world: { ...counts, clients, generation: world.generation, generationSeconds: round(seconds, 1) },
  };
}

async function measureSections(bench: Bench): Promise<Pick<Report, 'figures' | 'memory'>> {
  const figures: Record<string, unknown> = {};
  const memory: Report['memory'] = {};
  for (const name of SECTION_NAMES.filter((one) => bench.options.only.includes(one))) {
    // A section finds nothing to post that another one has filed.
    await waitUntilPosted(bench.world);
    bench.log(`Measuring: ${name} …`);
    bench.service.memory.reset();
    figures[name] = await SECTIONS[name].measure(bench);
    const peak = bench.service.memory.peak();
    if (peak !== null) Object.assign(memory, { [name]: peak });
  }
  return { figures, memory };
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env);
  const report = await runBench(options, (message) => void process.stderr.write(`${message}\n`));
  process.stdout.write(printReport(report));
  const json = JSON.stringify(report, null, 2);
  if (options.json === null) process.stdout.write(`${json}\n`);
  else await writeFile(options.json, `${json}\n`);
}

if (process.argv[1] === import.meta.filename) {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exitCode = 1;
  });
}
