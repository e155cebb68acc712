import type { Readable } from 'node:stream';
import { expect } from 'chai';
import { createDownloads, type DownloadLimits, type Downloads, type FileTable } from '../../src/http/downloads.ts';
import { createSlots, type SlotLimits } from '../../src/http/slots.ts';
import { inBatches } from '../../src/data/in-batches.ts';
import { sql } from 'kysely';
import type { Client } from '../support/client.ts';
import { requestWithoutReading } from '../support/raw-http.ts';
import { changeAsOwner } from '../support/raw.ts';
import { stays, until } from '../support/until.ts';
import { openWorld, type World } from '../support/world.ts';

const LIMITS: DownloadLimits = { stalledMs: 400, maxMs: 60_000 };
const SLOTS: SlotLimits = { atOnce: 3, perKey: 2, waiting: 2, waitMs: 300 };

describe('the download of a file', function () {
  this.timeout(60_000);
  let world: World;
  let [officer, auditor] = [] as unknown as [Client, Client];
  before(async () => {
    world = await openWorld();
    [officer, auditor] = [await world.as('officer'), await world.as('auditor')];
    // More than all buffers hold, also when compressed: 20,000 names with 640 random bytes each.
    await changeAsOwner(world, [
      `insert into firm (uscc, name, name_key, initials, region_code, listed)
      select 'X' || lpad(n::text, 17, '0'), (select string_agg(md5(n || ' ' || k), '') from generate_series(1, 40) k), n::text, 'X', '430211', true from generate_series(1, 20000) n`,
    ]);
  });
  after(() => world.close());

  /** Transactions that read rows of an export, in this state if one is given. */
  const openTransactions = async (state = '%'): Promise<number> =>
    (
      await world.owner.query(
        `select count(*)::int as n from pg_stat_activity where datname = current_database() and usename <> 'zhidai_owner' and xact_start is not null and state like $1 and query ilike '%row_by_row%'`,
        [state],
      )
    ).rows[0].n;
  const untilOpen = (state?: string): Promise<unknown> =>
    until('one transaction reads rows', async () => (await openTransactions(state)) === 1);
  const untilClosed = (): Promise<unknown> =>
    until('no transaction reads rows', async () => (await openTransactions()) === 0);
  const terminateThem = (): Promise<unknown> =>
    world.owner.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query ilike '%row_by_row%' and pid <> pg_backend_pid()`,
    );

  for (const format of ['csv', 'xlsx']) {
    it(`waits for a slow reader of ${format}, and ends its transaction when the reader disconnects`, async () => {
      const socket = requestWithoutReading(auditor, `/firms?format=${format}`);
      await untilOpen();
      await stays('the transaction waits for the reader', async () => (await openTransactions()) === 1, 500);
      socket.destroy();
      await untilClosed();
      // Other requests are served.
      expect((await officer.get('/firms?limit=1')).status).to.equal(200);
    });
  }

  it('does not affect other requests when its database connection is lost while idle', async () => {
    const socket = requestWithoutReading(auditor, '/firms?format=csv');
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    await untilOpen('idle in transaction');
    await terminateThem();
    await untilClosed();
    expect((await officer.get('/firms?limit=1')).status).to.equal(200);
    // The rest is read, up to where the service breaks off.
    socket.resume();
    await closed;
    expect((await officer.get('/firms?limit=1')).status).to.equal(200);
  });

  it('is aborted, not completed, when its database connection is lost', async () => {
    const response = await fetch(`${world.url}/api/v1/firms?format=csv`, {
      headers: { Authorization: `Bearer ${auditor.token!()}` },
    });
    expect(response.status).to.equal(200);
    await untilOpen();
    await terminateThem();
    const end = await response.text().then(
      () => 'complete',
      () => 'aborted',
    );
    expect(end).to.equal('aborted');
  });

  describe('with small limits', () => {
    let downloads: Downloads;
    before(() => {
      downloads = createDownloads(world.db, createSlots(SLOTS), LIMITS);
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
        session: client.ids,
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

    it('is limited per account, whatever its sessions, and refused after waiting too long', async () => {
      // Files that do not fit into the buffers, so that they stay open until they are read.
      const long = (): FileTable['rows'] => [[['x'.repeat(1_000_000)]]];
      const elsewhere = await world.session('auditor');
      const [first, second] = [await download(auditor, long), await download(elsewhere, long)];
      const refused = await download(auditor, () => [[['3']]]).then(
        () => 'served',
        (error: { code: string }) => error.code,
      );
      expect(refused).to.equal('TOO_MANY_REQUESTS');
      // Other accounts have slots.
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
      await until('the download is aborted', () => (answer.stream!.content as Readable).destroyed);
      await untilClosed();
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
