import { expect } from 'chai';
import { sql } from 'kysely';
import { asSystem } from '../../src/data/as-actor.ts';
import { FILING_STATES } from '../../src/domain/filing/state.ts';
import { composeUscc } from '../../src/domain/firm/uscc.ts';
import { ifMatch, type Client, type Reply } from '../support/client.ts';
import { flaggedFiling, goodFiling } from '../support/filing.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

const SORTS = ['submittedAt', 'filedOn', 'disbursedOn', 'amount', 'stateChangedAt'];
const COLUMNS: Record<string, string> = {
  submittedAt: 'submitted_at',
  filedOn: `coalesce(filed_on, '0001-01-01')`,
  disbursedOn: 'disbursed_on',
  amount: 'amount_fen',
  stateChangedAt: 'state_changed_at',
};
const NAMES: Record<string, [string, string]> = {
  [FIRMS.F1]: ['株洲星火智能装备有限公司', '430211'],
  [FIRMS.F2]: ['株洲远航轨道科技有限公司', '430204'],
  [FIRMS.F3]: ['醴陵新釉陶瓷材料有限公司', '430281'],
  [FIRMS.F4]: ['株洲旧铁机械有限公司', '430202'],
};
const ids = (reply: Reply): string[] => reply.body.items.map((item: { id: string }) => item.id);

