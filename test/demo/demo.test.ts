import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import pino from 'pino';
import { buildServer } from '../../src/app.ts';
import { asSystem } from '../../src/data/as-actor.ts';
import { closeDatabase, openDatabase, type Db } from '../../src/data/database.ts';
import { migrate } from '../../src/data/migrate.ts';
import { connect, createPool } from '../../src/data/pool.ts';
import { DemoError, seedDemo } from '../../src/demo/demo.ts';
import { planWorld } from '../../src/demo/plan.ts';
import { REGION_SEEDS } from '../../src/domain/programme/seeds.ts';
import { checkUscc, innerCheckFits } from '../../src/domain/firm/uscc.ts';
import { createPasswords } from '../../src/features/auth/hashing.ts';
import { verifyTotals } from '../../src/features/totals/totals.verify.ts';
import { createTokens } from '../../src/http/tokens.ts';
import { Client } from '../support/client.ts';
import { listening } from '../support/listening.ts';
import { errorOf } from '../support/refusal.ts';
import { signIn } from '../support/sign-in.ts';
import { emptyDatabase, openWorld, theCluster } from '../support/world.ts';

const PASSWORD = 'Zhidai-demo-2026';
const TODAY = '2026-06-15';
/** Codes of real firms: no invented loan may have one. */
const REAL_FIRMS = [
  '914300007808508659',
  '91430200712106524U',
  '914302007121024513',
  '9143030071526726XG',
  '9152000071430580XT',
  '91350100M0001TGQXM',
];
const FREE_CODES = [
  '91430200000000027W',
  '91430200000000035P',
  '91430200000000043J',
  '91430200000000051D',
  '91430200000000094T',
  '91430200000000107G',
  '91430200000000115B',
];

