/**
 * The report of a run: targets, tables, JSON. Comparisons of runs read the JSON: members may be added, none renamed.
 */
import type { SectionName } from './options.ts';
import type { Phase } from './generate.ts';
import type { PeakMemory } from './memory.ts';
import { SECTIONS, type SectionFigures } from './sections.ts';
import { atMost, type Target } from './section.ts';
import { printTable, type Table } from './table.ts';

/** What the bench has measured, as it is written as JSON. */
export interface Report {
  readonly machine: { cpu: string; cores: number; node: string; postgres: string; at: string };
  readonly world: {
    readonly filings: number;
    readonly firms: number;
    readonly banks: number;
    readonly clients: number;
    readonly generation: readonly Phase[];
    readonly generationSeconds: number;
  };
  readonly targets: readonly Target[];
  readonly figures: Partial<SectionFigures>;
  /** Of the registry's process, by section; absent where the platform does not tell. */
  readonly memory: Readonly<Partial<Record<SectionName, PeakMemory>>>;
}

/** Names of sections in the order in which they ran. */
const namesOf = <Name extends SectionName>(of: Readonly<Partial<Record<Name, unknown>>>): Name[] =>
  Object.keys(of) as Name[];

const targetsOf = <Name extends SectionName>(name: Name, figures: SectionFigures[Name]): Target[] =>
  SECTIONS[name].targets(figures);
const tablesOf = <Name extends SectionName>(name: Name, figures: SectionFigures[Name]): Table[] =>
  SECTIONS[name].tables(figures);

/** As much as before this had a target. */
const MEMORY_MAX_MB: Partial<Record<SectionName, number>> = { filing: 140, imports: 260 };
const GENERATION_MAX_SECONDS = 180;

export function collectTargets({ figures, memory, world }: Omit<Report, 'targets'>): Target[] {
  return [
    ...namesOf(figures).flatMap((name) => targetsOf(name, figures[name]!)),
    atMost('generator of the world', world.generationSeconds, GENERATION_MAX_SECONDS, 's'),
    ...namesOf(memory).flatMap((name) => {
      const max = MEMORY_MAX_MB[name];
      return max === undefined ? [] : [atMost(`peak memory, ${name}`, memory[name]!.processMb, max, 'MB')];
    }),
  ];
}

/** For people: targets first, then everything that was measured. */
export function printReport({ machine, world, targets, figures, memory }: Report): string {
  const heads = [
    `Zhidai bench · ${machine.cpu}, ${machine.cores} cores · Node ${machine.node} · PostgreSQL ${machine.postgres} · ${machine.at}`,
    `${world.filings} filings, ${world.firms} firms, ${world.banks} banks · ${world.clients} clients`,
  ];
  const tables = [
    targetTable(targets),
    generationTable(world),
    ...namesOf(figures).flatMap((name) => tablesOf(name, figures[name]!)),
    memoryTable(memory),
  ];
  return `${[...heads, ...tables.filter(({ rows }) => rows.length > 0).map(printTable)].join('\n\n')}\n\n`;
}

const targetTable = (targets: readonly Target[]): Table => ({
  title: 'Targets, for a world of a million filings',
  heads: ['figure', 'value', 'target', ''],
  rows: targets.map(({ figure, value, target, met }) => [
    figure,
    value ?? 'not offered',
    target,
    met ? 'met' : 'missed',
  ]),
});

const generationTable = ({ generation, generationSeconds }: Report['world']): Table => ({
  title: 'The world, when it was generated: through all constraints and triggers',
  heads: ['phase', 'rows', 'seconds'],
  rows: [...generation.map(({ phase, rows, seconds }) => [phase, rows, seconds]), ['together', '', generationSeconds]],
});

const memoryTable = (memory: Report['memory']): Table => ({
  title: 'Peak memory of the registry, MB',
  heads: ['section', 'process', 'largest child process'],
  rows: namesOf(memory).map((name) => [name, memory[name]!.processMb, memory[name]!.childMb ?? 'none']),
});
