import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { startEmbedded } from '../../src/embedded/embedded.ts';
import { connect } from '../../src/data/pool.ts';
import { Client } from '../support/client.ts';
import { loanRow, loansCsv } from '../support/imports.ts';
import { run, Running } from '../support/process.ts';
import { upload } from '../support/upload.ts';

const ROWS = 9000;

describe('a service that is killed during an import', function () {
  this.timeout(180_000);
  let dataDir: string;
  let running: Running;
  let url: string;
  let token: string;
  const officer = (): Client => new Client(url, () => token);

  const start = async (): Promise<void> => {
    running = new Running('start', { DATA_DIR: dataDir });
    url = await running.url();
  };
  const signIn = async (login: string, first: string): Promise<string> => {
    const password = 'Correct-Horse-9';
    const tokenFor = async (current: string): Promise<string> =>
      (await new Client(url).post('/auth/login', { login, password: current })).body.accessToken;
    const oneTime = await tokenFor(first);
    expect(
      (await new Client(url, () => oneTime).post('/auth/password', { oldPassword: first, newPassword: password }))
        .status,
    ).to.equal(204);
    return tokenFor(password);
  };
  before(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'zhidai-killed-'));
    await start();
    const admin = await signIn('admin', (await running.says(/password \/ 密码: (\S+)/))[1]!);
    const client = new Client(url, () => admin);
    expect((await client.put('/admin/regions/430211', { name: '天元区' })).status).to.equal(201);
    expect((await client.put('/admin/banks/ICBC', { name: '工商银行株洲分行' })).status).to.equal(201);
    const account = await client.post('/admin/accounts', {
      login: 'zhang',
      role: 'officer',
      displayName: '张三',
      bankCode: 'ICBC',
    });
    expect(account.status, account.text).to.equal(201);
    token = await signIn('zhang', account.body.password ?? account.body.oneTimePassword);
  });
  after(async () => {
    await running.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  /** Reads the state of an import and the number of filings, through a session of its own. */
  const stored = async (id: string): Promise<{ state: string; filings: number; trail: number }> => {
    const server = await startEmbedded({ dataDir, mode: 'attach', connect });
    const superuser = await connect({ ...server.superuser, database: 'zhidai' });
    try {
      const {
        rows: [row],
      } = await superuser.query(
        `select state, (select count(*)::int from filing) as filings, (select count(*)::int from trail where type = 'filing') as trail from import where id = $1`,
        [id],
      );
      return row;
    } finally {
      await superuser.end();
      await server.stop();
    }
  };
  const until = async (id: string, condition: (record: any) => boolean): Promise<any> => {
    for (;;) {
      const { body } = await officer().get(`/imports/${id}`);
      if (condition(body)) return body;
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  };
  const isFinished = ({ state }: { state: string }): boolean => !['reading', 'committing'].includes(state);

  let filedSoFar = 0;
  for (const [moment, isReached] of [
    ['while its rows are checked', (record: any) => record.state === 'reading' && record.rowsRead > 0],
    ['while its rows are filed', (record: any) => record.state === 'committing'],
  ] as const) {
    it(`has filed none of its rows when killed ${moment}; the next start files all of them once`, async () => {
      const {
        body: { id },
      } = await upload(officer(), loansCsv(...Array.from({ length: ROWS }, () => loanRow())), { mode: 'commit' });
      const reached = await until(id, (record) => isReached(record) || isFinished(record));
      running.signal('SIGKILL');
      await running.exited;
      expect(await stored(id), JSON.stringify(reached)).to.deep.equal({
        state: reached.state,
        filings: filedSoFar,
        trail: filedSoFar,
      });
      await start();
      expect(await until(id, isFinished)).to.include({ state: 'committed', rowsRead: ROWS, filed: ROWS });
      filedSoFar += ROWS;
      expect(await stored(id)).to.deep.equal({ state: 'committed', filings: filedSoFar, trail: filedSoFar });
      expect(await run('verify', { DATA_DIR: dataDir })).to.deep.equal({ code: 0, output: 'ok\n' });
    });
  }

  it('fails the import after three kills, with nothing filed, and accepts the next import', async () => {
    const {
      body: { id },
    } = await upload(officer(), loansCsv(...Array.from({ length: ROWS }, () => loanRow())), { mode: 'commit' });
    for (let attempt = 0; attempt < 3; attempt += 1) {
      // The next attempt resets the progress of the previous one.
      if (attempt > 0) await until(id, (record) => record.rowsRead === 0 || isFinished(record));
      await until(id, (record) => record.rowsRead > 0 || isFinished(record));
      running.signal('SIGKILL');
      await running.exited;
      await start();
    }
    const record = await until(id, isFinished);
    expect([record.state, record.failure?.code]).to.deep.equal(['failed', 'INTERRUPTED']);
    expect(record.failure.message).to.have.length.greaterThan(10);
    expect((await stored(id)).filings).to.equal(filedSoFar);
    const next = await upload(officer(), loansCsv(loanRow()), { mode: 'commit' });
    expect(await until(next.body.id, isFinished)).to.include({ state: 'committed', filed: 1 });
  });
});
