import { expect } from 'chai';
import type { Client } from '../support/client.ts';
import {
  announce,
  announced,
  codes,
  committed,
  loan,
  recognised,
  register,
  registerAll,
  statusOf,
  table,
} from '../support/announcements.ts';
import { docx, pdf } from '../support/documents.ts';
import { csvText, rowsOf } from '../support/imports.ts';
import { expectProblem } from '../support/problem.ts';
import { differencesSql } from '../support/totals-differences.ts';
import { openWorld, type World } from '../support/world.ts';
import { xlsx } from '../support/xlsx.ts';

const [F1, F2, F3, F4, F5] = codes(5) as [string, string, string, string, string];

describe('announcements', function () {
  this.timeout(120_000);
  let world: World;
  let auditor: Client;
  let officer: Client;
  before(async () => {
    world = await openWorld();
    auditor = await world.as('auditor');
    officer = await world.as('officer');
    await register(auditor, F1, '示例精密一号');
    await register(auditor, F2, '示例新材（集团）');
    await register(auditor, F3, '示例信息');
    const firm = await auditor.get(`/firms/${F3}`);
    const renamed = await auditor.put(
      `/firms/${F3}`,
      { name: '示例软件', regionCode: '430211', reason: '更名' },
      { 'If-Match': firm.headers.get('etag')! },
    );
    expect(renamed.status, renamed.text).to.equal(200);
    await register(auditor, F4, '示例电气');
    await register(auditor, F5, '示例电气', '430281');
  });
  after(() => world.close());

  const noDifferences = async (): Promise<void> => {
    expect((await world.owner.query(differencesSql('filings'))).rows).to.deep.equal([]);
  };
  const decide = async (id: string, n: number, body: object): Promise<any> => {
    const reply = await auditor.patch(`/imports/${id}/rows/${n}`, body);
    expect(reply.status, reply.text).to.equal(200);
    return reply.body;
  };

  describe('the example', () => {
    let id: string;
    let loans: Record<string, string>;
    before(async () => {
      const held = await auditor.put(`/firms/${F2}/qualifications/high_tech/GR202143000002`, {
        validFrom: '2021-12-15',
        validTo: '2024-12-14',
      });
      expect(held.status, held.text).to.equal(201);
      loans = {
        before: await loan(officer, auditor, F1, '示例精密一号', '2024-10-31'),
        first: await loan(officer, auditor, F1, '示例精密一号', '2024-11-01'),
        last: await loan(officer, auditor, F1, '示例精密一号', '2024-12-31'),
        after: await loan(officer, auditor, F1, '示例精密一号', '2025-01-01'),
        overlapping: await loan(officer, auditor, F2, '示例新材（集团）', '2024-11-20'),
      };
      const checked = await announced(
        auditor,
        table(
          ['示例精密一号', 'GR202443000101'],
          ['示例新材(集团)', 'GR202443000102'],
          ['示例电气', 'GR202443000104'],
          ['示例未知', 'GR202443000105'],
          ['示例精密一号', 'GR202443000106'],
          ['示例信息', 'GR202443000103'],
        ),
        recognised(),
      );
      id = checked.id;
    });

    it('matches each row with a firm, and never guesses', async () => {
      const { body } = await auditor.get(`/imports/${id}`);
      expect([body.state, body.undecided]).to.deep.equal(['checked', 2]);
      expect(body.matches).to.deep.equal({
        ...{ exact: 1, folded: 1, certificate: 0, uscc: 0 },
        ...{ formerName: 1, ambiguous: 1, unmatched: 1, refused: 1 },
      });
      expect((await rowsOf(auditor, id)).map(({ match }) => match)).to.deep.equal([
        ...['exact', 'folded', 'ambiguous', 'unmatched', 'refused', 'former_name'],
      ]);
      expect(body.announcement).to.deep.equal({
        list: 'high_tech_recognised',
        docNo: '湘高企办〔2024〕12号',
        announcedOn: '2024-12-10',
        issuedOn: '2024-11-01',
        year: null,
        effectiveFrom: null,
      });
    });

    it('lists rows by match, with the firms that they may mean', async () => {
      const { items } = (await auditor.get(`/imports/${id}/rows?match=ambiguous,former_name`)).body;
      expect(
        items.map((row: any) => [row.row, row.match, row.candidates.map(({ uscc }: any) => uscc).sort()]),
      ).to.deep.equal([
        [4, 'ambiguous', [F4, F5]],
        [7, 'former_name', [F3]],
      ]);
      expect(items[0].candidates.find(({ uscc }: any) => uscc === F5).region).to.deep.equal({
        code: '430281',
        name: '醴陵市',
      });
    });

    it('is not committed before former names and names of several firms are decided', async () => {
      const refused = await auditor.post(`/imports/${id}/commit`, {});
      expectProblem(refused, 409, 'STATE_CONFLICT');
      expect(refused.body.errors.map(({ path, code }: any) => [path, code])).to.deep.equal([
        ['rows.4', 'ROW_UNDECIDED'],
        ['rows.7', 'ROW_UNDECIDED'],
      ]);
      expectProblem(
        await auditor.patch(`/imports/${id}/rows/4`, { uscc: codes(1, 9_000)[0] }),
        400,
        'VALIDATION_FAILED',
      );
      expectProblem(await auditor.patch(`/imports/${id}/rows/4`, { uscc: F4, skip: true }), 400, 'VALIDATION_FAILED');
      expectProblem(await auditor.patch(`/imports/${id}/rows/4`, {}), 400, 'VALIDATION_FAILED');
      expect(await decide(id, 7, { uscc: F3 })).to.include({ decision: F3, verdict: 'new', match: 'former_name' });
      expect(await decide(id, 4, { skip: true })).to.include({ decision: 'skip', verdict: 'unchanged' });
      expect(await decide(id, 4, { skip: false })).to.include({ decision: null, verdict: 'invalid' });
      expect(await decide(id, 4, { skip: true })).to.include({ decision: 'skip' });
      expect((await auditor.get(`/imports/${id}`)).body.undecided).to.equal(0);
    });

    it('says before the commit how the figures will move', async () => {
      const { effect } = (await auditor.get(`/imports/${id}`)).body;
      expect(
        effect.map(({ relinked, before, after }: any) => [
          relinked,
          before.neither.filings,
          after.highTechOnly.filings,
        ]),
      ).to.deep.equal([[4, 4, 4]]);
    });

    it('is committed in one transaction, links the filings again and says how the figures moved', async () => {
      const done = await committed(auditor, id);
      expect(done.state, JSON.stringify(done.failure)).to.equal('committed');
      expect(done.report).to.deep.include({ new: 3, changed: 0, unchanged: 1, refused: 1, waiting: 1, relinked: 4 });
      const year = Number(done.report.years[0].year);
      expect(done.report.years).to.deep.equal([
        {
          year,
          highTech: { filings: 3, amount: '3000000.00' },
          techSme: { filings: 0, amount: '0.00' },
          both: { filings: 0, amount: '0.00' },
          neither: { filings: -3, amount: '-3000000.00' },
        },
      ]);
      expect((await statusOf(auditor, loans['before']!)).highTech).to.equal(null);
      for (const name of ['first', 'last', 'after'])
        expect((await statusOf(auditor, loans[name]!)).highTech, name).to.equal('GR202443000101');
      expect((await statusOf(auditor, loans['overlapping']!)).highTech).to.equal('GR202443000102');
      expect((await auditor.get(`/firms/${F1}`)).body.qualifications[0]).to.include({
        validFrom: '2024-11-01',
        validTo: '2027-10-31',
      });
      await noDifferences();
    });

    it('keeps the certificate of an unknown firm waiting', async () => {
      const { body } = await auditor.get('/certificates/waiting?q=示例未知');
      expect(body.items.map(({ certificateNo }: any) => certificateNo)).to.deep.equal(['GR202443000105']);
    });

    it('is named in the audit trail by the number of its document', async () => {
      const { rows } = await world.owner.query(
        `select action, reason, actor from trail where type = 'qualification' and record_id = 'high_tech/GR202443000101'`,
      );
      expect(rows).to.deep.equal([{ action: 'import.commit', reason: '湘高企办〔2024〕12号', actor: 'auditor' }]);
    });

    it('falls back where a list cancels certificates, from a day on or as a whole', async () => {
      const from = { list: 'high_tech_revoked', docNo: '湘高企办〔2025〕1号', effectiveFrom: '2025-01-01' };
      const checked = await announced(auditor, table(['示例精密一号', 'GR202443000101']), from);
      expect(checked.matches).to.include({ certificate: 1, exact: 0 });
      const done = await committed(auditor, checked.id);
      // The other two keep the certificate, whose last day is another one now.
      expect(done.report).to.deep.include({ changed: 1, relinked: 3 });
      expect(done.report.years.map(({ highTech }: any) => highTech)).to.deep.equal([
        { filings: -1, amount: '-1000000.00' },
      ]);
      expect((await statusOf(auditor, loans['last']!)).highTech).to.equal('GR202443000101');
      expect((await statusOf(auditor, loans['after']!)).highTech).to.equal(null);

      const whole = await announced(auditor, table(['示例新材（集团）', 'GR202443000102']), {
        list: 'high_tech_revoked',
        docNo: '湘高企办〔2025〕2号',
      });
      await committed(auditor, whole.id);
      expect((await statusOf(auditor, loans['overlapping']!)).highTech).to.equal('GR202143000002');
      await noDifferences();
    });
  });

  describe('of technology SMEs', () => {
    it('take the numbers of a year from all of their firms in one commit', async () => {
      const firms = codes(195, 20_000);
      const names = firms.map((_, index) => `示例科小${index + 1}`);
      const number = (index: number): string => `2023430211A${String(index).padStart(7, '0')}`;
      await registerAll(auditor, firms, names);
      const rows = names.map((name, index): [string, string] => [name, number(index)]);
      const listed = await announced(auditor, table(...rows), {
        list: 'tech_sme_listed',
        docNo: '湘科发〔2023〕88号',
        year: '2023',
      });
      expect(listed.matches.exact).to.equal(195);
      expect((await committed(auditor, listed.id)).report.new).to.equal(195);
      const days = ['2022-12-31', '2023-01-01', '2024-03-31', '2024-04-01'];
      const loans: Record<string, string> = {};
      for (const day of days) loans[day] = await loan(officer, auditor, firms[7]!, names[7]!, day);
      loans['last'] = await loan(officer, auditor, firms[194]!, names[194]!, '2023-07-01');
      const sme = async (): Promise<(string | null)[]> => {
        const statuses = [];
        for (const id of Object.values(loans)) statuses.push((await statusOf(auditor, id)).techSme);
        return statuses;
      };
      expect(await sme()).to.deep.equal([null, number(7), number(7), null, number(194)]);

      const withdrawn = await announced(auditor, table(...rows), {
        list: 'tech_sme_revoked',
        docNo: '湘科发〔2024〕40号',
        year: '2023',
      });
      expect(withdrawn.matches.certificate).to.equal(195);
      const { report } = await committed(auditor, withdrawn.id);
      expect(report).to.deep.include({ changed: 195, relinked: 3 });
      expect(report.years.map(({ techSme }: any) => techSme)).to.deep.equal([{ filings: -3, amount: '-3000000.00' }]);
      expect(await sme()).to.deep.equal([null, null, null, null, null]);
      await noDifferences();
      const { rows: transactions } = await world.owner.query(
        `select count(distinct xmin::text)::int as count from qualification where uscc = any ($1)`,
        [firms],
      );
      expect(transactions).to.deep.equal([{ count: 1 }]);
    });

    it('begin on the day of issue, if the document says one', async () => {
      const [uscc] = codes(1, 30_000);
      await register(auditor, uscc!, '示例科小甲');
      const checked = await announced(auditor, table(['示例科小甲', '2024430211A0000001']), {
        list: 'tech_sme_listed',
        docNo: 'A',
        year: '2024',
        issuedOn: '2024-08-15',
      });
      await committed(auditor, checked.id);
      const [held] = (await auditor.get(`/firms/${uscc}`)).body.qualifications;
      expect(held).to.include({ kind: 'tech_sme', validFrom: '2024-08-15', validTo: '2025-03-31' });
    });
  });

  describe('of firms', () => {
    it('rename them, and keep certificates', async () => {
      const [uscc] = codes(1, 31_000);
      await register(auditor, uscc!, '示例旧名');
      const list = ['原名称\t现名称\t证书编号', '示例旧名\t示例新名\tGR202443000501'].join('\n');
      const document = { list: 'renamed', docNo: '湘高企办〔2025〕9号' };
      const checked = await announced(auditor, list, document);
      expect([checked.state, checked.matches.exact]).to.deep.equal(['checked', 1]);
      expect((await committed(auditor, checked.id)).report).to.include({ changed: 1 });
      expect((await auditor.get(`/firms/${uscc}`)).body.name).to.equal('示例新名');
      const { rows } = await world.owner.query(
        `select reason from trail where type = 'firm' and record_id = $1 order by id desc limit 1`,
        [uscc],
      );
      expect(rows).to.deep.equal([{ reason: '湘高企办〔2025〕9号' }]);
    });

    it('that move here bring their certificate with its own period', async () => {
      const [uscc] = codes(1, 32_000);
      await register(auditor, uscc!, '示例迁入');
      const list = ['企业名称\t证书编号\t发证日期', '示例迁入\tGR202344000777\t2023-12-28'].join('\n');
      const checked = await announced(auditor, list, { list: 'relocated_in', docNo: 'B' });
      await committed(auditor, checked.id);
      const [held] = (await auditor.get(`/firms/${uscc}`)).body.qualifications;
      expect(held).to.include({ certificateNo: 'GR202344000777', validFrom: '2023-12-28', validTo: '2026-12-27' });
      const unknown = await announced(auditor, table(['示例迁入', 'GR202344000778']), {
        list: 'relocated_in',
        docNo: 'B',
      });
      const [row] = await rowsOf(auditor, unknown.id);
      expect([row.match, row.errors[0].code]).to.deep.equal(['refused', 'PERIOD_MISSING']);
    });

    it('of other regions are left out by an auditor of some regions', async () => {
      const [mine, other] = codes(2, 33_000) as [string, string];
      await register(auditor, mine, '示例本区', '430211');
      await register(auditor, other, '示例外区', '430202');
      const regional = await world.as('regional');
      await committed(auditor, (await announced(auditor, table(['示例外区', 'GR202443000600']), recognised())).id);
      const rows = table(['示例本区', 'GR202443000601'], ['示例外区', 'GR202443000602']);
      const checked = await announced(regional, rows, recognised('2024-11-01', { docNo: 'C' }));
      const read = await rowsOf(regional, checked.id);
      expect(read.map(({ match, errors }) => [match, errors.map(({ code }: any) => code)])).to.deep.equal([
        ['exact', []],
        ['refused', ['REGION_NOT_YOURS']],
      ]);
      expect((await committed(regional, checked.id)).report).to.include({ new: 1, refused: 1 });
    });

    it('are refused twice in a list, and with the certificate of another firm', async () => {
      const [one, two] = codes(2, 34_000) as [string, string];
      await register(auditor, one, '示例甲一');
      await register(auditor, two, '示例乙二');
      await committed(auditor, (await announced(auditor, table(['示例甲一', 'GR202443000701']), recognised())).id);
      const checked = await announced(
        auditor,
        table(['示例乙二', 'GR202443000701'], ['示例甲一', 'GR202443000702'], ['示例甲一', 'GR202443000703']),
        recognised(),
      );
      const rows = await rowsOf(auditor, checked.id);
      expect(rows.map(({ match, errors }) => [match, errors.map(({ code }: any) => code)])).to.deep.equal([
        ['ambiguous', []],
        ['exact', []],
        ['refused', ['FIRM_REPEATED']],
      ]);
      // Deciding for the name does not take the certificate from its holder.
      const decided = await decide(checked.id, 2, { uscc: two });
      expect([decided.verdict, decided.errors[0].code]).to.deep.equal(['refused', 'CERTIFICATE_ELSEWHERE']);
      // The refused row becomes the one of its firm when the other one is left out.
      await decide(checked.id, 3, { skip: true });
      expect((await rowsOf(auditor, checked.id))[2]).to.include({ verdict: 'new', match: 'exact' });
    });
  });

  describe('files', () => {
    const rows = [
      ['序号', '企业名称', '证书编号'],
      ['1', '示例电力', 'GR202443000901'],
      ['2', '示例水务', 'GR202443000902'],
    ];
    const document = recognised('2024-11-02');

    it('may be a workbook, a CSV, a Word document, a PDF or pasted text', async () => {
      const placed = rows.flatMap((row, line) =>
        row.map((text, column) => ({ x: 50 + 150 * column, y: 700 - 20 * line, text })),
      );
      const files: Record<string, string | Uint8Array> = {
        xlsx: xlsx({ sheets: [{ name: '名单', rows }] }),
        csv: Buffer.from(csvText(rows)),
        docx: docx('高新技术企业备案公告', rows),
        pdf: pdf([placed]),
        text: rows.map((row) => row.join('   ')).join('\n'),
      };
      for (const [format, content] of Object.entries(files)) {
        const checked = await announced(auditor, content, document, `list.${format}`);
        expect([checked.state, checked.file.format, checked.matches?.unmatched], format).to.deep.equal([
          ...['checked', format, 2],
        ]);
      }
    });

    it('that are proposals are refused, as are scans', async () => {
      const proposal = await announced(auditor, docx('关于高新技术企业拟备案名单的公示', rows), document, 'a.docx');
      expect([proposal.state, proposal.failure.code]).to.deep.equal(['failed', 'ANNOUNCEMENT_PROPOSAL']);
      const after = await announced(auditor, docx('备案公告', '经公示无异议，现予公告。', rows), document, 'a.docx');
      expect(after.state).to.equal('checked');
      const scan = await announced(auditor, pdf([[]]), document, 'a.pdf');
      expect([scan.state, scan.failure.code]).to.deep.equal(['failed', 'PDF_WITHOUT_TEXT']);
    });

    it('are asked for a column that the list needs', async () => {
      const asking = await announced(auditor, '序号\t企业名称\t备注\n1\t示例电力\t无', document);
      expect(asking.state).to.equal('asking');
      expect(asking.questions.map(({ field }: any) => field)).to.deep.equal(['certificateNo']);
    });

    it('of documents are refused for other kinds of import', async () => {
      const body = await announce(auditor, docx('x', rows), { kind: 'qualifications', mode: 'check' }, 'a.docx');
      expect([body.status, body.body.state]).to.not.deep.equal([202, 'checked']);
      const text = await announce(auditor, 'a\tb', { kind: 'qualifications', mode: 'check' });
      expect(text.body.errors).to.deep.include.members([
        { path: 'text', code: 'NOT_ALLOWED', message: text.body.errors[0].message },
      ]);
    });

    it('need what holds for all of their rows', async () => {
      const missing = async (given: Record<string, string>): Promise<string[][]> => {
        const reply = await announce(auditor, table(['示例电力', 'GR1']), given);
        expectProblem(reply, 400, 'VALIDATION_FAILED');
        return reply.body.errors.map(({ path, code }: any) => [path, code]);
      };
      expect(await missing({})).to.deep.equal([
        ['list', 'REQUIRED'],
        ['docNo', 'REQUIRED'],
      ]);
      expect(await missing({ list: 'high_tech_recognised', docNo: 'A' })).to.deep.equal([['issuedOn', 'REQUIRED']]);
      expect(await missing({ list: 'tech_sme_listed', docNo: 'A' })).to.deep.equal([['year', 'REQUIRED']]);
      expect(await missing({ ...recognised('2024-13-01') })).to.deep.equal([['issuedOn', 'NOT_A_DATE']]);
      expect(await missing({ ...recognised(), effectiveFrom: '2024-01-01' })).to.deep.equal([
        ['effectiveFrom', 'NOT_ALLOWED'],
      ]);
      expect(await missing({ list: 'proposed', docNo: 'A' })).to.deep.equal([['list', 'UNKNOWN_WORD']]);
    });
  });
});
