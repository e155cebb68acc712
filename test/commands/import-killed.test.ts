import { expect } from 'chai';
import { canListChildren, childrenOf, isAlive } from '../support/children.ts';
import { IMPORT_DEADLINE_MS, loanRow, loansCsv, settled } from '../support/imports.ts';
import { startKillable, type Killable } from '../support/killable.ts';
import { run } from '../support/process.ts';
import { until } from '../support/until.ts';
import { upload } from '../support/upload.ts';

const ROWS = 5000;

describe('a service that is killed during an import', function () {
  this.timeout(180_000);
  let service: Killable;
  before(async () => {
    service = await startKillable();
  });
  after(() => service.remove());

  const stored = async (id: string): Promise<{ state: string; filings: number; trail: number }> =>
    (
      await service.query(
        `select state, (select count(*)::int from filing) as filings, (select count(*)::int from trail where type = 'filing') as trail from import where id = $1`,
        [id],
      )
    )[0];
  const isFinished = ({ state }: { state: string }): boolean => !['reading', 'committing'].includes(state);
  const finished = (id: string): Promise<any> => settled(service.officer(), id);
  /** Waits until the import has got so far, or is finished. */
  const reaches = (id: string, what: string, isReached: (record: any) => boolean): Promise<any> =>
    until(
      what,
      async () => {
        const { body } = await service.officer().get(`/imports/${id}`);
        return (isReached(body) || isFinished(body)) && body;
      },
      IMPORT_DEADLINE_MS,
    );

  // The tests run on the same data, one after another.
  let filedSoFar = 0;
  for (const [moment, isReached] of [
    ['its rows are checked', (record: any) => record.state === 'reading' && record.rowsRead > 0],
    ['its rows are filed', (record: any) => record.state === 'committing'],
  ] as const) {
    it(`has filed none of its rows when killed while ${moment}; the next start files all of them once`, async () => {
      const {
        body: { id },
      } = await upload(service.officer(), loansCsv(...Array.from({ length: ROWS }, () => loanRow())), {
        mode: 'commit',
      });
      const reached = await reaches(id, moment, isReached);
      const workers = canListChildren
        ? childrenOf(service.pid()).filter(({ command }) => command.includes('import-worker'))
        : [];
      await service.kill();
      await until('its workers have ended', async () => !workers.some(({ pid }) => isAlive(pid)));
      expect(await stored(id), JSON.stringify(reached)).to.deep.equal({
        state: reached.state,
        filings: filedSoFar,
        trail: filedSoFar,
      });
      await service.start();
      expect(await finished(id)).to.include({ state: 'committed', rowsRead: ROWS, filed: ROWS });
      filedSoFar += ROWS;
      expect(await stored(id)).to.deep.equal({ state: 'committed', filings: filedSoFar, trail: filedSoFar });
      expect(await run('verify', { DATA_DIR: service.dataDir })).to.deep.equal({ code: 0, output: 'ok\n' });
    });
  }

  it('fails the import after three kills, with nothing filed, and accepts the next import', async () => {
    const {
      body: { id },
    } = await upload(service.officer(), loansCsv(...Array.from({ length: ROWS }, () => loanRow())), { mode: 'commit' });
    for (let attempt = 0; attempt < 3; attempt += 1) {
      // The next attempt resets the progress of the previous one.
      if (attempt > 0) await reaches(id, 'its progress is reset', ({ rowsRead }) => rowsRead === 0);
      await reaches(id, 'rows are read', ({ rowsRead }) => rowsRead > 0);
      await service.kill();
      await service.start();
    }
    const record = await finished(id);
    expect([record.state, record.failure?.code]).to.deep.equal(['failed', 'INTERRUPTED']);
    expect(record.failure.message).to.have.length.greaterThan(10);
    expect((await stored(id)).filings).to.equal(filedSoFar);
    const next = await upload(service.officer(), loansCsv(loanRow()), { mode: 'commit' });
    expect(await finished(next.body.id)).to.include({ state: 'committed', filed: 1 });
  });
});
