import { stopCluster } from './world.ts';

/** Required by mocha before every file: the run's server is started by the first test that needs it and stopped here. */
export const mochaHooks = {
  async afterAll(this: Mocha.Context): Promise<void> {
    this.timeout(30_000);
    await stopCluster();
  },
};
