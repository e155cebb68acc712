/** npm run release:keep: stores the current schema with some rows in test/releases, to test upgrades from it. */
import { readFile } from 'node:fs/promises';
import { keepRelease } from './release.ts';
import { smallRegistry } from './small-registry.ts';
import { openWorld, stopCluster } from './world.ts';

async function write(): Promise<void> {
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  const world = await openWorld();
  await smallRegistry(world);
  await keepRelease(version, world.owner);
  await world.close();
}

void write().finally(stopCluster);
