/** Loans disbursed before any version of the programme rules, whichever way they are filed. */
import { expect } from 'chai';
import { ifMatch, type Client } from '../support/client.ts';
import { file, goodFiling, rules } from '../support/filing.ts';
import { imported, loanRow, loansCsv } from '../support/imports.ts';
import { openWorld, type World } from '../support/world.ts';

const BEFORE = { disbursedOn: '2021-12-31', dueOn: '2022-12-31' };
const AFTER = { disbursedOn: '2022-01-01', dueOn: '2022-12-31' };

describe('a loan that no version of the programme rules covers', () => {
  let world: World;
  let officer: Client;

  before(async () => {
    world = await openWorld();
    officer = await world.as('officer');
  });
  after(() => world.close());

  it('waits for an auditor, with a flag that names the day', async () => {
    const filed = await file(officer, goodFiling(BEFORE));
    expect(filed.body).to.include({ state: 'submitted', number: null });
    expect(rules(filed)).to.deep.equal(['NO_PROGRAMME']);
    expect(filed.body.flags[0].message).to.contain('2021-12-31');
    expect(rules(await file(officer, goodFiling(AFTER)))).to.not.include('NO_PROGRAMME');
  });

  it('is flagged by the check, in a batch, and where its region has no version', async () => {
    const checked = await officer.post('/filings/check', goodFiling(BEFORE));
    expect(rules(checked)).to.deep.equal(['NO_PROGRAMME']);
    expect(checked.body.checks.map(({ outcome }: { outcome: string }) => outcome)).to.not.include('passed');
    const items = [{ clientRef: 'a', ...goodFiling(BEFORE) }];
    const [result] = (await officer.post('/filings/batch', { items })).body.results;
    expect(result).to.include({ status: 201 });
    expect(rules({ body: result.filing })).to.deep.equal(['NO_PROGRAMME']);

    const admin = await world.as('admin');
    await admin.put('/admin/regions/110101', { name: '东城区' });
    expect(rules(await file(officer, goodFiling({ regionCode: '110101' })))).to.deep.equal(['NO_PROGRAMME']);
  });

  it('is flagged in an import, and counts only once an auditor accepts it', async () => {
    const row = loanRow({ 放款日期: BEFORE.disbursedOn, 到期日期: BEFORE.dueOn });
    expect(await imported(officer, loansCsv(row), { mode: 'commit' })).to.include({ state: 'committed' });
    const listed = (await officer.get('/filings?disbursedTo=2021-12-31&flagged=true&sort=-submittedAt')).body.items;
    expect(listed).to.have.length(3);
    for (const filing of listed) expect(rules({ body: filing }), filing.id).to.include('NO_PROGRAMME');
  });

  it('is corrected to a day with a version, and then has no such flag', async () => {
    const filed = await file(officer, goodFiling(BEFORE));
    const corrected = await officer.patch(
      `/filings/${filed.body.id}`,
      { disbursedOn: '2026-03-15', dueOn: '2027-03-15' },
      ifMatch(filed),
    );
    expect(corrected.body).to.include({ state: 'accepted' });
    expect(rules(corrected)).to.deep.equal([]);
  });
});
