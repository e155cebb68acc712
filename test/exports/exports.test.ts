import { expect } from 'chai';
import type ExcelJS from 'exceljs';
import { asSystem } from '../../src/data/as-actor.ts';
import type { Client } from '../support/client.ts';
import { download, downloadWorkbook, XLSX } from '../support/download.ts';
import { file, flaggedFiling, goodFiling } from '../support/filing.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

const USUAL = [
  '序号',
  '企业名称',
  '统一社会信用代码',
  '县市区（园区）',
  '高企证书编号',
  '入库登记编号',
  '知识价值等级',
  '贷款银行',
  '经办支行',
  '合同编号',
  '借据号',
  '贷款金额(万元)',
  '年利率(%)',
  '放款日期',
  '到期日期',
  '担保方式',
  '贷款用途',
  '是否首贷',
  '是否续贷',
  '原备案编号',
  '备注',
];

describe('exported files', () => {
  let world: World;
  let anybody: Client;
  let [officer, officer2, auditor, firm] = [] as unknown as [Client, Client, Client, Client];

  before(async () => {
    world = await openWorld();
    anybody = world.anybody();
    [officer, officer2, auditor, firm] = [
      await world.as('officer'),
      await world.as('officer2'),
      await world.as('auditor'),
      await world.as('firm'),
    ];
    const { body: first } = await file(
      officer,
      goodFiling({
        receiptNo: '20240305000123456789',
        contractNo: '=1+1',
        amount: '3000000.01',
        remarks: '+他',
        branch: '012345',
        firstLoan: true,
      }),
    );
    world.time.now = new Date('2026-06-15T02:00:01.000Z');
    await file(
      officer,
      goodFiling({
        receiptNo: 'JJ-2',
        amount: '9999999.99',
        renewal: true,
        renewalOf: first.number,
        knowledgeGrade: 'A',
        guarantee: 'guaranteed_credit',
      }),
    );
    await file(officer, flaggedFiling({ receiptNo: 'JJ-3' }));
    // The first-loan claim contradicts a filing of ICBC: a restricted flag.
    await file(officer2, goodFiling({ receiptNo: 'CCB-1', firstLoan: true }));
  });
  after(() => world.close());

  const line = (sheet: ExcelJS.Worksheet, row: number): unknown[] =>
    (sheet.getRow(row).values as unknown[])
      .slice(1)
      .map((value) => (value instanceof Date ? value.toISOString().slice(0, 19) : value));
  const objects = (sheet: ExcelJS.Worksheet): Record<string, unknown>[] => {
    const titles = line(sheet, 1) as string[];
    return Array.from({ length: sheet.rowCount - 1 }, (_, index) => {
      const cells = line(sheet, index + 2);
      return Object.fromEntries(titles.map((title, place) => [title, cells[place] ?? null]));
    });
  };
  const csvLines = (body: Buffer): string[] => body.toString('utf8').trimEnd().split('\r\n');

  describe('of filings', () => {
    it('start with the usual columns of a bank, with numbers, days and codes as such', async () => {
      const sheet = (await downloadWorkbook(officer, '/filings?format=xlsx&sort=submittedAt')).worksheets[1]!;
      expect(sheet.name).to.equal('备案明细');
      expect(line(sheet, 1).slice(0, USUAL.length)).to.deep.equal(USUAL);
      const [first, second, third] = objects(sheet);
      expect(first).to.deep.include({
        序号: 1,
        统一社会信用代码: FIRMS.F1,
        '县市区（园区）': '天元区',
        高企证书编号: 'GR202343000001',
        贷款银行: '工商银行株洲分行',
        经办支行: '012345',
        合同编号: "'=1+1",
        借据号: '20240305000123456789',
        '贷款金额(万元)': 300.000001,
        '年利率(%)': 3.45,
        担保方式: '信用贷款',
        是否首贷: '是',
        是否续贷: '否',
        备注: "'+他",
        状态: '已备案',
        备案日期: '2026-06-15T00:00:00',
        提交时间: '2026-06-15T10:00:00',
        疑点: null,
      });
      expect(first!['备案编号']).to.match(/^ZD2026-/);
      expect(first!['放款日期']).to.match(/^20\d\d-\d\d-\d\dT00:00:00$/);
      expect(second).to.deep.include({
        原备案编号: first!['备案编号'],
        是否首贷: null,
        是否续贷: '是',
        知识价值等级: 'A',
        担保方式: '信用担保贷款',
        '贷款金额(万元)': 999.999999,
      });
      expect(third!['状态']).to.equal('待审核');
      expect(third!['疑点']).to.be.a('string').that.is.not.empty;
    });

    it('have a cover sheet with content, units, filters and time', async () => {
      const [cover] = (await downloadWorkbook(officer, '/filings?format=xlsx&state=accepted&year=2026')).worksheets;
      const lines = Array.from({ length: cover!.rowCount }, (_, index) => line(cover!, index + 1).join('：'));
      expect(lines[0]).to.equal('备案明细');
      expect(lines.join('\n'))
        .to.contain('万元')
        .and.contain('范围：工商银行株洲分行')
        .and.contain('年度：2026')
        .and.contain('状态：已备案')
        .and.contain('数据截至：2026-06-15 10:00:01');
    });

    it('contain the whole filtered list, without pagination', async () => {
      expect(
        objects((await downloadWorkbook(officer, '/filings?format=xlsx&state=accepted')).worksheets[1]!),
      ).to.have.length(2);
      expect(csvLines((await download(officer, '/filings?format=csv&renewal=true')).body)).to.have.length(2);
      expect(csvLines((await download(officer, '/filings?format=csv&q=nothing')).body)).to.have.length(1);
      for (const page of ['limit=1', 'cursor=abc']) {
        const reply = await officer.get(`/filings?format=csv&${page}`);
        expect([reply.status, reply.body.errors[0].code], page).to.deep.equal([400, 'NOT_ALLOWED']);
      }
      expect((await officer.get('/filings?format=pdf')).status).to.equal(400);
      expect((await officer.get('/filings?format=csv&month=3')).body.errors[0].path).to.equal('year');
      expect((await officer.get('/filings?format=json')).body.items).to.have.length(3);
    });

    it('have the format that Accept prefers', async () => {
      for (const [accept, type] of [
        ['text/csv, application/json;q=0.1', 'text/csv'],
        ['application/json, text/csv;q=0.5', 'application/json'],
        ['text/csv;q=0, */*', 'application/json'],
        ['*/*', 'application/json'],
        ['text/html', 'application/json'],
        [
          'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet, */*;q=0.1',
          'application/vnd.openxmlformats',
        ],
        ['text/*', 'text/csv'],
      ] as const)
        expect(
          (await download(officer, '/filings', { Accept: accept })).headers.get('content-type'),
          accept,
        ).to.contain(type);
    });

    it('can be CSV in UTF-8 with a byte order mark, exact amounts and no formulas', async () => {
      const { body, headers } = await download(officer, '/filings?sort=submittedAt', { Accept: 'text/csv' });
      expect(headers.get('content-type')).to.equal('text/csv; charset=utf-8');
      expect(body.subarray(0, 3).toString('hex')).to.equal('efbbbf');
      const [head, first, second] = csvLines(body);
      expect(head).to.match(/^\ufeff?序号,企业名称,/);
      expect(first).to.contain(",'=1+1,20240305000123456789,300.000001,3.45,").and.contain(",'+他,");
      expect(second).to.contain(',999.999999,');
      expect(first).to.contain(',2026-06-15 10:00:00,');
    });

    it('have a Chinese name, and titles in the language of the request', async () => {
      const { headers } = await download(officer, '/filings?format=xlsx');
      expect(headers.get('content-disposition')).to.equal(
        `attachment; filename="filings-2026-06-15.xlsx"; filename*=UTF-8''${encodeURIComponent('备案明细-2026-06-15.xlsx')}`,
      );
      const english = await downloadWorkbook(officer, '/filings', { Accept: XLSX, 'Accept-Language': 'en' });
      expect(english.worksheets.map(({ name }) => name)).to.deep.equal(['About', 'Filings']);
      expect(line(english.worksheets[1]!, 1).slice(0, 4)).to.deep.equal([
        'No.',
        'firm name',
        'unified social credit code',
        'region',
      ]);
    });

    it('show what the list shows: own bank only, no flags for firms, nothing about other banks for officers', async () => {
      const receipts = async (client: Client): Promise<unknown[]> =>
        objects((await downloadWorkbook(client, '/filings?format=xlsx')).worksheets[1]!).map((row) => row['借据号']);
      expect(await receipts(officer)).to.have.members(['20240305000123456789', 'JJ-2', 'JJ-3']);
      expect(await receipts(officer2)).to.deep.equal(['CCB-1']);
      expect(await receipts(auditor)).to.have.length(4);
      const ofFirm = (await downloadWorkbook(firm, '/filings?format=xlsx')).worksheets[1]!;
      expect(line(ofFirm, 1)).to.not.include('疑点');
      expect((await firm.get('/filings?format=csv&flagged=true')).status).to.equal(400);
      const flags = async (client: Client): Promise<unknown> =>
        objects((await downloadWorkbook(client, '/filings?format=xlsx&bank=CCB')).worksheets[1]!)[0]!['疑点'];
      expect(await flags(auditor)).to.contain('首贷');
      expect(await flags(officer2))
        .to.be.a('string')
        .and.not.contain('首贷');
      expect((await (await world.as('admin')).get('/filings?format=csv')).status).to.equal(403);
      expect((await world.anybody().get('/filings?format=csv')).status).to.equal(401);
    });

    it('are not sent for HEAD', async () => {
      const response = await fetch(`${world.url}/api/v1/filings?format=csv`, {
        method: 'HEAD',
        headers: { Authorization: `Bearer ${officer.token!()}` },
      });
      expect([
        response.status,
        response.headers.get('content-type'),
        (await response.arrayBuffer()).byteLength,
      ]).to.deep.equal([200, 'text/csv; charset=utf-8', 0]);
    });
  });

  describe('of firms, qualifications and totals', () => {
    it('list the firms with their qualifications of the day', async () => {
      const rows = objects((await downloadWorkbook(officer, '/firms?format=xlsx&q=%E6%98%9F%E7%81%AB')).worksheets[1]!);
      expect(rows).to.have.length(1);
      expect(rows[0]).to.deep.include({
        企业名称: '株洲星火智能装备有限公司',
        统一社会信用代码: FIRMS.F1,
        '县市区（园区）': '天元区',
        高企证书编号: 'GR202343000001',
        高企有效期止: '2026-10-15T00:00:00',
        入库登记编号: null,
      });
      const all = objects((await downloadWorkbook(auditor, '/firms?format=xlsx')).worksheets[1]!);
      expect(all.map((row) => row['统一社会信用代码'])).to.deep.equal(
        (await auditor.get('/firms')).body.items.map((each: any) => each.uscc),
      );
    });

    it('list qualifications, in pages and as a file', async () => {
      const first = await auditor.get('/qualifications?limit=4');
      expect(first.status, first.text).to.equal(200);
      const second = await auditor.get(`/qualifications?limit=4&cursor=${encodeURIComponent(first.body.nextCursor)}`);
      const items = [...first.body.items, ...second.body.items];
      expect(second.body.nextCursor).to.equal(null);
      expect(items.map((item) => item.certificateNo)).to.deep.equal([
        'GR201843000004',
        'GR202343000001',
        'GR202443000002',
        '202443020000000001',
        '202543020000000001',
        '202643021100000003',
      ]);
      expect(items[1]).to.deep.include({
        firm: { uscc: FIRMS.F1, name: '株洲星火智能装备有限公司' },
        region: { code: '430211', name: '天元区' },
        kind: 'high_tech',
        validTo: '2026-10-15',
        current: true,
        revoked: false,
      });
      const rows = objects((await downloadWorkbook(auditor, '/qualifications?format=xlsx')).worksheets[1]!);
      expect(rows.map((row) => [row['证书编号'], row['状态']])).to.deep.equal([
        ['GR201843000004', '已过期'],
        ['GR202343000001', '有效'],
        ['GR202443000002', '有效'],
        ['202443020000000001', '已过期'],
        ['202543020000000001', '已过期'],
        ['202643021100000003', '有效'],
      ]);
      expect(rows[0]).to.deep.include({ 资质类别: '高新技术企业', 有效期起: '2018-10-17T00:00:00' });
    });

    it('filter qualifications by kind, region, firm, validity and search', async () => {
      const found = async (query: string): Promise<string[]> =>
        (await officer.get(`/qualifications?${query}`)).body.items.map((item: any) => item.certificateNo);
      expect(await found('current=true')).to.deep.equal(['GR202343000001', 'GR202443000002', '202643021100000003']);
      expect(await found('current=true&on=2020-01-01')).to.deep.equal(['GR201843000004']);
      expect(await found('current=false&kind=high_tech')).to.deep.equal(['GR201843000004']);
      expect(await found('region=430281')).to.deep.equal(['202643021100000003']);
      expect(await found(`uscc=${FIRMS.F2}`)).to.deep.equal(['GR202443000002']);
      expect(await found('q=gr2024')).to.deep.equal(['GR202443000002']);
      expect(await found(`q=${encodeURIComponent('轨道')}`)).to.deep.equal(['GR202443000002']);
      expect(await found('q=%25')).to.deep.equal([]);
      expect((await firm.get('/qualifications')).status).to.equal(403);
    });

    it('contain totals, with definition and sum on the cover sheet', async () => {
      const read = await downloadWorkbook(auditor, '/totals?from=2026&to=2026&by=bank,status&format=xlsx');
      const rows = objects(read.worksheets[1]!);
      expect(
        rows.map((row) => [
          row['年度'],
          row['银行代码'],
          row['放款日资质'],
          row['笔数'],
          row['贷款金额（已备案，元）'],
        ]),
      ).to.deep.equal([
        [2026, 'ICBC', '高企且科小', 2, 13000000],
        ['合计', null, null, 2, 13000000],
      ]);
      const cover = Array.from({ length: read.worksheets[0]!.rowCount }, (_, index) =>
        line(read.worksheets[0]!, index + 1).join('：'),
      ).join('\n');
      expect(cover).to.contain('合计：2 笔，1 家，13000000.00 元').and.contain('户数').and.contain('单位');
    });
  });

  describe('by link', () => {
    const link = async (client: Client, body: Record<string, unknown>): Promise<string> => {
      const reply = await client.post('/exports', body);
      expect(reply.status, reply.text).to.equal(201);
      expect(new Date(reply.body.expiresAt).getTime() - world.time.now.getTime()).to.equal(60_000);
      expect(reply.headers.get('location')).to.equal(reply.body.url);
      return reply.body.url;
    };
    const expectNotFound = async (url: string): Promise<void> => {
      const reply = await world.anybody().get(url);
      expect([reply.status, reply.body.code]).to.deep.equal([404, 'NOT_FOUND']);
    };

    it('are sent once without a token, as the account of the link, with its language and filters', async () => {
      const url = await link(officer, {
        what: 'filings',
        format: 'xlsx',
        filters: { state: 'accepted', year: 2026, renewal: true },
        language: 'zh-CN',
      });
      const rows = objects((await downloadWorkbook(anybody, url, { 'Accept-Language': 'en' })).worksheets[1]!);
      expect(rows.map((row) => row['借据号'])).to.deep.equal(['JJ-2']);
      await expectNotFound(url);
      for (const what of ['firms', 'qualifications', 'totals'])
        expect((await download(anybody, await link(auditor, { what, format: 'csv' }))).status).to.equal(200);
    });

    it('are sent to one of several concurrent requests', async () => {
      const url = await link(officer, { what: 'filings', format: 'csv' });
      const statuses = await Promise.all(Array.from({ length: 8 }, async () => (await download(anybody, url)).status));
      expect(statuses.filter((status) => status === 200)).to.have.length(1);
      expect(statuses.filter((status) => status === 404)).to.have.length(7);
    });

    it('can still be downloaded after a HEAD', async () => {
      const url = await link(officer, { what: 'filings', format: 'csv' });
      expect((await fetch(world.url + url, { method: 'HEAD' })).status).to.equal(200);
      expect((await download(anybody, url)).status).to.equal(200);
    });

    it('expire after a minute', async () => {
      const now = world.time.now;
      const [url, other] = [
        await link(officer, { what: 'filings', format: 'csv' }),
        await link(officer, { what: 'filings', format: 'csv' }),
      ];
      world.time.now = new Date(now.getTime() + 59_999);
      expect((await download(anybody, other)).status).to.equal(200);
      world.time.now = new Date(now.getTime() + 60_000);
      await expectNotFound(url);
      world.time.now = now;
    });

    it('expire with session and account, and respect the present bank of an officer', async () => {
      const colleague = await world.as('colleague');
      const moved = await link(colleague, { what: 'filings', format: 'csv' });
      const set = (values: string): Promise<unknown> =>
        asSystem(world.db, 'sign-in', { action: 'test', at: world.time.now }, (tx) =>
          tx.updateTable('account').set(JSON.parse(values)).where('login', '=', 'colleague').execute(),
        );
      await set('{"bank_code":"CCB"}');
      expect(
        csvLines((await download(anybody, moved)).body)
          .slice(1)
          .map((row) => row.includes('CCB-1')),
      ).to.deep.equal([true]);
      const disabled = await link(colleague, { what: 'filings', format: 'csv' });
      await set('{"disabled":true}');
      await expectNotFound(disabled);
      await set('{"disabled":false}');
      const ended = await link(colleague, { what: 'filings', format: 'csv' });
      expect((await colleague.post('/auth/logout')).status).to.equal(204);
      await expectNotFound(ended);
    });

    it('are refused for forbidden tables, and for filters that the list refuses', async () => {
      for (const what of ['firms', 'qualifications'])
        expect((await firm.post('/exports', { what, format: 'csv' })).status, what).to.equal(403);
      expect((await (await world.as('admin')).post('/exports', { what: 'filings', format: 'csv' })).status).to.equal(
        403,
      );
      const refused = async (body: unknown): Promise<unknown> => {
        const reply = await firm.post('/exports', body);
        expect(reply.status, reply.text).to.equal(400);
        return reply.body.errors.map(({ path, code }: any) => `${path} ${code}`).join();
      };
      expect(await refused({ what: 'filings', format: 'csv', filters: { flagged: true } })).to.equal(
        'filters.flagged NOT_ALLOWED',
      );
      expect(await refused({ what: 'filings', format: 'csv', filters: { nonsense: '1', year: 'x' } }))
        .to.contain('filters.nonsense UNKNOWN_FIELD')
        .and.contain('filters.year NOT_AN_INTEGER');
      expect(await refused({ what: 'filings', format: 'csv', filters: { limit: '1' } })).to.equal(
        'filters.limit UNKNOWN_FIELD',
      );
      expect(await refused({ what: 'totals', format: 'csv', filters: { from: '2026', to: '2020' } })).to.equal(
        'filters.to RANGE_REVERSED',
      );
      expect(await refused({ what: 'accounts', format: 'pdf', filters: [], language: 'fr' })).to.equal(
        'what UNKNOWN_WORD,format UNKNOWN_WORD,filters NOT_AN_OBJECT,language UNKNOWN_WORD',
      );
      expect(
        await refused('{"what":"filings","format":"csv","filters":{"__proto__":"1","state":{"a":1}}}'),
      ).to.not.equal('');
    });

    it('are stored as a hash, and recorded in the audit trail', async () => {
      const url = await link(officer, { what: 'filings', format: 'csv', filters: { year: '2026' } });
      const secret = url.split('/').at(-1)!;
      const { rows } = await world.owner.query(
        'select l::text as line from export_link l union all select t::text from trail t',
      );
      expect(rows.length).to.be.greaterThan(0);
      for (const { line: text } of rows) expect(text).to.not.contain(secret);
      expect((await download(anybody, url)).status).to.equal(200);
      const events = (await auditor.get('/trail?type=export&limit=2')).body.items;
      expect(events.map((event: any) => [event.actor, event.action])).to.deep.equal([
        ['officer', 'export.download'],
        ['officer', 'export.create'],
      ]);
      expect(events[1].after).to.deep.include({ what: 'filings', format: 'csv', filters: { year: '2026' } });
    });

    it('cannot be read by their creator, nor created for another account, in the database', async () => {
      const { accountId } = auditor.ids;
      for (const role of ['officer', 'auditor', 'firm']) {
        await world.owner.query('begin');
        await world.owner.query(
          `select set_config('app.acting', actor_sealed(encode(key, 'hex'), E'\\x1fdatabase_role=zhidai_${role}\\x1frole=${role}\\x1faccount=${officer.ids.accountId}\\x1fnow=2026-06-15T02:00:00Z\\x1faction=x\\x1factor=x\\x1f'), true) from actor_key; set local role zhidai_${role}`,
        );
        await world.owner.query('savepoint a');
        const read = await world.owner.query('select * from export_link').then(
          () => 'read',
          (error: Error) => error.message,
        );
        await world.owner.query('rollback to savepoint a');
        const inserted = await world.owner
          .query(
            `insert into export_link (id, hash, account_id, session_id, what, format, filters, language, created_at, expires_at)
          values (gen_random_uuid(), sha256('x'), '${accountId}', '${auditor.ids.sessionId}', 'filings', 'csv', '{}', 'en', now(), now())`,
          )
          .then(
            () => 'inserted',
            (error: Error) => error.message,
          );
        await world.owner.query('rollback');
        expect(read).to.match(/permission denied/);
        expect(inserted).to.match(/row-level security/);
      }
    });
  });
});
