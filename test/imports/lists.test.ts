import { expect } from 'chai';
import type { Client } from '../support/client.ts';
import { goodFiling } from '../support/filing.ts';
import { csvText, errorsOf, HEADINGS, imported, loanRow, rowsOf } from '../support/imports.ts';
import { expectProblem } from '../support/problem.ts';
import { differencesSql } from '../support/totals-differences.ts';
import { upload } from '../support/upload.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';
import { composeUscc } from '../../src/domain/firm/uscc.ts';

describe('imports of lists', function () {
  this.timeout(120_000);
  let world: World;
  let auditor: Client;
  before(async () => {
    world = await openWorld();
    auditor = await world.as('auditor');
  });
  after(() => world.close());

  const verdicts = async (id: string): Promise<string[]> => (await rowsOf(auditor, id)).map(({ verdict }) => verdict);
  const outcome = (record: any) => [
    record.state,
    record.report && [record.report.new, record.report.changed, record.report.unchanged, record.report.refused],
  ];

  it('import published lists of high-tech firms, with a verdict per row, and link the affected filings again', async () => {
    const officer = await world.as('officer');
    const filing = await officer.post(
      '/filings',
      goodFiling({ uscc: FIRMS.F5, firmName: '株洲新锐科技有限公司', disbursedOn: '2025-06-01', dueOn: '2026-06-01' }),
    );
    expect(filing.body.status.highTech).to.equal(null);
    const list = csvText([
      ['湖南省 2024 年高新技术企业名单'],
      ['序号', '企业名称', '统一社会信用代码', '证书编号', '发证日期', '所属区县'],
      ['1', '株洲新锐科技有限公司', FIRMS.F5, 'GR202443000901', '2024-12-01', '天元区'],
      ['2', '株洲远航轨道科技有限公司', FIRMS.F2, 'GR202443000002', '2024/11/1', '石峰区'],
      ['3', '株洲星火智能装备有限公司', FIRMS.F1, 'GR202343000001', '2023年10月20日', '天元区'],
      ['4', '株洲星火智能装备有限公司', FIRMS.F1, 'GR202443000777', '2024-01-01', '天元区'],
      ['5', '他人', FIRMS.F3, 'GR201843000004', '2018-10-17', ''],
      ['6', '株洲新企有限公司', FIRMS.F7, 'GR202443000903', '', '荷塘区'],
    ]);
    const checked = await imported(auditor, list, { kind: 'qualifications' });
    expect(await verdicts(checked.id)).to.deep.equal(['new', 'unchanged', 'changed', 'new', 'refused', 'refused']);
    expect((await errorsOf(auditor, checked.id)).map(({ row, code }) => [row, code])).to.deep.equal([
      [7, 'CERTIFICATE_ELSEWHERE'],
      [8, 'PERIOD_MISSING'],
    ]);
    const done = await imported(auditor, list, { kind: 'qualifications', mode: 'commit', partial: 'true' });
    expect(outcome(done)).to.deep.equal(['committed', [2, 1, 1, 2]]);
    expect(done.report.relinked).to.equal(1);
    expect((await officer.get(`/filings/${filing.body.id}`)).body.status.highTech).to.deep.equal({
      certificateNo: 'GR202443000901',
      validFrom: '2024-12-01',
      validTo: '2027-11-30',
    });
    expect((await world.owner.query(differencesSql('filings'))).rows).to.deep.equal([]);
    const again = await imported(auditor, list, { kind: 'qualifications', mode: 'commit', partial: 'true' });
    expect(outcome(again)).to.deep.equal(['committed', [0, 0, 4, 2]]);
    expect(
      (
        await world.owner.query(
          `select action, actor from trail where type = 'qualification' and record_id = 'high_tech/GR202443000901'`,
        )
      ).rows,
    ).to.deep.equal([{ action: 'import.commit', actor: 'auditor' }]);
  });

  it('let technology SMEs with a year alone count from 1 January to 31 March of the next year', async () => {
    const list = csvText([
      ['企业名称', '统一社会信用代码', '入库登记编号', '年度'],
      ['醴陵新釉陶瓷材料有限公司', FIRMS.F3, '202743021100000003', '2027'],
      ['株洲旧铁机械有限公司', FIRMS.F4, '202543020200000004', '2025年'],
    ]);
    const done = await imported(auditor, list, { kind: 'qualifications', mode: 'commit' });
    expect(outcome(done)).to.deep.equal(['committed', [2, 0, 0, 0]]);
    const { rows } = await world.owner.query(
      `select certificate_no, valid_from::text, valid_to::text from qualification where certificate_no in ('202743021100000003', '202543020200000004') order by 1`,
    );
    expect(rows).to.deep.equal([
      { certificate_no: '202543020200000004', valid_from: '2025-01-01', valid_to: '2026-03-31' },
      { certificate_no: '202743021100000003', valid_from: '2027-01-01', valid_to: '2028-03-31' },
    ]);
  });

  it('say before the commit which years’ figures move and by how much', async () => {
    const officer = await world.as('officer');
    const uscc = composeUscc('91430200', '00777001');
    const firm = { uscc, firmName: '株洲晚到名单科技有限公司' };
    const file = async (disbursedOn: string, amount: string): Promise<void> => {
      const dueOn = `${Number(disbursedOn.slice(0, 4)) + 1}-01-01`;
      const filed = await officer.post('/filings', goodFiling({ ...firm, disbursedOn, dueOn, amount }));
      if (filed.body.state === 'submitted') {
        const accepted = await auditor.post(`/filings/${filed.body.id}/accept`, {}, { 'If-Match': '"1"' });
        expect(accepted.status, accepted.text).to.equal(200);
      }
    };
    await file('2026-01-15', '1000000.00');
    await file('2026-03-01', '2500000.50');
    const list = csvText([
      ['企业名称', '统一社会信用代码', '证书编号', '发证日期', '区县'],
      [firm.firmName, uscc, 'GR202643000701', '2026-02-01', '荷塘区'],
    ]);
    const checked = await imported(auditor, list, { kind: 'qualifications' });
    const none = { filings: 0, amount: '0.00' };
    const parts = { both: none, highTechOnly: none, techSmeOnly: none };
    expect((await auditor.get(`/imports/${checked.id}`)).body.effect).to.deep.equal([
      {
        year: 2026,
        relinked: 1,
        before: { ...parts, neither: { filings: 2, amount: '3500000.50' } },
        after: {
          ...parts,
          highTechOnly: { filings: 1, amount: '2500000.50' },
          neither: { filings: 1, amount: '1000000.00' },
        },
      },
    ]);
    const total = async () => (await auditor.get('/totals?from=2026&to=2026')).body.total.highTech;
    const before = await total();
    const done = await imported(auditor, list, { kind: 'qualifications', mode: 'commit' });
    expect(done.report.relinked).to.equal(1);
    const after = await total();
    expect(Number(after.amount) - Number(before.amount)).to.equal(2_500_000.5);
    const again = await imported(auditor, list, { kind: 'qualifications' });
    expect((await auditor.get(`/imports/${again.id}`)).body.effect).to.deep.equal([]);
  });

  it('file all rows or none', async () => {
    const list = csvText([
      ['企业名称', '统一社会信用代码', '证书编号', '发证日期', '区县'],
      ['株洲新企有限公司', FIRMS.F7, 'GR202543000001', '2025-10-01', '荷塘区'],
      ['株洲新企有限公司', FIRMS.F7, 'GR202543000001', '2025-10-02', '荷塘区'],
    ]);
    const blocked = await imported(auditor, list, { kind: 'qualifications', mode: 'commit' });
    expect([blocked.state, blocked.failure.code, blocked.invalid]).to.deep.equal(['checked', 'ROWS_INVALID', 1]);
    expect((await errorsOf(auditor, blocked.id)).map(({ row, code }) => [row, code])).to.deep.equal([
      [3, 'ROW_REPEATED'],
    ]);
    expect((await auditor.get(`/firms/${FIRMS.F7}`)).status).to.equal(404);
  });

  it('keep a renewed certificate that begins before the old one ends, and link a loan of those weeks once', async () => {
    const officer = await world.as('officer');
    const list = csvText([
      ['企业名称', '统一社会信用代码', '证书编号', '发证日期', '区县'],
      ['株洲新企有限公司', FIRMS.F7, 'GR202243000071', '2022-10-18', '荷塘区'],
      ['株洲新企有限公司', FIRMS.F7, 'GR202543000071', '2025-10-04', '荷塘区'],
    ]);
    const done = await imported(auditor, list, { kind: 'qualifications', mode: 'commit' });
    expect(outcome(done)).to.deep.equal(['committed', [2, 0, 0, 0]]);
    const loan = goodFiling({ uscc: FIRMS.F7, firmName: '株洲新企有限公司', dueOn: '2026-05-01' });
    for (const [disbursedOn, certificateNo] of [
      ['2025-10-03', 'GR202243000071'],
      ['2025-10-10', 'GR202543000071'],
    ])
      expect(
        (await officer.post('/filings', { ...loan, disbursedOn, receiptNo: disbursedOn })).body.status.highTech,
      ).to.include({ certificateNo });
  });

  it('accept ten thousand firms in one file', async () => {
    const codes = Array.from({ length: 10_000 }, (_, index) =>
      composeUscc('91430200', String(500_000 + index).padStart(8, '0')),
    );
    const list = csvText([
      ['企业名称', '统一社会信用代码', '证书编号', '发证日期', '区县'],
      ...codes.map((code, index) => [
        `株洲第${index}科技有限公司`,
        code,
        `GR202443${String(100_000 + index)}`,
        '2024-10-10',
        '荷塘区',
      ]),
    ]);
    const done = await imported(auditor, list, { kind: 'qualifications', mode: 'commit' });
    expect(outcome(done), JSON.stringify(done)).to.deep.equal(['committed', [10_000, 0, 0, 0]]);
    expect(
      (await world.owner.query(`select count(*)::int as n from firm where listed and uscc = any ($1)`, [codes])).rows[0]
        .n,
    ).to.equal(10_000);
  });

  it('register, rename and move firms; a code with a wrong check character needs a reason', async () => {
    const list = csvText([
      ['企业名称', '统一社会信用代码', '区县', '行业代码', '登记原因'],
      ['株洲星火智能装备股份有限公司', FIRMS.F1, '荷塘区', 'C3499', ''],
      ['株洲旧铁机械有限公司', FIRMS.F4, '430202', '', ''],
      ['株洲云帆算法有限公司', FIRMS.F6, '石峰区', '', ''],
      ['福建某公司', '91350100M0001TGQXM', '江岸区', '', '执照如此'],
      ['误填公司', '91350100M0001TGQXN', '江岸区', '', ''],
    ]);
    const done = await imported(auditor, list, { kind: 'firms', mode: 'commit', partial: 'true' });
    expect(outcome(done)).to.deep.equal(['committed', [2, 1, 1, 1]]);
    expect((await errorsOf(auditor, done.id)).map(({ row, code }) => [row, code])).to.deep.equal([[6, 'USCC_CHECK']]);
    expect((await auditor.get(`/firms/${FIRMS.F1}`)).body).to.deep.include({
      name: '株洲星火智能装备股份有限公司',
      region: { code: '430202', name: '荷塘区' },
      industryCode: 'C3499',
    });
    const officer = await world.as('officer');
    expect(
      (await officer.post('/filings', goodFiling({ uscc: '91350100M0001TGQXM', firmName: '福建某公司' }))).status,
    ).to.equal(201);
  });

  it('are limited to the regions of a regional auditor', async () => {
    const regional = await world.as('regional');
    const list = csvText([
      ['企业名称', '统一社会信用代码', '区县'],
      ['醴陵新釉陶瓷股份有限公司', FIRMS.F3, '醴陵市'],
      ['株洲远航轨道科技有限公司', FIRMS.F2, '天元区'],
      ['新', '91430200000000123X', '石峰区'],
    ]);
    const record = await imported(regional, list, { kind: 'firms' });
    expect((await errorsOf(regional, record.id)).map(({ row, code }) => [row, code])).to.deep.include.members([
      [3, 'REGION_NOT_YOURS'],
    ]);
    expect((await auditor.get(`/imports/${record.id}`)).status).to.equal(200);
    const mine = await imported(auditor, list, { kind: 'firms' });
    expectProblem(await regional.get(`/imports/${mine.id}`), 404, 'NOT_FOUND');
  });

  it('are allowed to auditors only, and filings to officers only', async () => {
    expectProblem(await upload(await world.as('officer'), 'x', { kind: 'firms' }), 403, 'FORBIDDEN');
    expectProblem(await upload(auditor, 'x', { kind: 'filings' }), 403, 'FORBIDDEN');
    expectProblem(await upload(await world.as('firm'), 'x', { kind: 'filings' }), 403, 'FORBIDDEN');
  });
});

