import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { asActor, asSystem } from '../../src/data/as-actor.ts';
import type { Tx } from '../../src/data/database.ts';
import { firmsNamed } from '../../src/data/firm-names.queries.ts';
import { enterWaitingCertificates } from '../../src/data/waiting-certificates.queries.ts';
import { ifMatch, type Client } from '../support/client.ts';
import { goodFiling } from '../support/filing.ts';
import { FIRMS, openWorld, type World } from '../support/world.ts';

const OLD = '株洲远航轨道科技有限公司'; // F2, on a public list
const NEW = '株洲远航（集团）轨道装备有限公司';

describe('the names of a firm', () => {
  let world: World;
  let auditor: Client;
  before(async () => {
    world = await openWorld();
    auditor = await world.as('auditor');
  });
  after(() => world.close());

  const rename = async (uscc: string, name: string): Promise<void> => {
    const firm = await auditor.get(`/firms/${uscc}`);
    const reply = await auditor.put(`/firms/${uscc}`, { name, regionCode: '430204', reason: '更名' }, ifMatch(firm));
    expect(reply.status, reply.text).to.equal(200);
  };
  const inTransaction = async <T>(login: string, work: (tx: Tx) => Promise<T>): Promise<T> => {
    const { ids } = await world.as(login);
    return asActor(world.db, ids.sessionId, { action: 'test', at: world.time.now }, work);
  };
  const former = async (uscc: string): Promise<unknown[]> =>
    (
      await world.owner.query(
        `select name, named_on::text as since, until_day::text as until, entered_by_bank as bank from firm_name where uscc = $1 order by version`,
        [uscc],
      )
    ).rows;

  it('are kept with their periods by every rename, but not by another spelling or another region', async () => {
    await rename(FIRMS.F2, NEW);
    expect(await former(FIRMS.F2)).to.deep.equal([{ name: OLD, since: null, until: '2026-06-14', bank: null }]);
    await rename(FIRMS.F2, NEW.replace('（集团）', '(集团)'));
    expect(await former(FIRMS.F2)).to.have.length(1);
    world.time.now = new Date('2026-07-01T02:00:00.000Z');
    await rename(FIRMS.F2, '株洲远航装备股份有限公司');
    await rename(FIRMS.F2, NEW);
    expect((await former(FIRMS.F2)).slice(1)).to.deep.equal([
      { name: NEW.replace('（集团）', '(集团)'), since: '2026-06-15', until: '2026-06-30', bank: null },
      { name: '株洲远航装备股份有限公司', since: '2026-07-01', until: '2026-06-30', bank: null },
    ]);
  });

  it('may begin on the day that an announcement states', async () => {
    await inTransaction('auditor', (tx) =>
      tx
        .updateTable('firm')
        .set({ name: '株洲旧铁再生有限公司', name_key: '株洲旧铁再生有限公司', named_on: '2025-03-01' })
        .where('uscc', '=', FIRMS.F4)
        .execute(),
    );
    expect(await former(FIRMS.F4)).to.deep.equal([
      { name: '株洲旧铁机械有限公司', since: null, until: '2025-02-28', bank: null },
    ]);
  });

  it('find a firm to the letter, folded, or by a former name, and never by similarity', async () => {
    const found = await inTransaction('auditor', (tx) =>
      firmsNamed(tx, [NEW, NEW.replace('（集团）', ' (集团)'), OLD, '株洲旧铁机械有限公司', '株洲远航']),
    );
    const short = [...found].map(([name, firms]) => [name, firms.map((one) => [one.uscc, one.by, one.until_day])]);
    expect(Object.fromEntries(short)).to.deep.equal({
      [NEW]: [[FIRMS.F2, 'exact', null]],
      [NEW.replace('（集团）', ' (集团)')]: [[FIRMS.F2, 'folded', null]],
      [OLD]: [[FIRMS.F2, 'former_name', '2026-06-14']],
      株洲旧铁机械有限公司: [[FIRMS.F4, 'former_name', '2025-02-28']],
    });
  });

  it('are all found when two firms have the same one', async () => {
    await inTransaction('auditor', (tx) =>
      tx.updateTable('firm').set({ name: OLD, name_key: OLD }).where('uscc', '=', FIRMS.F3).execute(),
    );
    const found = await inTransaction('auditor', (tx) => firmsNamed(tx, [OLD]));
    expect(found.get(OLD)!.map(({ uscc, by }) => [uscc, by])).to.deep.equal([
      [FIRMS.F2, 'former_name'],
      [FIRMS.F3, 'exact'],
    ]);
  });

  it('flag a filing under a former one, saying that it is', async () => {
    const officer = await world.as('officer');
    const body = goodFiling({ uscc: FIRMS.F2, firmName: OLD, regionCode: '430204' });
    for (const reply of [await officer.post('/filings/check', body), await officer.post('/filings', body)]) {
      expect(
        reply.body.flags.map((flag: any) => flag.rule),
        reply.text,
      ).to.deep.equal(['FIRM_NAME_DIFFERS']);
      expect(reply.body.flags[0].message).to.include('a former name').and.to.include('2026-06-14');
    }
    const other = await officer.post('/filings', { ...body, firmName: '株洲远航', receiptNo: randomUUID() });
    expect(other.body.flags[0].message).to.not.include('a former name');
  });

  it('that another bank gave stay hidden: only that bank and the bureau know the former name', async () => {
    const [icbc, ccb] = [await world.as('officer'), await world.as('officer2')];
    const [first, second] = ['株洲工行起名有限公司', '株洲核定名称有限公司'];
    const file = async (client: Client, firmName: string): Promise<any> =>
      (await client.post('/filings', goodFiling({ uscc: FIRMS.F5, firmName, receiptNo: randomUUID() }))).body;
    await file(icbc, first);
    await file(ccb, '株洲建行所写有限公司');
    await rename(FIRMS.F5, second);
    expect((await former(FIRMS.F5)).map(({ name, bank }: any) => [name, bank])).to.deep.equal([[first, 'ICBC']]);
    const seen = async (login: string): Promise<unknown[]> =>
      (
        await inTransaction(login, (tx) =>
          tx.selectFrom('firm_name').select('name').where('uscc', '=', FIRMS.F5).execute(),
        )
      ).map(({ name }) => name);
    expect([await seen('officer'), await seen('officer2'), await seen('auditor')]).to.deep.equal([
      [first],
      [],
      [first],
    ]);
    const flagged = async (client: Client): Promise<string> => (await file(client, first)).flags[0].message;
    expect(await flagged(icbc)).to.include('a former name');
    expect(await flagged(ccb)).to.not.include('a former name');
  });
});

