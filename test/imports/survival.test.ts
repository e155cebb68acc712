import { expect } from 'chai';
import pino from 'pino';
import { asSystem } from '../../src/data/as-actor.ts';
import { deleteOldUploads } from '../../src/data/housekeeping.queries.ts';
import { ImportWorkers } from '../../src/features/imports/job/runner.ts';
import type { Client } from '../support/client.ts';
import { imported, loanRow, loansCsv, settled } from '../support/imports.ts';
import { expectProblem } from '../support/problem.ts';
import { upload } from '../support/upload.ts';
import { importWorker, openWorld, type World } from '../support/world.ts';

describe('an import whose process dies', function () {
  this.timeout(120_000);
  let world: World;
  let officer: Client;
  const alive: ImportWorkers[] = [];
  /** A stand-in for a second process: import workers on the same database. */
  const process = (): ImportWorkers => {
    const workers = new ImportWorkers({ db: world.db, log: pino({ level: 'silent' }), workerFile: importWorker });
    alive.push(workers);
    return workers;
  };
  before(async () => {
    world = await openWorld({ imports: { nudge: () => undefined } });
    officer = await world.as('officer');
  });
  afterEach(async () => {
    await Promise.all(alive.splice(0).map((workers) => workers.stop()));
  });
  after(() => world.close());

  const filed = async (): Promise<number> =>
    (await world.owner.query('select count(*)::int as n from filing')).rows[0].n;
  const rows = (count: number): string => loansCsv(...Array.from({ length: count }, () => loanRow()));

  it('is run by the next process if it has not started', async () => {
    const { body } = await upload(officer, rows(3), { mode: 'commit' });
    expect((await officer.get(`/imports/${body.id}`)).body.state).to.equal('reading');
    process().start();
    expect(await settled(officer, body.id)).to.include({ state: 'committed', filed: 3 });
  });

  it('is filed completely or not at all after each interruption, and in the end exactly once', async () => {
    const before = await filed();
    const { body } = await upload(officer, rows(6000), { mode: 'commit' });
    for (const ms of [900, 1600]) {
      const workers = process();
      workers.start();
      await new Promise((resolve) => setTimeout(resolve, ms));
      await workers.stop();
      expect((await filed()) - before).to.be.oneOf([0, 6000]);
    }
    // Two concurrent processes file it once.
    process().start();
    process().start();
    expect(await settled(officer, body.id)).to.include({ state: 'committed', rowsRead: 6000, filed: 6000 });
    expect((await filed()) - before).to.equal(6000);
    expect(
      (await world.owner.query('select count(*)::int as n from import_row where import_id = $1', [body.id])).rows[0].n,
    ).to.equal(6000);
  });

  it('fails after too many attempts, with nothing filed, and the next import can start', async () => {
    const before = await filed();
    const { body } = await upload(officer, rows(2), { mode: 'commit' });
    await world.owner.query('update import_progress set attempts = 3 where import_id = $1', [body.id]);
    process().start();
    expect((await settled(officer, body.id)).failure.code).to.equal('INTERRUPTED');
    expect(await filed()).to.equal(before);
    expect((await imported(officer, rows(1), { mode: 'commit' })).state).to.equal('committed');
  });

  it('has its file deleted after thirty days', async () => {
    process().start();
    const record = await imported(officer, rows(1));
    const tidy = (at: Date) =>
      asSystem(world.db, 'housekeeping', { action: 'housekeeping.tidy', at }, (tx) => deleteOldUploads(tx, at));
    await tidy(world.time.now);
    expect((await officer.get(`/imports/${record.id}`)).body.file.kept).to.equal(true);
    await tidy(new Date(world.time.now.getTime() + 1));
    expect((await officer.get(`/imports/${record.id}`)).body.file.kept).to.equal(false);
    expectProblem(
      await officer.patch(`/imports/${record.id}`, { mapping: { amountUnit: 'wan' } }),
      409,
      'STATE_CONFLICT',
    );
  });

  it('counts towards the upload quota', async () => {
    process().start();
    const record = await imported(officer, rows(1));
    await world.owner.query('begin');
    await world.owner.query(
      `set local app.actor = 'test'; set local app.role = 'system'; set local app.action = 'test'; set local app.now = '2026-06-15T02:00:00Z'`,
    );
    await world.owner.query('update import set bytes = 1073741824 where id = $1', [record.id]);
    await world.owner.query('commit');
    expectProblem(await upload(officer, rows(1)), 409, 'CONFLICT');
    expect((await officer.send('DELETE', `/imports/${record.id}`)).status).to.equal(204);
    expect((await upload(officer, rows(1))).status).to.equal(202);
  });
});
