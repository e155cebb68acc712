import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import path from 'node:path';
import { createTokens } from '../../src/http/tokens.ts';
import { createBankSide, type BankSide } from './bank-side.ts';
import { round } from './figures.ts';
import { readOptions, SECTIONS, type Options, type Section } from './options.ts';
import { startRegistry, type Service } from './processes.ts';
import { printReport } from './report.ts';
import { measureBusyCell, type BusyCellFigures } from './section-busy-cell.ts';
import { measureExports, type ExportFigures } from './section-exports.ts';
import { measureImports, type ImportFigures } from './section-imports.ts';
import { measureFiling, type FilingFigures } from './section-filing.ts';
import { measureLists, type ListFigures } from './section-lists.ts';
import { measureTotals, type TotalsFigures } from './section-totals.ts';
import type { Phase } from './generate.ts';
import { openBenchWorld, openSessions, type BenchWorld } from './world.ts';

/** What a section is given. */
export interface Bench {
  readonly options: Options;
  readonly world: BenchWorld;
  /** The registry under test, in a process of its own. */
  readonly service: Service;
  readonly bankSide: BankSide;
  /** When the money went out of what is filed now. */
  readonly disbursedOn: string;
  readonly logFile: (name: string) => string;
  /** Tells the person at the terminal how far it is. */
  readonly say: (message: string) => void;
}

export interface Report {
  readonly machine: { cpu: string; cores: number; node: string; postgres: string; at: string };
  readonly world: {
    filings: number;
    firms: number;
    banks: number;
    clients: number;
    generation: readonly Phase[] | null;
    generationSeconds: number | null;
  };
  readonly filing?: FilingFigures;
  readonly totals?: TotalsFigures;
  readonly busyCell?: BusyCellFigures;
  readonly lists?: Record<string, ListFigures>;
  readonly exports?: Record<string, ExportFigures>;
  readonly imports?: Record<string, ImportFigures>;
  /** Of the registry's process, section by section; absent where the platform does not tell. */
  readonly peakMb?: Record<string, number>;
}

const LATEST_DISBURSEMENT = '2026-06-15';

/** Everything from the beginning: world, service, sections. Gives the figures that it has measured, and nothing else. */
export async function runBench(options: Options, say: (message: string) => void): Promise<Report> {
  const world = await openBenchWorld(options, say);
  let service: Service | undefined;
  try {
    const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
      format: 'pem',
      type: 'pkcs8',
    }) as string;
    const logFile = (name: string): string => path.join(options.dataDir, `${name}.log`);
    const disbursedOn = world.today < LATEST_DISBURSEMENT ? world.today : LATEST_DISBURSEMENT;
    const sessions = await openSessions(world.db, new Date());
    service = await startRegistry(world.server.owner, world.server.app, key, logFile('registry'));
    const bankSide = createBankSide(world.firms, sessions, createTokens(key), disbursedOn);
    const bench: Bench = { options, world, service, bankSide, disbursedOn, logFile, say };
    const {
      rows: [found],
    } = await world.owner.query(
      `select count(*)::int as filings, (select count(*)::int from firm) as firms, (select count(*)::int from bank) as banks, current_setting('server_version') as version from filing`,
    );
    const { filings, firms, banks, version } = found as {
      filings: number;
      firms: number;
      banks: number;
      version: string;
    };
    const measured = await measureSections(bench);
    return {
      machine: {
        cpu: cpus()[0]?.model ?? 'unknown',
        cores: availableParallelism(),
        node: process.version,
        postgres: version,
        at: new Date().toISOString(),
      },
      world: {
        filings,
        firms,
        banks,
        clients: options.clients,
        generation: world.generation,
        generationSeconds:
          world.generation &&
          round(
            world.generation.reduce((sum, { seconds }) => sum + seconds, 0),
            1,
          ),
      },
      ...measured,
    };
  } finally {
    await service?.stop();
    await world.close();
  }
}

const MEASURES: Readonly<
  Record<
    Section,
    readonly [
      name: 'filing' | 'totals' | 'busyCell' | 'lists' | 'exports' | 'imports',
      measure: (bench: Bench) => Promise<unknown>,
    ]
  >
> = {
  filing: ['filing', measureFiling],
  totals: ['totals', measureTotals],
  'busy-cell': ['busyCell', measureBusyCell],
  lists: ['lists', measureLists],
  exports: ['exports', measureExports],
  imports: ['imports', measureImports],
};

async function measureSections(bench: Bench): Promise<Partial<Report>> {
  const measured: Record<string, unknown> = {};
  const peakMb: Record<string, number> = {};
  for (const section of SECTIONS.filter((one) => bench.options.only.includes(one))) {
    bench.say(`Measuring: ${section} …`);
    bench.bankSide.renewTokens();
    const forgets = bench.service.forgetPeak();
    const [name, measure] = MEASURES[section];
    measured[name] = await measure(bench);
    const peak = forgets ? bench.service.peakMb() : null;
    if (peak !== null) peakMb[section] = peak;
  }
  return { ...measured, ...(Object.keys(peakMb).length > 0 ? { peakMb } : {}) };
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
