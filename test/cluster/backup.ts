/** pgBackRest beside the cluster: a backup while clients file, and the restore of the whole cluster from it. */
import type { UnderLoad } from '../faults/rounds.ts';
import { MACHINES } from './machines.ts';
import type { Measured } from './steps.ts';
import type { Stack } from './stack.ts';

const secondsSince = (fromMs: number): number => Math.round((performance.now() - fromMs) / 100) / 10;
const megabytes = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`;

export async function backUp({ machines }: Stack, under: UnderLoad): Promise<Omit<Measured, 'name'>> {
  const { leader } = await machines.replicating();
  const fromMs = performance.now();
  await machines.pgbackrest(leader, '--type=full', 'backup');
  const took = secondsSince(fromMs);
  await under.recovered(fromMs);
  const [{ backup }] = JSON.parse(
    await machines.pgbackrest(leader, '--output=json', '--log-level-console=off', 'info'),
  );
  const { size, repository } = backup.at(-1).info;
  return {
    note: `${took} s; ${megabytes(size)} in the database, ${megabytes(repository.delta)} in the repository`,
  };
}

export interface Restored {
  /** Until one database leads. */
  readonly seconds: number;
  readonly replicatingSeconds: number;
  readonly problems: readonly string[];
}

/** What is stored, in one line. */
const CONTENTS = `
  select concat_ws(' ', count(*), sum(amount_fen), md5(string_agg(concat(number, receipt_no, state), ',' order by id)))
  from filing`;

/**
 * Restores the cluster up to the last archived moment, as docs/operations.md describes it: Patroni stopped everywhere, the
 * first machine from the backup, the others cloned from it.
 */
export async function restoreCluster({ machines, registry }: Stack): Promise<Restored> {
  const { leader } = await machines.replicating();
  const before = await machines.psql(leader, '-d', 'zhidai', '-c', CONTENTS);
  // Archives the present segment.
  await machines.pgbackrest(leader, 'check');
  await machines.stopPatroni();
  await machines.forget();
  for (const machine of MACHINES) await machines.removeData(machine);
  const fromMs = performance.now();
  const [first, ...others] = MACHINES;
  await machines.startRestoring(first);
  await machines.led();
  const seconds = secondsSince(fromMs);
  for (const machine of others) machines.startPatroni(machine);
  const restored = await machines.replicating();
  const replicatingSeconds = secondsSince(fromMs);
  const after = await machines.psql(restored.leader, '-d', 'zhidai', '-c', CONTENTS);
  const verdict = await registry.verify();
  return {
    seconds,
    replicatingSeconds,
    problems: [
      ...(after === before ? [] : [`restored was ${after.trim()}; stored had been ${before.trim()}`]),
      ...(verdict === 'ok' ? [] : [`verify of the restored cluster: ${verdict.slice(0, 2_000)}`]),
    ],
  };
}