describe('certificates of lists that wait for their firm', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  const NAME = '株洲待认领科技有限公司';
  const certificate = { id: randomUUID(), kind: 'high_tech', certificateNo: 'GR202543000801', name: NAME };

  it('are entered once for each number, flag a filing under their name, and wait no longer when registered', async () => {
    const enter = (name: string): Promise<void> =>
      asSystem(world.db, 'demo', { action: 'test', at: world.time.now }, (tx) =>
        enterWaitingCertificates(
          tx,
          [{ ...certificate, id: randomUUID(), name, validFrom: '2025-10-28', validTo: '2028-10-27' }],
          { docNo: '国科火字〔2025〕1号', announcedOn: '2025-11-10', importId: null, at: world.time.now },
        ),
      );
    await enter('旧名');
    await enter(NAME);
    const rows = async (): Promise<any[]> =>
      (await world.owner.query('select name, state, uscc, version from waiting_certificate')).rows;
    expect(await rows()).to.deep.equal([{ name: NAME, state: 'waiting', uscc: null, version: 2 }]);

    const officer = await world.as('officer');
    const body = goodFiling({ uscc: FIRMS.F6, firmName: NAME.replace('科技', ' 科技') });
    const filed = await officer.post('/filings', body);
    expect(filed.body.flags.map((flag: any) => flag.rule)).to.deep.equal(['CERTIFICATE_WAITING']);
    expect(filed.body.flags[0].message).to.include(certificate.certificateNo);
    const before = { ...body, receiptNo: randomUUID(), disbursedOn: '2025-10-27', dueOn: '2026-10-27' };
    expect((await officer.post('/filings/check', before)).body.flags).to.deep.equal([]);

    const auditor = await world.as('auditor');
    const entered = await auditor.put(`/firms/${FIRMS.F6}/qualifications/high_tech/${certificate.certificateNo}`, {
      validFrom: '2025-10-28',
      validTo: '2028-10-27',
    });
    expect(entered.status, entered.text).to.equal(201);
    expect(await rows()).to.deep.equal([{ name: NAME, state: 'assigned', uscc: FIRMS.F6, version: 3 }]);
    expect((await officer.get(`/filings/${filed.body.id}`)).body.status.highTech).to.not.equal(null);
    const next = await officer.post('/filings', { ...body, receiptNo: randomUUID() });
    expect(next.body).to.include({ state: 'accepted' });
  });
});
