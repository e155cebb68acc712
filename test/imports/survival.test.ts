import { expect } from 'chai';
import pino from 'pino';
import { asSystem } from '../../src/data/as-actor.ts';
import { deleteOldUploads } from '../../src/data/housekeeping.queries.ts';
import { failImport, runImport } from '../../src/features/imports/job/job.ts';
import { beginRun, renewRun } from '../../src/features/imports/job/job.queries.ts';
import { ImportWorkers } from '../../src/features/imports/job/runner.ts';
import { verifyTotals } from '../../src/features/totals/totals.verify.ts';
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

  const anyAction = { action: 'import.attempt', at: new Date(0) };
  const differences = () =>
    asSystem(world.db, 'verify', { action: 'registry.verify', at: world.time.now }, verifyTotals, { snapshot: true });
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

  it('is filed once and completely, however often one process takes it over from another', async () => {
    const before = await filed();
    const { body } = await upload(officer, rows(3000), { mode: 'commit' });
    process().start();
    process().start();
    let takenOver = 0;
    const expire = `
      update import_progress set leased_until = '2000-01-01'
      where import_id = $1 and leased_until is not null and rows_read > 500 * token
      returning token`;
    while (['reading', 'committing'].includes((await officer.get(`/imports/${body.id}`)).body.state))
      if (takenOver < 2) takenOver += (await world.owner.query(expire, [body.id])).rows.length;
    expect(await settled(officer, body.id)).to.include({ state: 'committed', rowsRead: 3000, filed: 3000 });
    expect(takenOver).to.equal(2);
    expect((await filed()) - before).to.equal(3000);
    expect(await differences()).to.deep.equal([]);
  });

  it('that another process has taken over writes nothing any more, at no step', async () => {
    const { body } = await upload(officer, rows(3), { mode: 'check' });
    const begin = () => asSystem(world.db, 'imports', anyAction, (tx) => beginRun(tx, body.id));
    const expire = () =>
      world.owner.query(`update import_progress set leased_until = '2000-01-01' where import_id = $1`, [body.id]);
    const first = (await begin())!;
    expect(await begin()).to.equal(null);
    await expire();
    const second = (await begin())!;
    expect(second.token).to.be.greaterThan(first.token);
    expect(await asSystem(world.db, 'imports', anyAction, (tx) => renewRun(tx, first))).to.equal(false);

    const before = await filed();
    await runImport(world.db, first);
    await failImport(world.db, first, { code: 'INTERRUPTED' });
    expect((await officer.get(`/imports/${body.id}`)).body).to.include({ state: 'reading', rowsRead: 0 });
    await runImport(world.db, second);
    expect((await officer.post(`/imports/${body.id}/commit`, {})).status).to.equal(202);
    await runImport(world.db, first);
    expect([await filed(), (await officer.get(`/imports/${body.id}`)).body.state]).to.deep.equal([
      before,
      'committing',
    ]);
    await runImport(world.db, second);
    expect([await filed(), (await officer.get(`/imports/${body.id}`)).body.state]).to.deep.equal([
      before + 3,
      'committed',
    ]);
  });

  it('of which rows are missing is not committed, and verify names one that was', async () => {
    const before = await filed();
    const { body } = await upload(officer, rows(5), { mode: 'check' });
    process().start();
    await settled(officer, body.id);
    await world.owner.query('delete from import_row where import_id = $1 and n > 3', [body.id]);
    expect((await officer.post(`/imports/${body.id}/commit`, {})).status).to.equal(202);
    expect((await settled(officer, body.id)).failure.code).to.equal('ROWS_LOST');
    expect(await filed()).to.equal(before);

    const whole = await imported(officer, rows(4), { mode: 'commit' });
    expect(await differences()).to.deep.equal([]);
    await world.owner.query('delete from import_row where import_id = $1 and n = 2', [whole.id]);
    expect(await differences()).to.deep.include({
      what: 'import',
      place: whole.id,
      figure: 'rows read',
      kept: '4',
      counted: '3',
    });
    await world.owner.query('delete from import_row where import_id = $1', [whole.id]);
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
