import { connect as dial, type Socket } from 'node:net';
import { expect } from 'chai';
import { createDownloads, type DownloadLimits, type Downloads, type FileTable } from '../../src/http/downloads.ts';
import { inBatches } from '../../src/data/in-batches.ts';
import { sql } from 'kysely';
import type { Client } from '../support/client.ts';
import { openWorld, type World } from '../support/world.ts';

const LIMITS: DownloadLimits = { atOnce: 3, perSession: 2, waiting: 2, waitMs: 300, stalledMs: 400, maxMs: 60_000 };

describe('the download of a file', function () {
  this.timeout(60_000);
  let world: World;
  let [officer, auditor] = [] as unknown as [Client, Client];
  before(async () => {
    world = await openWorld();
    [officer, auditor] = [await world.as('officer'), await world.as('auditor')];
    // More than all buffers hold, also when compressed: 20,000 names with 640 random bytes each.
    await world.owner.query('begin');
    await world.owner.query(
      `set local app.actor = 'x'; set local app.role = 'system'; set local app.action = 'test'; set local app.now = '2026-06-15T02:00:00Z'`,
    );
    await world.owner.query(`insert into firm (uscc, name, name_key, initials, region_code, listed)
      select 'X' || lpad(n::text, 17, '0'), (select string_agg(md5(n || ' ' || k), '') from generate_series(1, 40) k), n::text, 'X', '430211', true from generate_series(1, 20000) n`);
    await world.owner.query('commit');
  });
  after(() => world.close());

  /** Number of transactions that read rows of an export. */
  const openTransactions = async (): Promise<number> =>
    (
      await world.owner.query(
        `select count(*)::int as n from pg_stat_activity where datname = current_database() and usename <> 'zhidai_owner' and xact_start is not null and query ilike '%row_by_row%'`,
      )
    ).rows[0].n;
  const eventually = async (check: () => Promise<boolean>, ms = 30_000): Promise<boolean> => {
    for (const end = performance.now() + ms; performance.now() < end;) {
      if (await check()) return true;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return false;
  };
  /** Sends a request and does not read the response. */
  const requestWithoutReading = (path: string, client: Client): Socket => {
    const socket = dial(Number(new URL(world.url).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(`GET /api/v1${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${client.token!()}\r\n\r\n`);
    socket.pause();
    return socket;
  };

  for (const format of ['csv', 'xlsx']) {
    it(`waits for a slow reader of ${format}, and ends its transaction when the reader disconnects`, async () => {
      const socket = requestWithoutReading(`/firms?format=${format}`, auditor);
      expect(await eventually(async () => (await openTransactions()) === 1)).to.equal(true);
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect(await openTransactions(), 'still waiting').to.equal(1);
      socket.destroy();
      expect(await eventually(async () => (await openTransactions()) === 0)).to.equal(true);
      // Other requests are served.
      expect((await officer.get('/firms?limit=1')).status).to.equal(200);
    });
  }

  it('does not affect other requests when its database connection is lost while idle', async () => {
    const socket = requestWithoutReading('/firms?format=csv', auditor);
    const idle = async (): Promise<number> =>
      (
        await world.owner.query(
          `select count(*)::int as n from pg_stat_activity where datname = current_database() and state = 'idle in transaction' and query ilike '%row_by_row%'`,
        )
      ).rows[0].n;
    expect(await eventually(async () => (await idle()) === 1)).to.equal(true);
    await world.owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike '%row_by_row%' and pid <> pg_backend_pid()`,
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await officer.get('/firms?limit=1')).status).to.equal(200);
    socket.destroy();
  });

  it('is aborted, not completed, when its database connection is lost', async () => {
    const response = await fetch(`${world.url}/api/v1/firms?format=csv`, {
      headers: { Authorization: `Bearer ${auditor.token!()}` },
    });
    expect(response.status).to.equal(200);
    expect(await eventually(async () => (await openTransactions()) === 1)).to.equal(true);
    await world.owner
      .query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike '%row_by_row%' and pid <> pg_backend_pid()`,
      )
      .catch(() => undefined);
    const end = await response.text().then(
      () => 'complete',
      () => 'aborted',
    );
    expect(end).to.equal('aborted');
  });

  describe('with small limits', () => {
    let downloads: Downloads;
    before(() => {
      downloads = createDownloads(world.db, LIMITS);
    });

    const table = (rows: FileTable['rows']): FileTable => ({
      name: 'x',
      title: 'x',
      about: [],
      columns: [{ title: 'a', kind: 'text' }],
      rows,
    });
    const download = (client: Client, rows: (tx: never) => FileTable['rows']) =>
      downloads.answer({
        sessionId: client.ids.sessionId,
        audit: { action: 'test', at: world.time.now },
        format: 'csv',
        language: 'en',
        headOnly: false,
        open: async (tx) => table(rows(tx as never)),
      });
    const endless = (tx: never): FileTable['rows'] =>
      inBatches(tx, {
        compile: () => sql<never>`select repeat('x', 10000) as a from generate_series(1, 100000)`.compile(tx),
      });

    it('is limited per session, and refused after waiting too long', async () => {
      // Files that do not fit into the buffers, so that they stay open until they are read.
      const long = (): FileTable['rows'] => [[['x'.repeat(1_000_000)]]];
      const [first, second] = [await download(auditor, long), await download(auditor, long)];
      const refused = await download(auditor, () => [[['3']]]).then(
        () => 'served',
        (error: { code: string }) => error.code,
      );
      expect(refused).to.equal('TOO_MANY_REQUESTS');
      // Other sessions have slots.
      const other = await download(officer, long);
      for (const answer of [first, second, other]) for await (const _ of answer.stream!.content);
      const third = await download(auditor, () => [[['5']]]);
      let text = '';
      for await (const chunk of third.stream!.content) text += Buffer.from(chunk as Uint8Array).toString();
      expect(text).to.equal('\ufeffa\r\n5\r\n');
    });

    it('starts when another one has ended', async () => {
      const long = (): FileTable['rows'] => [[['x'.repeat(1_000_000)]]];
      const answers = [await download(auditor, long), await download(auditor, long)];
      const waiting = download(auditor, () => [[['3']]]);
      for (const answer of answers) for await (const _ of answer.stream!.content);
      for await (const _ of (await waiting).stream!.content);
    });

    it('is aborted if the reader reads nothing', async () => {
      const answer = await download(auditor, endless);
      expect(
        await eventually(async () => (answer.stream!.content as unknown as { destroyed: boolean }).destroyed),
      ).to.equal(true);
      expect(await eventually(async () => (await openTransactions()) === 0)).to.equal(true);
    });

    it('fails before the response starts if the first row cannot be read', async () => {
      const failing = async function* (): AsyncGenerator<never> {
        throw new Error('no such table');
      };
      expect(
        await download(auditor, failing).then(
          () => 'served',
          (error: Error) => error.message,
        ),
      ).to.equal('no such table');
    });
  });
});
