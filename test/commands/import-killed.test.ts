import { expect } from 'chai';
import { loanRow, loansCsv } from '../support/imports.ts';
import { startKillable, type Killable } from '../support/killable.ts';
import { run } from '../support/process.ts';
import { upload } from '../support/upload.ts';

const ROWS = 9000;

describe('a registry that is killed in the middle of an import', function () {
  this.timeout(180_000);
  let registry: Killable;
  before(async () => {
    registry = await startKillable();
  });
  after(() => registry.remove());

  const stored = async (id: string): Promise<{ state: string; filings: number; trail: number }> =>
    (
      await registry.query(
        `select state, (select count(*)::int from filing) as filings, (select count(*)::int from trail where type = 'filing') as trail from import where id = $1`,
        [id],
      )
    )[0];
  const until = async (id: string, seen: (record: any) => boolean): Promise<any> => {
    for (;;) {
      const { body } = await registry.officer().get(`/imports/${id}`);
      if (seen(body)) return body;
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  };
  const over = ({ state }: { state: string }): boolean => !['reading', 'committing'].includes(state);

  let soFar = 0;
  for (const [moment, seen] of [
    ['while it is checked', (record: any) => record.state === 'reading' && record.rowsRead > 0],
    ['while it is filed', (record: any) => record.state === 'committing'],
  ] as const) {
    it(`has filed nothing of it, ${moment}; the next start files it whole, once`, async () => {
      const {
        body: { id },
      } = await upload(registry.officer(), loansCsv(...Array.from({ length: ROWS }, () => loanRow())), {
        mode: 'commit',
      });
      const at = await until(id, (record) => seen(record) || over(record));
      await registry.kill();
      const killed = await stored(id);
      expect(killed, JSON.stringify(at)).to.deep.equal({ state: at.state, filings: soFar, trail: soFar });
      await registry.start();
      expect(await until(id, over)).to.include({ state: 'committed', rowsRead: ROWS, filed: ROWS });
      soFar += ROWS;
      expect(await stored(id)).to.deep.equal({ state: 'committed', filings: soFar, trail: soFar });
      expect(await run('verify', { DATA_DIR: registry.dataDir })).to.deep.equal({ code: 0, output: 'ok\n' });
    });
  }

  it('says so when it is killed again and again, with nothing filed, and the next import can begin', async () => {
    const {
      body: { id },
    } = await upload(registry.officer(), loansCsv(...Array.from({ length: ROWS }, () => loanRow())), {
      mode: 'commit',
    });
    for (let turn = 0; turn < 3; turn += 1) {
      // What the last one had read stands until the next one begins.
      if (turn > 0) await until(id, (record) => record.rowsRead === 0 || over(record));
      await until(id, (record) => record.rowsRead > 0 || over(record));
      await registry.kill();
      await registry.start();
    }
    const record = await until(id, over);
    expect([record.state, record.failure?.code]).to.deep.equal(['failed', 'INTERRUPTED']);
    expect(record.failure.message).to.have.length.greaterThan(10);
    expect((await stored(id)).filings).to.equal(soFar);
    const next = await upload(registry.officer(), loansCsv(loanRow()), { mode: 'commit' });
    expect(await until(next.body.id, over)).to.include({ state: 'committed', filed: 1 });
  });
});
