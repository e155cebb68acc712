import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { licencesText, readLicences, refusedLicences } from './support/licences.ts';
import { serviceBom } from './support/sbom.ts';

describe('packages', () => {
  it('have licences that may be used, listed in docs/licences.md', async () => {
    const all = await readLicences();
    expect(all.length).to.be.greaterThan(500);
    expect(refusedLicences(all)).to.deep.equal([]);
    expect(await readFile('docs/licences.md', 'utf8')).to.equal(licencesText(all));
  });

  it('with a copyleft, unknown or missing licence are refused', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'zhidai-licences-'));
    const lock = path.join(folder, 'package-lock.json');
    const licences = {
      a: 'GPL-3.0-only',
      b: 'AGPL-3.0',
      c: 'SEE LICENSE IN LICENSE.md',
      d: undefined,
      e: 'MIT AND GPL-2.0',
      f: 'MPL-2.0',
      axe: 'MPL-2.0',
      'axe-core': 'GPL-3.0-only',
      good: '(GPL-2.0 OR MIT)',
      fine: '(MIT AND Zlib)',
    };
    const packages = Object.entries(licences).map(([name, license]) => [
      `node_modules/${name}`,
      { version: '1', license },
    ]);
    await writeFile(lock, JSON.stringify({ packages: { '': {}, ...Object.fromEntries(packages) } }));
    const refused = refusedLicences(await readLicences(lock)).map(({ name }) => name);
    await rm(folder, { recursive: true });
    expect(refused).to.deep.equal(['a', 'axe', 'axe-core', 'b', 'c', 'd', 'e', 'f']);
  });

  it('of the service are listed by npm run sbom, in CycloneDX, with those that tests use too, and no others', async () => {
    const bom = await serviceBom();
    expect([bom.bomFormat, bom.metadata.component['bom-ref'], bom.metadata.component.name]).to.deep.equal([
      'CycloneDX',
      'zhidai@0.1.0',
      'zhidai',
    ]);
    const listed = bom.components.map(({ name, version }) => `${name} ${version}`);
    const installed = (await readLicences()).filter((one) => one.inService);
    expect(new Set(listed)).to.deep.equal(new Set(installed.map(({ name, version }) => `${name} ${version}`)));
    for (const name of ['express', 'pg-types', 'esbuild', 'semver'])
      expect(
        listed.some((one) => one.startsWith(`${name} `)),
        name,
      ).to.equal(true);
    for (const name of ['mocha', 'exceljs', 'eslint'])
      expect(
        listed.some((one) => one.startsWith(`${name} `)),
        name,
      ).to.equal(false);
    expect(bom.components.filter(({ hashes }) => !hashes?.length)).to.deep.equal([]);
    const refs = new Set(bom.components.map((one) => one['bom-ref']));
    expect(bom.dependencies.flatMap(({ dependsOn }) => dependsOn).filter((ref) => !refs.has(ref))).to.deep.equal([]);
  }).timeout(120_000);
});