describe('an import of history', function () {
  this.timeout(60_000);
  let world: World;
  let auditor: Client;
  before(async () => {
    world = await openWorld();
    auditor = await world.as('auditor');
  });
  after(() => world.close());

  const headings = [...HEADINGS, '备案编号', '备案日期', '贷款银行'];
  const past = (number: string, filedOn: string, change = {}): string[] => [
    ...loanRow({ 放款日期: '2023-03-15', 到期日期: '2024-03-15', ...change }),
    number,
    filedOn,
    '工商银行株洲分行',
  ];

  it('preserves numbers, days and years, and records the auditor in the audit trail', async () => {
    const done = await imported(
      auditor,
      csvText([
        headings,
        past('株科备〔2023〕17号', '2023-04-01'),
        past('ZD2026-000001', '2024-01-05'),
        past('ZD2026-000002', '2023-05-01', { 统一社会信用代码: FIRMS.F5, 企业名称: '株洲旧事有限公司' }),
      ]),
      { kind: 'history', mode: 'commit' },
    );
    expect(done, JSON.stringify(done)).to.include({ state: 'committed', filed: 3 });
    const { rows } = await world.owner.query(
      'select number, filed_on::text, state, bank_code, submitted_at::text from filing order by filed_on',
    );
    expect(rows.map(({ number, filed_on, state, bank_code }) => [number, filed_on, state, bank_code])).to.deep.equal([
      ['株科备〔2023〕17号', '2023-04-01', 'accepted', 'ICBC'],
      ['ZD2026-000002', '2023-05-01', 'accepted', 'ICBC'],
      ['ZD2026-000001', '2024-01-05', 'accepted', 'ICBC'],
    ]);
    for (const number of ['株科备〔2023〕17号', '株科备'])
      expect(
        (await auditor.get(`/filings?q=${encodeURIComponent(number)}`)).body.items.map((item: any) => item.number),
      ).to.deep.equal(['株科备〔2023〕17号']);
    const totals = (await auditor.get('/totals?from=2023&to=2024')).body.rows.map((row: any) => [
      row.year,
      row.filings,
    ]);
    expect(totals).to.deep.equal([
      [2023, 2],
      [2024, 1],
    ]);
    expect(
      (await world.owner.query(`select distinct actor, role, action from trail where type = 'filing'`)).rows,
    ).to.deep.equal([{ actor: 'auditor', role: 'auditor', action: 'import.commit' }]);
    expect((await world.owner.query(differencesSql('filings'))).rows).to.deep.equal([]);
  });

  it('never reuses a filing number assigned before or after it', async () => {
    const officer = await world.as('officer');
    const filing = await officer.post('/filings', goodFiling());
    const record = await imported(
      auditor,
      csvText([
        headings,
        past(filing.body.number, '2023-04-01'),
        past('ZD2026-000009', '2023-04-01'),
        past('ZD2026-000009', '2023-04-02'),
        past('X1', '2023-03-01'),
      ]),
      { kind: 'history' },
    );
    expect((await errorsOf(auditor, record.id)).map(({ row, field, code }) => [row, field, code])).to.deep.equal([
      [2, 'number', 'NUMBER_TAKEN'],
      [4, 'number', 'ROW_REPEATED'],
      [5, 'filedOn', 'FILED_BEFORE_DISBURSED'],
    ]);
  });
});