describe('the list of filings', function () {
  this.timeout(30_000);
  let world: World;
  let officer: Client;
  let auditor: Client;
  before(async () => {
    world = await openWorld();
    [officer, auditor] = [await world.as('officer'), await world.as('auditor')];
    const start = world.time.now.getTime();
    const usccs = Object.keys(NAMES);
    for (let i = 0; i < 48; i += 1) {
      // Three filings share each time, so that the order of equal keys is tested.
      world.time.now = new Date(start - (16 - Math.floor(i / 3)) * 40 * 86_400_000);
      const day = world.time.now.toISOString().slice(0, 10);
      const uscc = usccs[i % 4]!;
      const [firmName, regionCode] = NAMES[uscc]!;
      const client = await world.as(['officer', 'officer2', 'colleague'][i % 3]!);
      const make = i % 5 === 0 ? flaggedFiling : goodFiling;
      const body = make({
        uscc,
        regionCode,
        ...(i % 5 === 0 ? {} : { firmName }),
        amount: `${(i % 7) + 1}00000.00`,
        disbursedOn: `${Number(day.slice(0, 4)) - (i % 2)}-0${(i % 9) + 1}-01`,
        dueOn: `${Number(day.slice(0, 4))}-12-31`,
        renewal: i % 4 === 1,
        contractNo: `合同 Ht-${i}`,
        receiptNo: `jj_${i}%`,
      });
      if (String(body['disbursedOn']) > day) body['disbursedOn'] = day;
      const reply = await client.post('/filings', body);
      expect(reply.status, reply.text).to.equal(201);
      const { id, state } = reply.body;
      if (state === 'submitted' && i % 10 === 0)
        await auditor.post(`/filings/${id}/return`, { reason: '退' }, ifMatch(reply));
      if (state === 'submitted' && i % 15 === 0)
        await client.post(`/filings/${id}/withdraw`, { reason: '撤' }, ifMatch(await client.get(`/filings/${id}`)));
      if (state === 'accepted' && i % 11 === 0)
        await auditor.post(`/filings/${id}/void`, { reason: '废' }, ifMatch(reply));
    }
    world.time.now = new Date(start);
  });
  after(() => world.close());

  /** The items of all pages, and the number of pages. */
  async function walk(
    client: Client,
    query: string,
    limit: number,
    between: () => Promise<unknown> = async () => undefined,
  ): Promise<any[]> {
    const items: any[] = [];
    let cursor: string | null = null;
    do {
      const reply: Reply = await client.get(
        `/filings?limit=${limit}${query}${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      expect(reply.status, reply.text).to.equal(200);
      expect(reply.body.items.length).to.be.at.most(limit);
      items.push(...reply.body.items);
      cursor = reply.body.nextCursor;
      if (cursor !== null) expect(reply.body.items).to.have.length(limit);
      await between();
    } while (cursor !== null);
    return items;
  }
  const sqlIds = async (where: string, order = 'submitted_at desc, id desc'): Promise<string[]> =>
    (await world.owner.query(`select id from filing where ${where} order by ${order}`)).rows.map((row) => row.id);

  it('matches SQL for every filter and reader, with equal counts', async () => {
    const filters: [query: string, where: string][] = [
      ['', 'true'],
      ['year=2026', `filed_on >= '2026-01-01' and filed_on < '2027-01-01'`],
      ['year=2025&basis=filed', `extract(year from filed_on) = 2025`],
      ['year=2025&basis=disbursed', `extract(year from disbursed_on) = 2025`],
      ['year=2025&month=12', `filed_on >= '2025-12-01' and filed_on < '2026-01-01'`],
      ['year=2025&month=3&basis=disbursed', `disbursed_on >= '2025-03-01' and disbursed_on < '2025-04-01'`],
      ['bank=CCB', `bank_code = 'CCB'`],
      ['bank=CCB,ICBC', 'true'],
      ['bank=NOBODY', 'false'],
      ['region=430204,430281', `region_code in ('430204', '430281')`],
      ['region=999999', 'false'],
      ...FILING_STATES.map((state) => [`state=${state}`, `state = '${state}'`] as [string, string]),
      ['state=returned,withdrawn,voided', `state in ('returned', 'withdrawn', 'voided')`],
      [`uscc=${FIRMS.F2}`, `uscc = '${FIRMS.F2}'`],
      [`uscc=${FIRMS.F2.toLowerCase()}`, `uscc = '${FIRMS.F2}'`],
      ...['both', 'highTechOnly', 'techSmeOnly', 'neither'].map(
        (status) => [`status=${status}`, `status = '${status}'`] as [string, string],
      ),
      ['status=both,neither', `status in ('both', 'neither')`],
      ['renewal=true', 'renewal'],
      ['renewal=false', 'not renewal'],
      ['filedFrom=2025-06-01', `filed_on >= '2025-06-01'`],
      ['filedTo=2025-06-01', `filed_on <= '2025-06-01'`],
      ['filedFrom=2025-06-01&filedTo=2026-01-31', `filed_on between '2025-06-01' and '2026-01-31'`],
      ['filedFrom=2000-01-01', 'filed_on is not null'],
      ['disbursedFrom=2025-04-01&disbursedTo=2025-09-01', `disbursed_on between '2025-04-01' and '2025-09-01'`],
      [
        'state=accepted&bank=ICBC&region=430211&renewal=true&year=2025',
        `state = 'accepted' and bank_code = 'ICBC' and region_code = '430211' and renewal and extract(year from filed_on) = 2025`,
      ],
    ];
    const flagged: [string, string][] = [
      ['flagged=true', 'flagged'],
      ['flagged=false', 'not flagged'],
    ];
    const readers: [login: string, sight: string, filters: [string, string][]][] = [
      ['auditor', 'true', [...filters, ...flagged]],
      ['officer', `bank_code = 'ICBC'`, [...filters, ...flagged]],
      ['regional', `region_code in ('430211', '430281')`, filters],
      ['firm', `uscc = '${FIRMS.F1}'`, filters],
    ];
    for (const [login, sight, theirs] of readers) {
      const client = await world.as(login);
      for (const [query, where] of theirs) {
        const wanted = await sqlIds(`(${sight}) and (${where})`);
        const reply = await client.get(`/filings?limit=200&${query}`);
        expect(reply.status, `${login} ${query} ${reply.text}`).to.equal(200);
        expect(ids(reply), `${login} ${query}`).to.deep.equal(wanted);
        const counts = (await client.get(`/filings/counts?${query}`)).body;
        expect(counts.total, `${login} counts ${query}`).to.equal(wanted.length);
        for (const state of FILING_STATES)
          expect(counts[state]).to.equal(reply.body.items.filter((item: any) => item.state === state).length);
      }
    }
  });

  it('returns each row once, in every order, with any page size', async () => {
    for (const sort of SORTS) {
      for (const [sign, direction] of [
        ['', 'asc'],
        ['-', 'desc'],
      ]) {
        const wanted = await sqlIds(`bank_code = 'ICBC'`, `${COLUMNS[sort]} ${direction}, id ${direction}`);
        for (const limit of [1, 7, 200]) {
          if (limit === 1 && sign === '') continue;
          expect(
            (await walk(officer, `&sort=${sign}${sort}`, limit)).map((item) => item.id),
            `${sign}${sort} by ${limit}`,
          ).to.deep.equal(wanted);
        }
      }
    }
    expect(ids(await auditor.get('/filings'))).to.deep.equal(await sqlIds('true'));
    const last = await auditor.get(`/filings?limit=${(await sqlIds('true')).length}`);
    expect(last.body.nextCursor).to.equal(null);
  });

  it('returns the rows present at the first page exactly once while others are added and changed', async () => {
    for (const sort of ['submittedAt', '-submittedAt', '-amount', 'filedOn', '-stateChangedAt']) {
      const before = await sqlIds('true');
      const changed = new Set<string>();
      const seen = await walk(auditor, `&sort=${sort}`, 13, async () => {
        const added = await officer.post(
          '/filings',
          flaggedFiling({ amount: `${1 + changed.size}00000`, disbursedOn: '2025-05-05', dueOn: '2026-05-05' }),
        );
        expect(added.status).to.equal(201);
        const [id] = await sqlIds(`state = 'submitted'`, 'random()');
        if (id === undefined) return;
        const reply = await auditor.get(`/filings/${id}`);
        expect((await auditor.post(`/filings/${id}/return`, { reason: '退' }, ifMatch(reply))).status).to.equal(200);
        changed.add(id);
      });
      const times = new Map<string, number>();
      for (const { id } of seen) times.set(id, (times.get(id) ?? 0) + 1);
      for (const id of before) if (!changed.has(id)) expect(times.get(id), `${sort}: ${id}`).to.equal(1);
      if (!sort.includes('stateChangedAt'))
        expect(
          [...times.values()].every((count) => count === 1),
          sort,
        ).to.equal(true);
    }
  });

  it('accepts a cursor only for its own account, order and filters', async () => {
    const cursorOf = async (client: Client, query = ''): Promise<string> =>
      (await client.get(`/filings?limit=3${query}`)).body.nextCursor;
    const cursor = await cursorOf(officer, '&state=accepted');
    const refuse = async (client: Client, query: string, path = '/filings'): Promise<void> => {
      const reply = await client.get(`${path}?${query}`);
      expect(
        [reply.status, reply.body.code, reply.body.errors?.[0]?.path, reply.body.errors?.[0]?.code],
        query,
      ).to.deep.equal([400, 'VALIDATION_FAILED', 'cursor', 'INVALID_CURSOR']);
    };
    expect((await officer.get(`/filings?state=accepted&limit=5&cursor=${cursor}`)).status).to.equal(200);
    await refuse(await world.as('colleague'), `state=accepted&cursor=${cursor}`);
    await refuse(auditor, `state=accepted&cursor=${cursor}`);
    for (const query of [
      '',
      'state=accepted,voided&',
      'state=accepted&sort=amount&',
      'state=accepted&sort=submittedAt&',
      'state=accepted&bank=CCB&',
      'state=accepted&q=a&',
      'state=voided&',
    ])
      await refuse(officer, `${query}cursor=${cursor}`);
    await refuse(auditor, `cursor=${(await auditor.get('/firms?limit=1')).body.nextCursor}`);
    await refuse(auditor, `cursor=${(await auditor.get('/filings?limit=1')).body.nextCursor}`, '/firms');
    const [payload, signature] = cursor.split('.');
    const forged = Buffer.from(
      JSON.stringify(['2030-01-01T00:00:00.000Z', '00000000-0000-4000-8000-000000000000']),
    ).toString('base64url');
    for (const bad of [
      'x',
      '.',
      '..',
      `${payload}`,
      `${payload}.`,
      `.${signature}`,
      `${forged}.${signature}`,
      `${cursor}A`,
      `${cursor}.x`,
      `${cursor}%3D`,
      signature!,
      '%F0%9F%98%80',
      'null',
      'x'.repeat(2000),
    ])
      await refuse(officer, `state=accepted&cursor=${bad}`);
    for (let i = 0; i < cursor.length; i += 3) {
      const other = cursor[i] === 'A' ? 'B' : 'A';
      await refuse(officer, `state=accepted&cursor=${cursor.slice(0, i)}${other}${cursor.slice(i + 1)}`);
    }
    // Unused bits of the last base64 character may not be changed either.
    for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_')
      if (!cursor.endsWith(character))
        await refuse(officer, `state=accepted&cursor=${cursor.slice(0, -1)}${character}`);
  });

  it('accepts limits from 1 to 200, 50 by default, and refuses unknown parameters', async () => {
    for (const [query, path, code] of [
      ['limit=0', 'limit', 'TOO_SMALL'],
      ['limit=201', 'limit', 'TOO_LARGE'],
      ['limit=-1', 'limit', 'NOT_AN_INTEGER'],
      ['limit=1.5', 'limit', 'NOT_AN_INTEGER'],
      ['limit=', 'limit', 'NOT_AN_INTEGER'],
      ['limit=1e2', 'limit', 'NOT_AN_INTEGER'],
      ['limit=99999999999999999999', 'limit', 'NOT_AN_INTEGER'],
      ['limit=10&limit=10', 'limit', 'REPEATED'],
      ['state=accepted&state=voided', 'state', 'REPEATED'],
      ['state=', 'state', 'UNKNOWN_WORD'],
      ['state=accepted,', 'state', 'UNKNOWN_WORD'],
      ['state=Accepted', 'state', 'UNKNOWN_WORD'],
      ['sort=id', 'sort', 'UNKNOWN_WORD'],
      ['sort=--amount', 'sort', 'UNKNOWN_WORD'],
      ['sort=amount,filedOn', 'sort', 'UNKNOWN_WORD'],
      ['page=2', 'page', 'UNKNOWN_FIELD'],
      ['Limit=2', 'Limit', 'UNKNOWN_FIELD'],
      ['month=3', 'year', 'REQUIRED'],
      ['year=2025&month=13', 'month', 'TOO_LARGE'],
      ['year=2025&month=0', 'month', 'TOO_SMALL'],
      ['year=25', 'year', 'TOO_SMALL'],
      ['flagged=1', 'flagged', 'NOT_A_BOOLEAN'],
      ['renewal=TRUE', 'renewal', 'NOT_A_BOOLEAN'],
      ['filedFrom=2025-02-29', 'filedFrom', 'NOT_A_DATE'],
      ['filedFrom=2025-02-02&filedTo=2025-02-01', 'filedTo', 'RANGE_REVERSED'],
      ['disbursedFrom=2025-02-02&disbursedTo=2025-02-01', 'disbursedTo', 'RANGE_REVERSED'],
      ['bank=icbc', 'bank', 'FORMAT'],
      ['region=4302', 'region', 'FORMAT'],
      ['uscc=123', 'uscc', 'USCC_SHAPE'],
      ['status=none', 'status', 'UNKNOWN_WORD'],
      ['q=', 'q', 'REQUIRED'],
      ['q=%20', 'q', 'REQUIRED'],
      [`q=${'a'.repeat(101)}`, 'q', 'TOO_LONG'],
      ['q=a%00', 'q', 'CONTROL_CHARACTER'],
      ['q=%ED%A0%80', 'q', 'CONTROL_CHARACTER'],
      ['q=%FFa', 'q', 'CONTROL_CHARACTER'],
      ['basis=paid', 'basis', 'UNKNOWN_WORD'],
    ]) {
      for (const list of query!.includes('limit') || query!.includes('sort')
        ? ['/filings']
        : ['/filings', '/filings/counts']) {
        const reply = await auditor.get(`${list}?${query}`);
        expect(
          [reply.status, reply.body.errors?.[0]?.path, reply.body.errors?.[0]?.code],
          `${list} ${query}`,
        ).to.deep.equal([400, path, code]);
      }
    }
    for (const query of ['limit=1', 'sort=amount', 'cursor=x'])
      expect((await auditor.get(`/filings/counts?${query}`)).status, query).to.equal(400);
    expect((await auditor.get('/filings?q=%EF%BF%BD')).status, 'the character itself').to.equal(200);
    expect((await auditor.get('/filings?limit=200')).status).to.equal(200);
    const many = await auditor.get('/filings');
    expect(many.body.items.length).to.equal(Math.min(50, (await sqlIds('true')).length));
    const twice = await auditor.get('/filings?limit=0&zzz=1&sort=x');
    expect(twice.body.errors.map((error: any) => error.path)).to.have.members(['limit', 'zzz', 'sort']);
  });

  describe('searched', () => {
    const find = async (client: Client, q: string): Promise<any[]> => {
      const reply = await client.get(`/filings?limit=200&q=${encodeURIComponent(q)}`);
      expect(reply.status, reply.text).to.equal(200);
      const counts = (await client.get(`/filings/counts?q=${encodeURIComponent(q)}`)).body;
      expect(counts.total, q).to.equal(reply.body.items.length);
      return reply.body.items;
    };
    let odd: any;
    before(async () => {
      odd = (
        await officer.post(
          '/filings',
          goodFiling({
            uscc: FIRMS.F6,
            firmName: 'Zhuzhou Tech（中国）100%_股份\\公司',
            contractNo: '借字（2026）第 007 号',
            receiptNo: 'AB%C_D\\E',
          }),
        )
      ).body;
      expect(odd.state).to.equal('accepted');
    });

    it('finds by number, code, firm name, contract and receipt number, whatever width, case and spaces', async () => {
      for (const q of [
        odd.number,
        odd.number.toLowerCase(),
        FIRMS.F6,
        FIRMS.F6.slice(0, 16).toLowerCase(),
        '91430200-00000010-7G',
        'Zhuzhou Tech',
        'zhuzhoutech',
        'ＴＥＣＨ',
        '中国',
        '(中国)',
        '（中国）',
        '100%_股份',
        '股份\\公司',
        '借字(2026)第007号',
        '借字（２０２６）',
        'ab%c',
        'AB%C_D\\E',
        'ａｂ％Ｃ',
      ])
        expect(
          (await find(officer, q)).map((item) => item.id),
          q,
        ).to.include(odd.id);
      expect((await find(officer, odd.number)).map((item) => item.id)).to.deep.equal([odd.id]);
    });

    it('finds the same when a name matches more firms than are looked up by code, within each row scope', async () => {
      const found = async (client: Client, q: string): Promise<string[]> =>
        (await find(client, q)).map((item) => item.id).sort();
      const officer2 = await world.as('officer2');
      const before = await Promise.all([auditor, officer, officer2].map((client) => found(client, '有限公司')));
      const codes = Array.from({ length: 150 }, (_, n) =>
        composeUscc('91430200', String(700_000 + n).padStart(8, '0')),
      );
      await asSystem(world.db, 'demo', { action: 'demo.seed', at: world.time.now }, async (tx) =>
        sql`insert into firm (uscc, name, name_key, initials, region_code)
        select uscc, name, name, 'ZQ', '430211' from unnest(${codes}::text[]) with ordinality as t(uscc, n) cross join lateral (select '众企' || n || '有限公司' as name) named`.execute(
          tx,
        ),
      );
      expect(await Promise.all([auditor, officer, officer2].map((client) => found(client, '有限公司')))).to.deep.equal(
        before,
      );
      expect(before.map((theirs) => theirs.length > 5)).to.deep.equal([true, true, true]);
      expect(await found(auditor, '众企')).to.deep.equal([]);
      const { id } = (await officer.post('/filings', goodFiling({ uscc: codes[6], firmName: '众企7有限公司' }))).body;
      expect(await Promise.all([auditor, officer, officer2].map((client) => found(client, '众企')))).to.deep.equal([
        [id],
        [id],
        [],
      ]);
      expect(await found(auditor, '众企7有')).to.deep.equal([id]);
    });

    it('treats wildcards as text', async () => {
      expect((await find(officer, '%')).map((item) => item.id)).to.deep.equal([odd.id]);
      expect((await find(officer, '_')).map((item) => item.id)).to.deep.equal([odd.id]);
      expect((await find(officer, '\\')).map((item) => item.id)).to.deep.equal([odd.id]);
      for (const q of [
        '%%',
        'AB_C',
        'ab%d',
        '_b',
        "' or 1=1 --",
        '.*',
        '-',
        '--',
        '\u00ad',
        '\u200d',
        '\u{10ffff}',
        '\uffff',
        'x'.repeat(100),
        '株'.repeat(100),
        '*',
      ])
        expect(await find(officer, q), q).to.deep.equal([]);
    });

    it('finds withdrawn and voided filings', async () => {
      const [id] = await sqlIds(`state = 'voided' and bank_code = 'ICBC'`);
      const {
        rows: [row],
      } = await world.owner.query('select receipt_no from filing where id = $1', [id]);
      expect((await find(officer, row.receipt_no)).map((item) => item.id)).to.include(id);
    });
  });

  it('never shows an officer a row of another bank, with any parameters', async () => {
    const { rows: theirs } = await world.owner.query(
      `select id, number, contract_no, receipt_no, uscc, firm_name, region_code from filing where bank_code = 'CCB'`,
    );
    expect(theirs.length).to.be.greaterThan(10);
    const foreign = new Set(theirs.map((row) => row.id));
    const queries = [
      'bank=CCB',
      'bank=CCB,ICBC',
      ...SORTS.flatMap((sort) => [`sort=${sort}`, `sort=-${sort}`]),
      ...theirs
        .slice(0, 8)
        .flatMap((row) =>
          [row.number ?? row.id, row.contract_no, row.receipt_no, row.uscc, row.firm_name].map(
            (q: string) => `q=${encodeURIComponent(q)}`,
          ),
        ),
    ];
    for (const query of queries) {
      const reply = await officer.get(`/filings?limit=200&${query}`);
      expect(reply.status, reply.text).to.equal(200);
      for (const item of reply.body.items) {
        expect(foreign.has(item.id), query).to.equal(false);
        expect(item.bank.code).to.equal('ICBC');
      }
    }
    for (const row of theirs.slice(0, 4))
      expect(
        await Promise.all(
          [row.number ?? row.id, row.contract_no + row.id].map(
            async (q: string) => (await officer.get(`/filings/counts?q=${encodeURIComponent(q)}`)).body.total,
          ),
        ),
      ).to.deep.equal([0, 0]);
  });
});
