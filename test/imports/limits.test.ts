import { expect } from 'chai';
import pino from 'pino';
import { ImportWorkers } from '../../src/features/imports/job/runner.ts';
import { stays, until } from '../support/until.ts';
import type { Client } from '../support/client.ts';
import { imported, loanRow, loansCsv, settled } from '../support/imports.ts';
import { ACTOR_SETTINGS } from '../support/raw.ts';
import { upload } from '../support/upload.ts';
import { importWorker, openWorld, type World } from '../support/world.ts';

/** A worker that computes for ever once it has an import. */
const ENDLESS = new URL('../support/endless-worker.mjs', import.meta.url);

describe('limits of imports', function () {
  this.timeout(60_000);
  let world: World;
  let runners: ImportWorkers[];
  /** Which file the next worker runs. */
  let workerFile: URL;

  beforeEach(async () => {
    runners = [];
    workerFile = ENDLESS;
    world = await openWorld({
      imports: {
        nudge: () => runners[0]?.nudge(),
        end: async (id) => runners[0]?.end(id),
      },
    });
  });
  afterEach(async () => {
    await Promise.all(runners.map((runner) => runner.stop()));
    await world.close();
  });

  function startRunner(runMaxMs?: number): ImportWorkers {
    const runner = new ImportWorkers({
      db: world.db,
      log: pino({ level: 'silent' }),
      workerFile: () => workerFile,
      ...(runMaxMs === undefined ? {} : { runMaxMs }),
    });
    runners.push(runner);
    runner.start();
    return runner;
  }

  async function begin(login: string): Promise<{ client: Client; id: string }> {
    const client = await world.as(login);
    const kind = login === 'auditor' ? 'firms' : 'filings';
    const reply = await upload(client, loansCsv(loanRow()), { kind });
    expect(reply.status, reply.text).to.equal(202);
    return { client, id: reply.body.id };
  }

  const attempts = async (id: string): Promise<number> =>
    (await world.owner.query('select attempts from import_progress where import_id = $1', [id])).rows[0].attempts;
  async function started(id: string): Promise<void> {
    await until('the import has started', () => attempts(id));
  }

  it('end an import that runs too long, with a sentence that says what to do', async () => {
    startRunner(300);
    const { client, id } = await begin('officer');
    const failed = await settled(client, id);
    expect(failed.state).to.equal('failed');
    expect(failed.failure.code).to.equal('IMPORT_TIMEOUT');
    expect(failed.failure.message).to.contain('1 minutes').and.contain('Split the file');
    const chinese = await client.get(`/imports/${id}`, { 'Accept-Language': 'zh-CN' });
    expect(chinese.body.failure.message).to.contain('超过时限').and.contain('请把文件拆分');
    // The place is free again.
    workerFile = importWorker();
    await runners[0]!.stop();
    runners.length = 0;
    startRunner();
    expect((await imported(client, loansCsv(loanRow()))).state).to.equal('checked');
  });

  it('leave no worker behind when an import is deleted', async () => {
    startRunner();
    const [one, two] = [await begin('officer'), await begin('officer2')];
    await started(one.id);
    await started(two.id);
    // Both places are taken.
    workerFile = importWorker();
    const waiting = await begin('auditor');
    expect((await one.client.send('DELETE', `/imports/${one.id}`)).status).to.equal(204);
    expect((await settled(waiting.client, waiting.id)).state).to.be.oneOf(['asking', 'failed', 'checked']);
    expect(await attempts(two.id)).to.equal(1);
  });

  it('leave no worker behind when another process deletes an import', async () => {
    startRunner();
    const [one, two] = [await begin('officer'), await begin('officer2')];
    await started(one.id);
    await started(two.id);
    workerFile = importWorker();
    const waiting = await begin('auditor');
    // This process does not know the worker.
    const [here] = runners.splice(0);
    try {
      expect((await one.client.send('DELETE', `/imports/${one.id}`)).status).to.equal(204);
      expect((await settled(waiting.client, waiting.id)).state).to.be.oneOf(['asking', 'failed', 'checked']);
    } finally {
      await here!.stop();
    }
  });

  it('do not end the worker of an import whose deletion is refused', async () => {
    startRunner();
    const { client, id } = await begin('officer');
    await started(id);
    expect((await (await world.as('officer2')).send('DELETE', `/imports/${id}`)).status).to.equal(404);
    expect((await client.send('DELETE', `/imports/${id}`, undefined, { 'If-Match': '"99"' })).status).to.equal(412);
    expect((await client.send('DELETE', `/imports/${id}`, { more: 1 })).status).to.equal(400);
    await stays('the worker goes on', async () => (await attempts(id)) === 1, 200);
  });

  it('give the places to the banks in turn: whoever asks again comes after all that wait', async () => {
    const again = await begin('officer');
    const later = (): void => void (world.time.now = new Date(world.time.now.getTime() + 1000));
    later();
    const [ccb, bureau] = [await begin('officer2'), await begin('auditor')];
    later();
    await failed(again.id);
    const asked = await again.client.patch(`/imports/${again.id}`, { mapping: { amountUnit: 'wan' } });
    expect(asked.status, asked.text).to.equal(202);
    startRunner();
    await started(ccb.id);
    await started(bureau.id);
    expect(await attempts(again.id)).to.equal(0);
  });

  it('let a bank run one import at a time', async () => {
    await begin('officer');
    expect((await upload(await world.as('colleague'), loansCsv(loanRow()))).body.code).to.equal('CONFLICT');
  });

  /** Puts an import into the state `failed`. */
  async function failed(id: string): Promise<void> {
    await world.owner.query('begin');
    await world.owner.query(ACTOR_SETTINGS);
    await world.owner.query(`update import set state = 'failed' where id = $1`, [id]);
    await world.owner.query('commit');
  }
});
