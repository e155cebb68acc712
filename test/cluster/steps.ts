/** What happens to the cluster while clients file. A new step is an entry here. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Words } from '../faults/options.ts';
import type { UnderLoad } from '../faults/rounds.ts';
import { backUp } from './backup.ts';
import type { Stack } from './stack.ts';

/** What was measured of a step. */
export interface Measured {
  readonly name: StepName;
  /** From the fault until a filing that was sent after it was acknowledged. */
  readonly recoveredSeconds?: number;
  /** From the return of what was killed until three databases replicate again. */
  readonly replicatingSeconds?: number;
  readonly note?: string;
}

interface Step {
  /** For the report. */
  readonly title: string;
  readonly run: (stack: Stack, under: UnderLoad) => Promise<Omit<Measured, 'name'>>;
}

const QUIET_MS = 3_000;
/** Longer than `ttl`: without failsafe_mode the leader would have stepped down. */
const ETCD_AWAY_MS = 40_000;

const secondsSince = (fromMs: number): number => Math.round((performance.now() - fromMs) / 100) / 10;

/** Waits until all machines replicate, and says how long that took. */
async function replicatingSeconds({ machines }: Stack): Promise<number> {
  const fromMs = performance.now();
  await machines.replicating();
  return secondsSince(fromMs);
}

/** Times count from the end of the kill: what was sent before may still have been acknowledged. */
async function killLeader(stack: Stack, under: UnderLoad): Promise<Omit<Measured, 'name'>> {
  const { machines } = stack;
  const { leader } = await machines.replicating();
  await machines.kill(leader);
  const fromMs = performance.now();
  const recoveredSeconds = await under.recovered(fromMs);
  machines.startPatroni(leader);
  return { recoveredSeconds, replicatingSeconds: await replicatingSeconds(stack) };
}

/** As if the machine were cut off for a while: it wakes up as a leader that is one no longer. */
async function freezeLeader(stack: Stack, under: UnderLoad): Promise<Omit<Measured, 'name'>> {
  const { machines } = stack;
  const { leader } = await machines.replicating();
  await machines.freeze(leader);
  try {
    const recoveredSeconds = await under.recovered(performance.now());
    await pause(QUIET_MS);
    await machines.thaw(leader);
    return { recoveredSeconds, replicatingSeconds: await replicatingSeconds(stack) };
  } finally {
    // A frozen process cannot be stopped.
    await machines.thaw(leader);
  }
}

async function killPostgres(stack: Stack, under: UnderLoad): Promise<Omit<Measured, 'name'>> {
  const { leader } = await stack.machines.replicating();
  await stack.machines.killPostgres(leader);
  const fromMs = performance.now();
  const recoveredSeconds = await under.recovered(fromMs);
  return { recoveredSeconds, replicatingSeconds: await replicatingSeconds(stack) };
}

async function loseStandby(stack: Stack, under: UnderLoad): Promise<Omit<Measured, 'name'>> {
  const { machines } = stack;
  const { standby } = await machines.replicating();
  await machines.kill(standby);
  const fromMs = performance.now();
  const recoveredSeconds = await under.recovered(fromMs);
  await machines.removeData(standby);
  machines.startPatroni(standby);
  return { recoveredSeconds, replicatingSeconds: await replicatingSeconds(stack), note: 'cloned anew' };
}

async function switchOver(stack: Stack, under: UnderLoad): Promise<Omit<Measured, 'name'>> {
  const { leader, standby } = await stack.machines.replicating();
  const words = ['switchover', 'zhidai', '--leader', `db${leader}`, '--candidate', `db${standby}`, '--force'];
  const fromMs = performance.now();
  await stack.machines.patronictl(...words);
  const recoveredSeconds = await under.recovered(fromMs);
  const whole = await replicatingSeconds(stack);
  const now = await stack.machines.replicating();
  if (now.leader !== standby)
    under.problems.push(`db${standby} was to lead after the switchover, db${now.leader} does`);
  return { recoveredSeconds, replicatingSeconds: whole };
}

