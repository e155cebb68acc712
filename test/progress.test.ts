import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';

describe('the progress of a test run', function () {
  this.timeout(60_000);
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'zhidai-progress-'));
    await writeFile(path.join(folder, 'a.cjs'), `describe('a', () => { it('works', () => undefined); });`);
    await writeFile(
      path.join(folder, 'b.cjs'),
      `describe('b', () => { before(() => { throw new Error('planted'); }); it('is not reached', () => undefined); });`,
    );
  });
  after(() => rm(folder, { recursive: true, force: true }));

  for (const mode of ['--parallel', '--no-parallel']) {
    it(`is printed after each file and failure with ${mode}`, async () => {
      const mocha = ['node_modules/mocha/bin/mocha.js', '--no-config', '--no-package', mode, '--jobs', '2'];
      const output = await new Promise<string>((resolve) => {
        execFile(
          process.execPath,
          [...mocha, '--reporter', 'test/support/progress-reporter.cjs', path.join(folder, '*.cjs')],
          (_error, stdout, stderr) => resolve(stdout + stderr),
        );
      });
      expect(output).to.match(/\[1 of 2 files, .*s\] .*[ab]\.cjs took/);
      expect(output).to.match(/\[2 of 2 files, 1 tests, 1 failed, .*s\] .*[ab]\.cjs took/);
      // Once at once, and once in the list at the end.
      expect(output).to.match(/FAILED b › "before all" hook.*\n\s+planted[^]*1 failing[^]*planted/);
    });
  }
});
