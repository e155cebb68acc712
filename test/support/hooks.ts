/** Hooks of mocha for the whole run: start and end of the shared server, build and browser. */
import { build } from './process.ts';
import { CLUSTER_VARIABLE, startCluster, type Cluster } from './cluster.ts';
import { builtConsole } from './web/console-world.ts';
import { stopBrowser } from './web/visit.ts';
import { stopCluster } from './world.ts';

const GRACE_MS = 10_000;
/** In parallel mode files run in worker processes, which share the server and the build of the run. */
const parallel = process.argv.includes('--parallel') || process.env['MOCHA_WORKER_ID'] !== undefined;
let shared: Cluster | undefined;

/** Before a parallel run, in the process that starts the workers; they inherit its environment. */
export async function mochaGlobalSetup(): Promise<void> {
  if (!parallel) return;
  build();
  await builtConsole();
  shared = await startCluster();
  process.env[CLUSTER_VARIABLE] = JSON.stringify(shared.connections);
}

export async function mochaGlobalTeardown(): Promise<void> {
  await shared?.stop();
}

/** Required by mocha before every file. Server and browser are started by the first test that needs them and stopped here. */
export const mochaHooks = {
  async afterAll(this: Mocha.Context): Promise<void> {
    // In a worker this is the end of a file, not of the run: its browser stays open until the worker ends.
    if (parallel) return;
    this.timeout(30_000);
    await stopBrowser();
    await stopCluster();
    // Nothing may keep the process alive now. What does is reported; --exit would hide it.
    setTimeout(() => {
      console.error(
        `Still open ${GRACE_MS / 1000} seconds after the last test: ${process.getActiveResourcesInfo().join(', ')}`,
      );
      process.exit(1);
    }, GRACE_MS).unref();
  },
};
