/** The packages of the service as a CycloneDX document: what npm makes of package-lock.json, without those of tests alone. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { readLicences } from './licences.ts';

export interface Bom {
  readonly bomFormat: string;
  readonly metadata: { readonly component: { readonly 'bom-ref': string; name: string } };
  components: {
    readonly 'bom-ref': string;
    readonly name: string;
    readonly version: string;
    readonly hashes?: unknown[];
  }[];
  dependencies: { readonly ref: string; dependsOn: string[] }[];
}

/**
 * `npm sbom --omit dev` cannot be used: it leaves out every package that one of the tests uses too. The lock file says
 * which packages `npm ci --omit dev` installs, on any platform.
 */
export async function serviceBom(): Promise<Bom> {
  const words = ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx', '--sbom-type', 'application'];
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { stdout } = await promisify(execFile)(npm, words, { maxBuffer: 1e8, shell: process.platform === 'win32' });
  const bom = JSON.parse(stdout) as Bom;
  const all = await readLicences();
  const kept = new Set(all.filter((one) => one.inService).map(({ name, version }) => `${name}@${version}`));
  const { name } = JSON.parse(await readFile('package.json', 'utf8')) as { name: string };
  // npm takes the name of the folder.
  bom.metadata.component.name = name;
  bom.components = bom.components.filter((one) => kept.has(one['bom-ref']));
  const root = bom.metadata.component['bom-ref'];
  bom.dependencies = bom.dependencies
    .filter(({ ref }) => ref === root || kept.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => kept.has(one)) }));
  return bom;
}
