import { expect } from 'chai';
import { composeUscc } from '../../src/domain/firm/uscc.ts';
import type { Client } from '../support/client.ts';
import { csvText, errorsOf, imported, rowsOf, settled } from '../support/imports.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

/** Lists of qualified firms as authorities publish them: without codes, with the day above, with periods in words. */
describe('imports of published lists', function () {
  this.timeout(60_000);
  let world: World;
  let auditor: Client;
  before(async () => {
    world = await openWorld();
    auditor = await world.as('auditor');
  });
  after(() => world.close());

  const read = async (...rows: string[][]) => {
    const record = await imported(auditor, csvText(rows), { kind: 'qualifications', mode: 'commit' }, 'list.csv');
    const faults = (await errorsOf(auditor, record.id)).map(({ row, field, code }) => [row, field, code]);
    return { record, faults };
  };
  const periodOf = async (certificateNo: string) =>
    (
      await world.owner.query(
        'select kind, uscc, valid_from::text, valid_to::text from qualification where certificate_no = $1',
        [certificateNo],
      )
    ).rows[0];
  const HEADINGS = ['企业名称', '统一社会信用代码', '区县', '证书编号', '发证日期'];
  const codeOf = (serial: string): string => composeUscc('91430200', serial);

  it('firms without a code are found by their exact name, and the day in the text above is confirmed', async () => {
    const name = (await auditor.get(`/firms/${FIRMS.F1}`)).body.name as string;
    const { record } = await read(
      ['2026年第一批高新技术企业备案名单'],
      ['（发证日期：2026年1月8日）'],
      ['序号', '企业名称', '证书编号'],
      ['1', name.replace('（', '('), 'GR202643900101'],
    );
    expect(record).to.deep.include({ state: 'checked', valid: 1, invalid: 0 });
    expect(record.confirmations.map(({ code }: { code: string }) => code)).to.have.members([
      'FIRMS_BY_NAME',
      'DAY_FROM_TITLE',
    ]);
    expect((await auditor.post(`/imports/${record.id}/commit`)).status).to.equal(400);
    const confirm = ['FIRMS_BY_NAME', 'DAY_FROM_TITLE'];
    expect((await auditor.post(`/imports/${record.id}/commit`, { confirm })).status).to.equal(202);
    expect(await settled(auditor, record.id)).to.include({ state: 'committed' });
    expect(await periodOf('GR202643900101')).to.deep.equal({
      kind: 'high_tech',
      uscc: FIRMS.F1,
      valid_from: '2026-01-08',
      valid_to: '2029-01-07',
    });
  });

  it('a name that no firm has exactly is refused', async () => {
    const { record, faults } = await read(
      ['企业名称', '证书编号', '发证日期'],
      ['株洲无此样例有限公司', 'GR202643900102', '2026-01-08'],
    );
    expect([record.state, faults]).to.deep.equal(['checked', [[2, 'firmName', 'FIRM_NOT_FOUND']]]);
  });

  it('the legal form is no kind of qualification, and a denied kind is none either', async () => {
    const row = (kind: string, serial: string, no: string) => [
      '株洲类型样例有限公司',
      codeOf(serial),
      '天元区',
      no,
      '2024-12-01',
      kind,
    ];
    const { record } = await read(
      [...HEADINGS, '企业类型'],
      row('有限责任公司', '00000811', 'GR202443900111'),
      row('国家高新技术企业', '00000812', 'GR202443900112'),
    );
    expect(record.state).to.equal('committed');
    expect((await periodOf('GR202443900111')).kind).to.equal('high_tech');
    const { faults } = await read(
      [...HEADINGS, '企业类型'],
      row('非高新技术企业', '00000813', 'GR202443900113'),
      row('科技型中小企业', '00000814', 'GR202443900114'),
    );
    expect(faults).to.deep.equal([
      [2, 'kind', 'KIND_UNKNOWN'],
      [3, 'kind', 'KIND_DIFFERS'],
    ]);
  });

  it('a number is read without what stands around it, and two numbers are refused', async () => {
    const forms = ['证书编号：GR202443900141', 'GR-2024-43900142', 'No.GR202443900143', 'gr 2024 4390 0144（有效）'];
    const { record } = await read(
      HEADINGS,
      ...forms.map((form, index) => [
        `株洲编号样例${index}有限公司`,
        codeOf(`0000084${index}`),
        '天元区',
        form,
        '2024-12-01',
      ]),
    );
    expect(record.state).to.equal('committed');
    for (const serial of [1, 2, 3, 4]) expect((await periodOf(`GR20244390014${serial}`)).kind).to.equal('high_tech');
    const two = await read(HEADINGS, [
      '株洲编号样例有限公司',
      codeOf('00000845'),
      '天元区',
      'GR202443900145、GR202143900146',
      '2024-12-01',
    ]);
    expect(two.faults[0]).to.deep.equal([2, 'certificateNo', 'NUMBERS_SEVERAL']);
  });

  it('a proposal is taken only when somebody confirms it', async () => {
    const row = ['株洲公示样例有限公司', codeOf('00000851'), '天元区', 'GR202443900151', '2024-12-01'];
    const { record } = await read(['2024年第一批高新技术企业名单公示'], HEADINGS, row);
    expect(record.confirmations.map(({ code }: { code: string }) => code)).to.deep.equal(['ANNOUNCEMENT_PROPOSAL']);
    const announced = await read(['关于公布2024年高新技术企业名单的公告（已公示）'], HEADINGS, row);
    expect(announced.record.state).to.equal('committed');
  });

  it('a period in words, and both days in one cell, are read', async () => {
    const forms = [
      '三年',
      '3年',
      '36个月',
      '2024-12-01至2027-11-30',
      '2024.12.01-2027.11.30',
      '自2024年12月1日起三年',
      '自发证之日起三年',
      '至2027年11月30日',
      '有效期至2027-11-30',
      '三十六个月',
    ];
    const { record, faults } = await read(
      [...HEADINGS, '有效期'],
      ...forms.map((form, index) => [
        `株洲期限样例${index}有限公司`,
        codeOf(`0000082${index}`),
        '天元区',
        `GR20244390012${index}`,
        '2024-12-01',
        form,
      ]),
    );
    expect([record.state, faults]).to.deep.equal(['committed', []]);
    for (const [index] of forms.entries()) {
      const { valid_from: from, valid_to: to } = await periodOf(`GR20244390012${index}`);
      expect([from, to], forms[index]).to.deep.equal(['2024-12-01', '2027-11-30']);
    }
    const rows: { understood: unknown }[] = await rowsOf(auditor, record.id);
    const understood = (at: number): unknown => rows[at]!.understood;
    expect(understood(0)).to.include({ validTo: '2027-11-30' }).and.not.have.property('validFrom');
    expect(understood(3)).to.include({ validFrom: '2024-12-01', validTo: '2027-11-30' });
    const unclear = await read(
      [...HEADINGS, '有效期'],
      ['株洲期限样例有限公司', codeOf('00000831'), '天元区', 'GR202443900131', '2024-12-01', '长期'],
    );
    expect(unclear.faults).to.deep.equal([[2, 'validTo', 'NOT_A_DATE']]);
  });
});