describe('the demonstration world', function () {
  this.timeout(120_000);
  const passwords = createPasswords({ concurrency: 2, queueLimit: 200 });
  let db: Db;
  let url: string;
  let rows: (sql: string, values?: unknown[]) => Promise<any[]>;
  let close: () => Promise<void>;

  before(async () => {
    const { database, drop } = await emptyDatabase();
    const cluster = await theCluster();
    const { actorKey } = await migrate(cluster.owner(database), cluster.app(database));
    db = openDatabase(createPool(cluster.app(database), { max: 4, role: 'zhidai_app' }), actorKey);
    const owner = await connect(cluster.owner(database));
    rows = async (sql, values) => (await owner.query(sql, values)).rows;
    const summary = await seedDemo(db, { passwords, today: TODAY });
    expect(summary.created).to.equal(true);
    const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
      format: 'pem',
      type: 'pkcs8',
    }) as string;
    const service = await listening(
      buildServer({
        db,
        tokens: createTokens(pem),
        passwords,
        clock: () => new Date(`${TODAY}T02:00:00.000Z`),
        log: pino({ level: 'silent' }),
        accessLog: { record: () => undefined },
        checkFirmsPerDay: 1_000,
        sessionIdleMinutes: 720,
        secondFactor: 'optional',
        secureCookies: false,
        trustProxy: false,
        console: null,
        imports: { nudge: () => undefined, end: async () => undefined },
      }),
    );
    url = service.url;
    close = async () => {
      await service.close();
      await owner.end();
      await closeDatabase(db);
      await drop();
    };
  });
  after(() => close?.());

  const one = async (sql: string): Promise<any> => Object.values((await rows(sql))[0])[0];

  it('has about 2,500 filings from 2021 to today, in every state, in each of the ten regions, from twelve banks', async () => {
    expect(Number(await one('select count(*) from filing'))).to.be.within(2400, 2600);
    const states = Object.fromEntries(
      (await rows('select state, count(*)::int as n from filing group by state')).map(({ state, n }) => [state, n]),
    );
    expect(states).to.have.all.keys('submitted', 'accepted', 'returned', 'withdrawn', 'voided');
    expect(states['submitted'], 'waiting for an auditor').to.be.at.least(3);
    expect(states['returned']).to.be.at.least(2);
    const regions = (await rows('select distinct region_code from filing order by 1')).map((row) => row.region_code);
    expect(regions).to.deep.equal(REGION_SEEDS.map(({ code }) => code).filter((code) => code !== '430221'));
    expect((await rows('select code from region order by 1')).map((row) => row.code)).to.deep.equal(
      REGION_SEEDS.map(({ code }) => code).sort(),
    );
    expect(Number(await one('select count(distinct bank_code) from filing'))).to.equal(12);
    expect(
      (await rows('select distinct extract(year from submitted_at)::int as year from filing order by 1')).map(
        (row) => row.year,
      ),
    ).to.deep.equal([2021, 2022, 2023, 2024, 2025, 2026]);
    expect(
      await one(`select max(greatest(submitted_at, state_changed_at)) < '${TODAY}T00:00:00+08:00' from filing`),
    ).to.equal(true);
  });

  it('has between 1.9 and 2.0 billion yuan in 2024, in realistic amounts', async () => {
    const client = await signIn(url, 'auditor');
    const reply = await client.get('/totals?from=2024&to=2024');
    expect(reply.status, reply.text).to.equal(200);
    expect(Number(reply.body.total.amount)).to.be.within(1.9e9, 2e9);
    expect(
      await one(
        `select sum(amount_fen) = ${reply.body.total.amount.replace('.', '')} from filing where state = 'accepted' and extract(year from filed_on) = 2024`,
      ),
    ).to.equal(true);
    expect(await one('select bool_and(amount_fen % 1000000 = 0) from filing')).to.equal(true);
    expect(Number(await one('select avg((amount_fen <= 1000000000)::int) from filing'))).to.be.within(0.97, 0.999);
  });

  it('has firms with codes of the unused range only, a few of them invalid or unusual', async () => {
    const codes = (await rows('select uscc, registered_by_hand from firm order by uscc')) as {
      uscc: string;
      registered_by_hand: boolean;
    }[];
    expect(codes).to.have.length(120);
    expect(codes.map(({ uscc }) => uscc)).to.include.members(FREE_CODES);
    const named = (
      await rows('select uscc from firm union select uscc from filing union select uscc from qualification')
    ).map((row) => row.uscc as string);
    for (const uscc of named) {
      expect(REAL_FIRMS).not.to.include(uscc);
      expect(uscc).to.match(/^9[12]43020000000/);
    }
    const wrong = codes.filter(({ uscc }) => checkUscc(uscc) !== 'ok');
    expect(wrong).to.have.length(1);
    expect(wrong[0]!.registered_by_hand).to.equal(true);
    expect(codes.filter(({ uscc }) => checkUscc(uscc) === 'ok' && !innerCheckFits(uscc))).to.have.length(2);
    expect(codes.filter(({ uscc }) => uscc.startsWith('92'))).to.have.length(1);
    expect(await rows('select name from firm group by name having count(*) > 1')).to.deep.equal([]);
  });

  it('has the common flags, including restricted ones that depend on another bank', async () => {
    const open = (await rows(`select distinct f ->> 'rule' as rule from filing, jsonb_array_elements(flags) f`)).map(
      (row) => row.rule,
    );
    expect(open).to.include.members([
      'FIRM_NAME_DIFFERS',
      'USCC_INNER_CHECK',
      'USCC_NOT_COMPANY',
      'AMOUNT_OVER_LIMIT',
      'BRANCH_NUMBER_CHECK',
      'FIRST_LOAN_CONTRADICTED',
    ]);
    const restricted = (
      await rows(`select distinct f ->> 'rule' as rule from filing, jsonb_array_elements(flags_other) f`)
    ).map((row) => row.rule);
    expect(restricted).to.include.members(['FIRM_NAME_DIFFERS', 'FIRST_LOAN_CONTRADICTED']);
    expect(Number(await one('select count(*) from filing where renewal and renewal_of is not null'))).to.be.above(100);
    expect(Number(await one('select count(*) from filing where renewal and renewal_of is null'))).to.be.above(10);
    // Those of 2021 are flagged with NO_PROGRAMME: no version covers that year.
    const firstLoans = `first_loan and not (flags || flags_other) @> '[{"rule": "FIRST_LOAN_CONTRADICTED"}]'`;
    expect(Number(await one(`select count(*) from filing where ${firstLoans}`))).to.be.above(50);
    const noProgramme = `flags @> '[{"rule": "NO_PROGRAMME"}]'`;
    expect(await one(`select bool_and(${noProgramme} = (disbursed_on < '2022-01-01')) from filing`)).to.equal(true);
    expect(await one(`select count(*)::int from filing where ${noProgramme} and state = 'submitted'`)).to.equal(0);
  });

  it('has qualifications with gaps, expiries and revocations, and late entries that re-linked filings', async () => {
    expect((await rows('select distinct status from filing')).map((row) => row.status)).to.have.members([
      'both',
      'highTechOnly',
      'techSmeOnly',
      'neither',
    ]);
    expect(
      await rows('select distinct kind, revoked_on is null as whole from qualification where revoked'),
    ).to.have.length(4);
    expect(
      Number(
        await one(
          `select count(*) from (select uscc, kind, max(valid_to) as last from qualification group by 1, 2) q where kind = 'high_tech' and last < '${TODAY}'`,
        ),
      ),
    ).to.be.above(3);
    expect(
      Number(
        await one(
          `select count(*) from (select valid_from - lag(valid_to) over (partition by uscc, kind order by valid_from) as gap from qualification) q where gap > 1`,
        ),
      ),
    ).to.be.above(100);
    const late = await rows(
      `select t.version, t.at, t.actor, t.reason from trail t where t.type = 'filing' and t.action = 'qualification.set' and t.after ? 'links'`,
    );
    expect(late.length).to.be.above(50);
    expect(late[0]).to.deep.include({ actor: 'auditor' });
    expect(
      Number(await one(`select count(*) from trail where type = 'filing' and action = 'qualification.revoke'`)),
    ).to.be.above(3);
  });

  it('was created by the services of real use: events have their actor and instant, totals and links equal a recount', async () => {
    const actors = await rows(
      `select distinct role, type from trail where action like 'filing.%' or action like 'qualification.%' or action = 'firm.set' order by 1, 2`,
    );
    expect(actors.map(({ role, type }) => `${role} ${type}`)).to.deep.equal([
      'auditor filing',
      'auditor firm',
      'auditor qualification',
      'officer filing',
      'officer firm',
    ]);
    expect(
      await one(
        `select bool_and(at = submitted_at) from trail t join filing f on f.id::text = t.record_id where t.type = 'filing' and t.version = 1`,
      ),
    ).to.equal(true);
    expect(
      await one(
        `select bool_and(extract(hour from at at time zone 'Asia/Shanghai') between 8 and 17) from trail where action like 'filing.%'`,
      ),
    ).to.equal(true);
    expect(
      await asSystem(db, 'verify', { action: 'registry.verify', at: new Date() }, verifyTotals, { snapshot: true }),
    ).to.deep.equal([]);
    expect(await one(`select count(*) from session where ended_at is null and started_at < '${TODAY}'`)).to.equal('0');
  });

  it('is posted day by day in its own time: what was accepted on a day is in a posting of that day', async () => {
    expect(await one('select count(*) > 100 from posting')).to.equal(true);
    expect(
      await one(
        `select bool_and((p.at at time zone 'Asia/Shanghai')::date = (t.at at time zone 'Asia/Shanghai')::date and p.at >= t.at)
         from ledger_entry e join posting p on p.no = e.posting_no
         join trail t on t.type = 'filing' and t.record_id = e.filing_id::text and t.version = e.version`,
      ),
    ).to.equal(true);
    expect(await one('select count(*) from ledger_pending')).to.equal('0');
  });

  it('has accounts that can sign in, each with its role', async () => {
    const roles = {
      officer: 'officer',
      officer2: 'officer',
      auditor: 'auditor',
      auditor2: 'auditor',
      auditor430211: 'auditor',
      firm: 'firm',
      admin: 'admin',
    };
    const accounts: Record<string, any> = {};
    for (const [login, role] of Object.entries(roles)) {
      const client = await signIn(url, login);
      const account = (await client.get('/auth/me')).body;
      expect(account).to.include({ login, role });
      expect((await client.get(role === 'admin' ? '/admin/accounts' : '/filings?limit=1')).status).to.equal(200);
      accounts[login] = account;
    }
    expect([accounts['officer'].bank.code, accounts['officer2'].bank.code]).to.deep.equal(['ICBC', 'CCB']);
    expect(accounts['auditor430211'].regions).to.have.length(1);
    const client = await signIn(url, 'firm');
    const years = (await client.get('/totals?from=2021&to=2026')).body.rows.filter((row: any) => row.filings > 0);
    expect(years.length).to.be.at.least(4);
    expect((await new Client(url).post('/auth/login', { login: 'officer-abc', password: PASSWORD })).status).to.equal(
      401,
    );
  });

  it('is created once: a second start does not change it', async () => {
    const before = await one('select count(*) from trail');
    const again = await seedDemo(db, { passwords, today: '2026-06-16' });
    expect(again.created).to.equal(false);
    expect(again.startMessages.join('\n')).to.include(PASSWORD).and.include('auditor430211');
    expect(await one('select count(*) from trail')).to.equal(before);
  });
});

