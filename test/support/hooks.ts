import { stopCluster } from './world.ts';

const GRACE_MS = 10_000;

/** Required by mocha before every file: the run's server is started by the first test that needs it and stopped here. */
export const mochaHooks = {
  async afterAll(this: Mocha.Context): Promise<void> {
    this.timeout(30_000);
    await stopCluster();
    // Nothing may keep the process alive now; what does is named instead of hidden by --exit.
    setTimeout(() => {
      console.error(`Still open ${GRACE_MS / 1000} seconds after the last test: ${process.getActiveResourcesInfo().join(', ')}`);
      process.exit(1);
    }, GRACE_MS).unref();
  },
};
