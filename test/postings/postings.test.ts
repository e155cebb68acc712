import { expect } from 'chai';
import pino from 'pino';
import { pendingSeconds } from '../../src/data/posting.queries.ts';
import { asSystem } from '../../src/data/as-actor.ts';
import { startHousekeeping } from '../../src/jobs/housekeeping.ts';
import type { Client } from '../support/client.ts';
import { file } from '../support/filing.ts';
import { until } from '../support/until.ts';
import { openWorld, type World } from '../support/world.ts';

describe('postings', () => {
  let world: World;
  let officer: Client;
  beforeEach(async () => {
    world = await openWorld();
    officer = await world.as('officer');
  });
  afterEach(() => world.close());

  const post = async (): Promise<void> => void (await world.owner.query('select from post_entries()'));

  it('publish the number, time and head of the latest one, and nothing else', async () => {
    expect((await world.anybody().get('/postings/latest')).status).to.equal(404);
    await file(officer);
    await post();
    const reply = await world.anybody().get('/postings/latest');
    const {
      rows: [row],
    } = await world.owner.query(`select no::int, at, encode(head, 'hex') as head from posting`);
    expect([reply.status, reply.body]).to.deep.equal([200, { no: 1, at: row.at.toISOString(), head: row.head }]);
    expect(reply.body.head).to.match(/^[0-9a-f]{64}$/);
    expect((await world.anybody().get('/postings/latest?x=1')).status).to.equal(400);
  });

  it('are listed for auditors by number, ascending, in pages', async () => {
    for (let n = 0; n < 5; n += 1) {
      await file(officer);
      await post();
    }
    const auditor = await world.as('auditor');
    const all = await auditor.get('/postings');
    expect(all.body.items.map(({ no, entries }: any) => [no, entries])).to.deep.equal([
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 1],
      [5, 1],
    ]);
    expect(Object.keys(all.body.items[0])).to.deep.equal(['no', 'at', 'entries', 'head']);
    expect(all.body.nextCursor).to.equal(null);
    const numbers: number[] = [];
    let cursor: string | null = null;
    do {
      const page: any = await auditor.get(
        `/postings?from=2&limit=2${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`,
      );
      expect(page.status, page.text).to.equal(200);
      numbers.push(...page.body.items.map(({ no }: any) => no));
      cursor = page.body.nextCursor;
      // A posting made between two pages appears in order.
      if (numbers.length === 2) await file(officer).then(post);
    } while (cursor !== null);
    expect(numbers).to.deep.equal([2, 3, 4, 5, 6]);
    for (const [query, path] of [
      ['from=0', 'from'],
      ['from=x', 'from'],
      ['from=2&cursor=abc', 'cursor'],
      ['x=1', 'x'],
    ]) {
      const reply = await auditor.get(`/postings?${query}`);
      expect([reply.status, reply.body.errors[0].path], query).to.deep.equal([400, path]);
    }
    const elsewhere = (await auditor.get('/postings?from=2&limit=2')).body.nextCursor;
    expect((await auditor.get(`/postings?from=1&limit=2&cursor=${encodeURIComponent(elsewhere)}`)).status).to.equal(
      400,
    );
  });

  it('are shown individually to auditors; an unknown number is not found', async () => {
    await file(officer);
    await post();
    const auditor = await world.as('auditor');
    expect((await auditor.get('/postings/1')).body).to.deep.equal((await auditor.get('/postings')).body.items[0]);
    for (const no of ['2', '0', '-1', '01', '1.0', 'x', '99999999999999999999'])
      expect((await auditor.get(`/postings/${no}`)).status, no).to.equal(404);
    for (const login of ['officer', 'firm', 'admin'])
      expect((await (await world.as(login)).get('/postings/1')).status).to.equal(403);
  });

  it('with audit events only are made at most once a minute', async () => {
    await post();
    const events = async (): Promise<number[]> =>
      (await world.owner.query('select events from posting order by no')).rows.map(({ events }) => events);
    expect((await events()).length).to.equal(1);
    await world.as('officer2');
    await post();
    expect((await events()).length, 'a session is an audit event').to.equal(1);
    await file(officer);
    await post();
    expect((await events()).length).to.equal(2);
    expect((await events())[1]).to.be.greaterThan(1);
  });

  it('are made within seconds by one of several processes', async () => {
    const log = pino({ level: 'silent' });
    const jobs = [1, 2, 3].map(() => startHousekeeping(world.db, world.tokens, () => world.time.now, log, 365));
    for (let n = 0; n < 3; n += 1) {
      await file(officer);
      await until(
        'nothing is pending',
        async () => (await world.owner.query('select count(*)::int as n from ledger_pending')).rows[0].n === 0,
      );
    }
    await Promise.all(jobs.map((job) => job.stop()));
    expect((await world.owner.query('select sum(entries)::int as n from posting')).rows[0].n).to.equal(3);
    expect((await world.owner.query('select * from verify_registry()')).rows).to.deep.equal([]);
  });

  it('that are late are reported in the log, the metrics and GET /readyz, which stays 200', async () => {
    const ready = async (): Promise<any> => (await fetch(`${world.url}/readyz`)).json();
    const gauge = async (): Promise<number> =>
      Number(/^zhidai_ledger_pending_seconds (\S+)$/m.exec(await (await fetch(`${world.url}/metrics`)).text())![1]);
    const seconds = (): Promise<number> =>
      asSystem(world.db, 'housekeeping', { action: 'test', at: world.time.now }, pendingSeconds);
    expect([(await ready()).ledger, await gauge(), await seconds()]).to.deep.equal([
      { pendingSeconds: 0, late: false },
      0,
      0,
    ]);
    await file(officer);
    expect((await ready()).ledger.late).to.equal(false);
    expect(await seconds()).to.be.greaterThan(0);
    // A session that holds the lock of the posting run.
    await world.owner.query(`update ledger_pending set written_at = written_at - interval '1 minute'`);
    expect([(await ready()).status, (await ready()).ledger.late, (await gauge()) > 59]).to.deep.equal([
      'ready',
      true,
      true,
    ]);
    const lines: any[] = [];
    const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
    await world.owner.query('begin; select from ledger_pending for update');
    const job = startHousekeeping(world.db, world.tokens, () => world.time.now, log, 365);
    await until('the log has a warning', () => lines.length > 0);
    await world.owner.query('rollback');
    await until('the entries are posted', async () => !(await ready()).ledger.late);
    await job.stop();
    expect(lines.map(({ msg, seconds: for_ }) => [msg, for_ > 59])).to.deep.equal([
      ['ledger entries are not being posted', true],
    ]);
    expect([(await ready()).ledger, await gauge()]).to.deep.equal([{ pendingSeconds: 0, late: false }, 0]);
  });

  it('read the events that they post, not the whole trail, also by a plan of a small one', async () => {
    await file(officer);
    await post();
    await world.owner.query(`select set_config('app.actor', 'test', false), set_config('app.role', 'system', false),
      set_config('app.action', 'test', false), set_config('app.now', now()::text, false)`);
    await world.owner.query(`insert into bank (code, name) select 'X' || n, 'x' from generate_series(1, 3000) n`);
    await file(officer);
    await post();
    await file(officer);
    // Statistics of the transactions before are not always flushed yet.
    const eventsRead = async (): Promise<number> => {
      const { rows } = await world.owner.query(
        `select (seq_tup_read + idx_tup_fetch)::int as n from pg_stat_xact_user_tables where relname = 'trail'`,
      );
      return rows[0].n;
    };
    await world.owner.query('begin');
    const before = await eventsRead();
    await post();
    const read = (await eventsRead()) - before;
    await world.owner.query('rollback');
    expect(read).to.be.within(1, 100);
  });
});