async function loseEtcd(stack: Stack, under: UnderLoad): Promise<Omit<Measured, 'name'>> {
  const { machines } = stack;
  const before = await machines.replicating();
  const fromMs = performance.now();
  await machines.killEtcd();
  const { unavailable } = under.load.requests.figures;
  await pause(ETCD_AWAY_MS);
  const refused = under.load.requests.figures.unavailable - unavailable;
  await under.recovered(performance.now());
  await machines.startEtcd();
  const { leader } = await machines.replicating();
  if (leader !== before.leader)
    under.problems.push(`db${before.leader} led before etcd was away, db${leader} after it`);
  const outage = secondsSince(fromMs);
  return { note: `${refused} answers of 503 in ${outage} s; the leader stayed` };
}

async function restartServices(stack: Stack, under: UnderLoad): Promise<Omit<Measured, 'name'>> {
  const { unavailable } = under.load.requests.figures;
  let slowest = 0;
  for (const service of [0, 1]) {
    const fromMs = performance.now();
    await stack.restartService(service);
    slowest = Math.max(slowest, secondsSince(fromMs));
    await under.recovered(fromMs);
  }
  const refused = under.load.requests.figures.unavailable - unavailable;
  if (refused > 0) under.problems.push(`${refused} requests were answered 503 while services restarted in turn`);
  return { note: `each was back after ${slowest} s or less; no request was refused` };
}

/** As docs/operations.md says: first one machine, which changes the database, then the other. */
async function upgrade(stack: Stack, under: UnderLoad): Promise<Omit<Measured, 'name'>> {
  const { unavailable } = under.load.requests.figures;
  const fromMs = performance.now();
  await stack.installNext();
  await stack.restartService(0);
  await under.recovered(performance.now());
  await stack.restartService(1);
  const refused = under.load.requests.figures.unavailable - unavailable;
  return { note: `${refused} answers of 503; over after ${secondsSince(fromMs)} s` };
}

export const STEPS = {
  'kill-leader': { title: 'SIGKILL of Patroni and PostgreSQL on the machine that leads', run: killLeader },
  'kill-leader-again': { title: 'the same, on the machine that leads now', run: killLeader },
  'freeze-leader': {
    title: 'SIGSTOP of Patroni and PostgreSQL on the machine that leads, SIGCONT when another one leads',
    run: freezeLeader,
  },
  'kill-postgres': { title: 'SIGKILL of PostgreSQL alone on the machine that leads', run: killPostgres },
  'lose-standby': { title: 'SIGKILL of the synchronous standby, whose data are removed', run: loseStandby },
  switchover: { title: 'patronictl switchover', run: switchOver },
  'lose-etcd': { title: `SIGKILL of all three etcd, away for ${ETCD_AWAY_MS / 1_000} s`, run: loseEtcd },
  'restart-services': {
    title: 'one service is taken out of HAProxy and restarted, then the other',
    run: restartServices,
  },
  upgrade: { title: 'the same with a version that has changed db/code', run: upgrade },
  backup: { title: 'a full backup with pgBackRest while clients file', run: backUp },
} as const satisfies Record<string, Step>;

export type StepName = keyof typeof STEPS;

export const WORDS: Words<StepName> = {
  command: 'npm run cluster',
  options: ['--only', '--seed', '--write', '--keep'],
  names: Object.keys(STEPS) as StepName[],
};

/**
 * Plays the steps, with some quiet before each and after the last.
 *
 * @param measured takes what was measured, so that it is known when a later step fails
 */
export async function playSteps(
  names: readonly StepName[],
  stack: Stack,
  under: UnderLoad,
  measured: Measured[],
): Promise<void> {
  for (const name of names) {
    await pause(QUIET_MS * (0.5 + under.random()));
    process.stderr.write(`${name} …\n`);
    const of = await STEPS[name].run(stack, under);
    process.stderr.write(`  ${JSON.stringify(of)}\n`);
    measured.push({ name, ...of });
  }
  await pause(QUIET_MS);
}
