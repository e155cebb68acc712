import { expect } from 'chai';
import type { Client } from '../support/client.ts';
import { answered, csvText, errorsOf, imported } from '../support/imports.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

describe('a list that takes qualifications away', function () {
  this.timeout(60_000);
  let world: World;
  let auditor: Client;
  beforeEach(async () => {
    world = await openWorld();
    auditor = await world.as('auditor');
  });
  afterEach(() => world?.close());

  const [NAME, NO] = ['株洲星火智能装备有限公司', 'GR202343000001'];
  const read = (rows: string[][], name = '名单.csv'): Promise<any> =>
    imported(auditor, csvText(rows), { kind: 'qualifications', mode: 'commit' }, name);
  const held = async (): Promise<any[]> =>
    (
      await world.owner.query(
        `select certificate_no as no, revoked, revoked_on::text as on from qualification where uscc = $1 and kind = 'high_tech' order by 1`,
        [FIRMS.F1],
      )
    ).rows;

  for (const [what, rows, name] of [
    [
      'its title',
      [['关于撤销部分高新技术企业资格的公告'], ['企业名称', '证书编号', '撤销原因'], [NAME, NO, '不符合条件']],
      '名单.csv',
    ],
    [
      'its file name',
      [
        ['企业名称', '证书编号'],
        [NAME, NO],
      ],
      '取消资格名单.csv',
    ],
    [
      'a heading',
      [
        ['被注销企业名称', '企业名称', '证书编号', '取消资格情况'],
        ['1', NAME, NO, '不符合条件'],
      ],
      '名单.csv',
    ],
  ] as const)
    it(`by ${what} is asked about, and revokes with the document as reason`, async () => {
      const found = await read(rows as unknown as string[][], name);
      expect([found.state, found.questions.map(({ code }: any) => code)]).to.deep.equal(['asking', ['LIST_REVOKES']]);
      expect((await held())[0]).to.include({ no: NO, revoked: false });
      const done = await answered(auditor, found, { 'list:revokes': 'revoke' });
      expect([done.state, done.report?.changed], JSON.stringify(done)).to.deep.equal(['committed', 1]);
      expect((await held())[0]).to.include({ no: NO, revoked: true, on: null });
      const { rows: trail } = await world.owner.query(
        `select reason from trail where type = 'qualification' and action = 'import.commit' order by id desc limit 1`,
      );
      expect(trail[0].reason).to.contain(what === 'its title' ? '关于撤销部分' : name);
    });

  it('revokes from a day that its title names, or that a row gives', async () => {
    const found = await read([['自2025年度起取消高新技术企业资格名单'], ['企业名称', '证书编号'], [NAME, NO]]);
    const options = found.questions[0].options.map(({ value }: any) => value);
    expect(options).to.deep.equal(['revoke', 'from:2025-01-01', 'none']);
    expect((await answered(auditor, found, { 'list:revokes': 'from:2025-01-01' })).state).to.equal('committed');
    expect((await held())[0]).to.include({ revoked: true, on: '2025-01-01' });
  });

  it('in part, by a column, revokes those rows and takes the others as granted', async () => {
    const found = await read([
      ['企业名称', '统一社会信用代码', '证书编号', '发证日期', '取消资格日期'],
      [NAME, FIRMS.F1, NO, '2023-10-20', '2025-05-01'],
      ['株洲新锐科技有限公司', FIRMS.F5, 'GR202443000901', '2024-12-01', ''],
    ]);
    expect([found.state, found.questions.map(({ code }: any) => code)]).to.deep.equal(['asking', ['ROW_STATUS']]);
    const done = await answered(auditor, found, { [found.questions[0].id]: 'revoke' });
    expect([done.state, done.report.new, done.report.changed]).to.deep.equal(['committed', 1, 1]);
    expect((await held())[0]).to.include({ revoked: true, on: '2025-05-01' });
  });

  it('may say so in other words, in its title or in any column, but not by denying it', async () => {
    for (const title of [
      '终止高新技术企业资格名单',
      '丧失高新技术企业资格名单',
      '2024年退库名单',
      '不再符合条件的企业',
      'Delisted firms',
    ]) {
      const found = await read([[title], ['企业名称', '证书编号', '发证日期'], [NAME, NO, '2023-10-20']]);
      expect([found.state, found.questions[0]?.code], title).to.deep.equal(['asking', 'LIST_REVOKES']);
    }
    for (const [heading, word] of [
      ['备注', '已取消资格'],
      ['是否有效', '否'],
      ['变更类型', '撤销'],
      ['复核结果', '不合格'],
      ['情况', '已退库'],
    ] as const) {
      const found = await read([
        ['企业名称', '证书编号', '发证日期', heading],
        [NAME, NO, '2023-10-20', word],
      ]);
      expect([found.state, found.questions[0]?.code], heading).to.deep.equal(['asking', 'ROW_STATUS']);
    }
    const part = await read([
      ['企业名称', '证书编号', '发证日期'],
      ['一、新认定企业'],
      [NAME, 'GR202643000777', '2026-01-20'],
      ['二、取消资格企业'],
      [NAME, NO, '2023-10-20'],
    ]);
    expect([part.state, part.questions.map(({ rows }: any) => rows)]).to.deep.equal(['asking', [1]]);
    const denied = await read([
      ['企业名称', '证书编号', '发证日期', '备注', '是否有效', '经营范围'],
      [NAME, NO, '2023-10-20', '未被取消资格', '是', '代办工商注销登记'],
    ]);
    expect(denied.questions).to.deep.equal([]);
  });

  it('grants nothing: not when it shall not revoke, and not by a number that is not registered', async () => {
    const found = await read([['撤销名单'], ['企业名称', '证书编号'], [NAME, NO], ['某公司', 'GR202543009999']]);
    const none = await answered(auditor, found, { 'list:revokes': 'none' });
    expect([none.state, none.valid]).to.deep.equal(['checked', 0]);
    const revoking = await answered(auditor, found, { 'list:revokes': 'revoke' });
    expect([revoking.state, revoking.valid]).to.deep.equal(['checked', 1]);
    expect((await errorsOf(auditor, found.id)).map(({ code }) => code)).to.deep.equal(['QUALIFICATION_UNKNOWN']);
    const { rows } = await world.owner.query(`select from qualification where certificate_no = 'GR202543009999'`);
    expect(rows).to.deep.equal([]);
  });
});