describe('creating the demonstration world', function () {
  this.timeout(60_000);
  const passwords = createPasswords({ concurrency: 2, queueLimit: 200 });
  const failure = (db: Db): Promise<Error> => errorOf(seedDemo(db, { passwords, today: TODAY }));

  it('fails for a registry in use and does not change it', async () => {
    const world = await openWorld();
    const error = await failure(world.db);
    expect(error).to.be.instanceOf(DemoError);
    expect(error.message).to.include('DATA_DIR');
    expect((await world.owner.query('select demo from registry')).rows).to.deep.equal([{ demo: false }]);
    await world.close();
  });

  it('fails with instructions if an earlier creation was interrupted', async () => {
    const world = await openWorld();
    await world.owner.query(
      `select set_config('app.actor', 'test', false), set_config('app.action', 'test', false), set_config('app.role', 'system', false), set_config('app.now', now()::text, false)`,
    );
    await world.owner.query(`update registry set demo = true`);
    await world.owner.query(`delete from account where login = 'admin'`);
    const error = await failure(world.db);
    expect(error).to.be.instanceOf(DemoError);
    expect(error.message).to.include('delete its folder').and.include('data-demo');
    await world.close();
  });
});

describe('the plan of the demonstration world', () => {
  it('is deterministic for a given day', () => {
    expect(planWorld(TODAY)).to.deep.equal(planWorld(TODAY));
  });

  for (const today of ['2025-01-02', '2025-09-30', '2026-01-01', '2026-12-31', '2028-02-29']) {
    it(`has its size, ends before today and leaves reviews open, on ${today}`, () => {
      const { events } = planWorld(today);
      const filings = events.filter(({ type }) => type === 'filing');
      expect(filings.length).to.be.within(2350, 2650);
      expect(events.every(({ at }) => at < new Date(`${today}T00:00:00+08:00`))).to.equal(true);
      const waiting = new Set(
        filings.map((event) => ('loan' in event && event.loan.flaw !== null ? event.loan : null)),
      );
      for (const event of events) if (event.type === 'decision') waiting.delete(event.loan);
      expect(waiting.size).to.be.above(2);
    });
  }
});
