import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import type { Client, Reply } from '../support/client.ts';
import { goodFiling } from '../support/filing.ts';
import { csvText, errorsOf, imported } from '../support/imports.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

const fieldErrors = (reply: Reply): string[] => {
  expect(reply.status, reply.text).to.equal(400);
  return reply.body.errors.map((error: { path: string; code: string }) => `${error.path} ${error.code}`);
};

const LITTLE_GIANT = {
  nameZh: '专精特新小巨人企业',
  nameEn: 'little giant',
  shortZh: '小巨人',
  shortEn: 'little giant',
  numberTitleZh: '小巨人编号',
  numberTitleEn: 'little giant no.',
  numberPattern: '^XJR20[0-9]{2}[0-9]{6}$',
  headings: ['专精特新', '小巨人'],
  validity: 'months',
  validityMonths: 36,
  position: 3,
};

describe('kinds of qualifications', function () {
  this.timeout(120_000);
  let world: World;
  let [admin, auditor, officer] = [] as unknown as [Client, Client, Client];
  before(async () => {
    world = await openWorld();
    [admin, auditor, officer] = [await world.as('admin'), await world.as('auditor'), await world.as('officer')];
  });
  after(() => world.close());

  const put = (body: unknown, code = 'little_giant'): Promise<Reply> =>
    admin.put(`/admin/qualification-kinds/${code}`, body);
  const csv = async (path: string): Promise<Record<string, string>[]> => {
    const { text } = await auditor.get(path);
    return parse(text, { bom: true, columns: true });
  };

  it('are two at first, in their order, and anybody may read them', async () => {
    const { body } = await (await world.as('firm')).get('/qualification-kinds');
    expect(body.items.map((kind: any) => [kind.code, kind.validity, kind.inTwoByTwo])).to.deep.equal([
      ['high_tech', 'months', true],
      ['tech_sme', 'year', true],
    ]);
  });

  it('are refused with every error at its path', async () => {
    expect(fieldErrors(await put({}))).to.have.members(
      ['nameZh', 'nameEn', 'shortZh', 'shortEn', 'validity'].map((field) => `${field} REQUIRED`),
    );
    for (const [change, fault] of [
      [{ numberPattern: '^(A{9}){9}$' }, 'numberPattern FORMAT'],
      [{ headings: [' '] }, 'headings FORMAT'],
      [{ validity: 'ever' }, 'validity UNKNOWN_WORD'],
      [{ validityMonths: null }, 'validityMonths REQUIRED'],
      [{ validity: 'year' }, 'validityMonths NOT_ALLOWED'],
      [{ inTwoByTwo: true }, 'inTwoByTwo UNKNOWN_FIELD'],
    ] as const)
      expect(fieldErrors(await put({ ...LITTLE_GIANT, ...change })), fault).to.deep.equal([fault]);
    expect(fieldErrors(await put(LITTLE_GIANT, 'Little'))).to.deep.equal(['code FORMAT']);
    expect((await auditor.put('/admin/qualification-kinds/little_giant', LITTLE_GIANT)).status).to.equal(403);
  });

  it('are entered, changed and audited', async () => {
    const entered = await put({ ...LITTLE_GIANT, nameEn: 'giant' });
    expect(entered.status, entered.text).to.equal(201);
    const changed = await admin.put('/admin/qualification-kinds/little_giant', LITTLE_GIANT, {
      'If-Match': entered.headers.get('etag')!,
    });
    expect(changed.body).to.deep.equal({ code: 'little_giant', ...LITTLE_GIANT, inTwoByTwo: false, version: 2 });
    const { rows } = await world.owner.query(
      `select action, version, actor from trail where type = 'qualification_kind' and actor = 'admin' order by id`,
    );
    expect(rows).to.deep.equal([
      { action: 'qualification-kind.put', version: 1, actor: 'admin' },
      { action: 'qualification-kind.put', version: 2, actor: 'admin' },
    ]);
  });

  it('of an administrator are imported, linked, shown and exported like the first two', async () => {
    const before = await officer.post('/filings', goodFiling({ uscc: FIRMS.F2, firmName: '株洲远航轨道科技有限公司' }));
    expect(before.body.qualifications.map(({ kind }: any) => kind)).to.deep.equal(['high_tech']);
    // One is recognised by its number, the other by the title of the list.
    const list = csvText([
      ['湖南省专精特新“小巨人”企业名单'],
      ['企业名称', '统一社会信用代码', '证书编号', '发证日期'],
      ['株洲远航轨道科技有限公司', FIRMS.F2, 'XJR2025000001', '2025-07-01'],
      ['株洲旧铁机械有限公司', FIRMS.F4, '工信-77', '2025-07-01'],
    ]);
    const done = await imported(auditor, list, { kind: 'qualifications', mode: 'commit' });
    expect([done.state, done.report?.new, done.report?.relinked]).to.deep.equal(['committed', 2, 1]);

    const linked = (await officer.get(`/filings/${before.body.id}`)).body;
    const giant = { certificateNo: 'XJR2025000001', validFrom: '2025-07-01', validTo: '2028-06-30' };
    expect(linked.qualifications).to.deep.equal([
      { kind: 'high_tech', ...linked.status.highTech },
      { kind: 'little_giant', ...giant },
    ]);
    const alone = goodFiling({ uscc: FIRMS.F4, firmName: '株洲旧铁机械有限公司' });
    expect((await officer.post('/filings/check', alone)).body.qualifications).to.have.length(1);
    const filed = (await officer.post('/filings', alone)).body;
    expect(filed.qualifications.map(({ kind }: any) => kind)).to.deep.equal(['little_giant']);
    expect(filed.status).to.deep.equal({ highTech: null, techSme: null });

    const firm = (await auditor.get(`/firms/${FIRMS.F4}?on=2026-01-01`)).body;
    expect(firm.qualifications.at(-1)).to.include({ kind: 'little_giant', oddity: 'LITTLE_GIANT_NUMBER_FORM' });
    const listed = await auditor.get('/qualifications?kind=little_giant');
    expect(listed.body.items).to.have.length(2);
    const put = await auditor.put(`/firms/${FIRMS.F1}/qualifications/little_giant/XJR2025000009`, {
      validFrom: '2025-07-01',
      validTo: '2028-06-30',
    });
    expect([put.status, put.body.oddity], put.text).to.deep.equal([201, undefined]);

    const filings = await csv('/filings?format=csv');
    expect(filings.map((row) => [row['little giant no.'], row['little giant valid to']])).to.have.deep.members([
      ['XJR2025000001', '2028-06-30'],
      ['工信-77', '2028-06-30'],
    ]);
    const firms = await csv('/firms?format=csv');
    expect(firms.find((row) => row['unified social credit code'] === FIRMS.F4)).to.include({
      'little giant no.': '工信-77',
      'little giant from': '2025-07-01',
      'little giant to': '2028-06-30',
    });
  });

  it('without headings are recognised by the name that our template offers; rows without a kind say which there are', async () => {
    const gazelle = { ...LITTLE_GIANT, nameZh: '瞪羚企业', nameEn: 'gazelle', shortZh: '瞪羚', shortEn: 'gazelle' };
    const { status, text } = await put({ ...gazelle, numberPattern: null, headings: [], position: 4 }, 'gazelle');
    expect(status, text).to.equal(201);
    const list = csvText([
      ['企业名称', '统一社会信用代码', '资质类别', '证书编号', '发证日期'],
      ['株洲远航轨道科技有限公司', FIRMS.F2, '瞪羚企业', 'DL-1', '2025-07-01'],
      ['株洲旧铁机械有限公司', FIRMS.F4, '独角兽', 'DJS-1', '2025-07-01'],
    ]);
    const checked = await imported(auditor, list, { kind: 'qualifications', mode: 'check' });
    expect([checked.valid, checked.invalid]).to.deep.equal([1, 1]);
    const [error] = await errorsOf(auditor, checked.id);
    expect(error.message).to.equal(
      'The kind of qualification is unknown. Enter its name in a column for the kind: high-tech enterprise, technology SME, little giant, gazelle.',
    );
    expect((await auditor.send('DELETE', `/imports/${checked.id}`)).status).to.equal(204);
  });

  it('that the title of a list gave stay when a cell is corrected, and follow a corrected number', async () => {
    const list = csvText([
      ['湖南省专精特新“小巨人”企业名单'],
      ['企业名称', '统一社会信用代码', '证书编号', '发证日期'],
      ['株洲旧铁机械有限公司', FIRMS.F4, '工信-77', '2025-13-01'],
      ['株洲远航轨道科技有限公司', FIRMS.F2, 'GR202543000999', '2010-07-0l'],
    ]);
    const checked = await imported(auditor, list, { kind: 'qualifications', mode: 'check' });
    expect(checked.invalid, JSON.stringify(checked)).to.equal(2);
    const correct = async (n: number, values: Record<string, string>): Promise<string> => {
      const reply = await auditor.patch(`/imports/${checked.id}/rows/${n}`, { values });
      expect(reply.status, reply.text).to.equal(200);
      return `${reply.body.verdict} ${reply.body.errors.map(({ code }: any) => code).join()}`;
    };
    expect(await correct(3, { issuedOn: '2025-07-01' })).to.equal('unchanged ');
    expect(await correct(4, { certificateNo: 'XJR2025000001', issuedOn: '2025-07-01' })).to.equal('unchanged ');
    expect((await auditor.send('DELETE', `/imports/${checked.id}`)).status).to.equal(204);
  });

  it('leave the two-by-two to high-tech and technology SME', async () => {
    const { total } = (await auditor.get('/totals?from=2026&to=2026')).body;
    expect([total.highTech.filings, total.neither.filings]).to.deep.equal([1, 1]);
    const holders = (await auditor.get('/qualifications/totals?on=2026-06-01')).body.total;
    expect(holders).to.deep.equal({ highTech: 2, techSme: 1, both: 0, either: 3 });
  });

  it('can be what a programme asks for', async () => {
    const programme = await admin.put('/admin/programme-rules/giants', {
      name: '小巨人专项',
      regionPrefix: '4302',
      validFrom: '2026-01-01',
      limits: { eligibleAnyOf: { statuses: ['little_giant'], onBreach: 'refuse' } },
    });
    expect(programme.status, programme.text).to.equal(201);
    expect(
      fieldErrors(await officer.post('/filings', goodFiling({ uscc: FIRMS.F3, firmName: '醴陵新釉陶瓷材料有限公司' }))),
    ).to.deep.equal(['uscc NOT_ELIGIBLE']);
    expect(
      (await officer.post('/filings', goodFiling({ uscc: FIRMS.F4, firmName: '株洲旧铁机械有限公司' }))).status,
    ).to.equal(201);
  });
});
