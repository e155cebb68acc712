import { expect } from 'chai';
import pino from 'pino';
import { ImportWorkers } from '../../src/features/imports/job/runner.ts';
import { canListChildren, childrenOf, isAlive } from '../support/children.ts';
import type { Client } from '../support/client.ts';
import { imported, loanRow, loansCsv, settled } from '../support/imports.ts';
import { until } from '../support/until.ts';
import { upload } from '../support/upload.ts';
import { importWorker, openWorld, type World } from '../support/world.ts';

const DYING = new URL('../support/dying-worker.mjs', import.meta.url);
const EXITING = new URL('../support/exiting-worker.mjs', import.meta.url);

describe('the process of an import', function () {
  this.timeout(60_000);
  let world: World;
  let officer: Client;
  let runners: ImportWorkers[] = [];
  let workerFile: URL;
  before(async () => {
    world = await openWorld({
      imports: { nudge: () => runners[0]?.nudge(), end: async (id) => runners[0]?.end(id) },
    });
    officer = await world.as('officer');
  });
  afterEach(() => stopRunners());
  after(() => world.close());

  async function stopRunners(): Promise<void> {
    await Promise.all(runners.splice(0).map((runner) => runner.stop()));
  }
  function startRunner(file: URL): void {
    workerFile = file;
    const runner = new ImportWorkers({ db: world.db, log: pino({ level: 'silent' }), workerFile: () => workerFile });
    runners = [runner];
    runner.start();
  }

  for (const [what, file, code] of [
    ['needs too much memory', DYING, 'FILE_TOO_COMPLEX'],
    ['exits', EXITING, 'INTERRUPTED'],
  ] as const)
    it(`fails the import when it ${what}, once and with a sentence, and the next import is read`, async () => {
      startRunner(file);
      const { body } = await upload(officer, loansCsv(loanRow()), { mode: 'commit' });
      const failed = await settled(officer, body.id);
      expect([failed.state, failed.failure.code]).to.deep.equal(['failed', code]);
      expect(failed.failure.message).to.have.length.greaterThan(20);
      // Neither now nor after a restart is it tried again.
      await stopRunners();
      startRunner(importWorker());
      expect((await imported(officer, loansCsv(loanRow()))).state).to.equal('checked');
      const { rows } = await world.owner.query('select attempts from import_progress where import_id = $1', [body.id]);
      expect(rows).to.deep.equal([{ attempts: 1 }]);
      expect((await officer.get(`/imports/${body.id}`)).body.state).to.equal('failed');
    });

  const workers = () => childrenOf(process.pid).filter(({ command }) => command.includes('import-worker'));

  it('is used again for the next import, and ends with the service', async function () {
    if (!canListChildren) this.skip();
    startRunner(importWorker());
    await imported(officer, loansCsv(loanRow()));
    const [first] = workers();
    await imported(officer, loansCsv(loanRow()));
    expect(workers().map(({ pid }) => pid)).to.deep.equal([first!.pid]);
    await stopRunners();
    expect(isAlive(first!.pid)).to.equal(false);
  });

  it('when it dies without work is replaced by the next import', async function () {
    if (!canListChildren) this.skip();
    startRunner(importWorker());
    await imported(officer, loansCsv(loanRow()));
    const [first] = workers();
    process.kill(first!.pid, 'SIGKILL');
    await until('it is gone', async () => !isAlive(first!.pid));
    expect((await imported(officer, loansCsv(loanRow()))).state).to.equal('checked');
  });

  it('is not ended by signals that are meant for the service', async function () {
    if (!canListChildren) this.skip();
    startRunner(importWorker());
    await imported(officer, loansCsv(loanRow()));
    const [first] = workers();
    process.kill(first!.pid, 'SIGTERM');
    process.kill(first!.pid, 'SIGINT');
    await imported(officer, loansCsv(loanRow()));
    expect(workers().map(({ pid }) => pid)).to.deep.equal([first!.pid]);
  });

  it('shows no secrets in its arguments and its environment', async function () {
    if (!canListChildren) this.skip();
    process.env['DATABASE_URL'] = 'postgres://somebody:secret@localhost/zhidai';
    process.env['PGPASSWORD'] = 'secret';
    try {
      startRunner(importWorker());
      await imported(officer, loansCsv(loanRow()));
      const [{ command, environment } = { command: '', environment: '' }] = workers();
      expect(command).to.contain('import-worker');
      for (const text of [command, environment])
        for (const secret of ['secret', 'DATABASE_URL', 'PGPASSWORD', world.db.actorKey])
          expect(text).to.not.contain(secret);
    } finally {
      delete process.env['DATABASE_URL'];
      delete process.env['PGPASSWORD'];
    }
  });
});
