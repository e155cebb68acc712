import { expect } from 'chai';
import { connect } from '../../src/data/pool.ts';
import { goodFiling } from '../support/filing.ts';
import { whenPlanted } from '../support/planted.ts';
import { superuserOf } from '../support/superuser.ts';
import { openWorld, type World } from '../support/world.ts';

describe('the chain of postings', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
    for (const amount of ['1000.00', '2000.00', '3000.00']) {
      expect((await (await world.as('officer')).post('/filings', goodFiling({ amount }))).status).to.equal(201);
      await world.owner.query('select from post_entries()');
    }
  });
  after(() => world.close());

  const query = async (text: string): Promise<any[]> => (await world.owner.query(text)).rows;
  /** The differences found, without values: what, place and figure. */
  const found = async (...faults: string[]): Promise<string[]> =>
    (await whenPlanted(world, ...faults)).map((line) => line.replace(/ \S+≠\S+$/, ''));
  const ofChain = async (...faults: string[]): Promise<string[]> =>
    (await found(...faults)).filter((line) => /^(posting|event [0-9]|entries)/.test(line));

  it('verifies with any session settings for dates, times and numbers', async () => {
    const session = await connect(await superuserOf(world));
    for (const settings of [
      `set datestyle = 'German, DMY'; set timezone = 'America/New_York'`,
      `set datestyle = 'SQL, MDY'; set timezone = 'Asia/Kathmandu'; set extra_float_digits = 0; set bytea_output = 'escape'; set intervalstyle = 'sql_standard'`,
    ]) {
      await session.query(settings);
      expect((await session.query('select * from verify_chain()')).rows).to.deep.equal([]);
      await (await world.as('officer')).post('/filings', goodFiling());
      await session.query('begin; select from post_entries()');
      await session.query('set local datestyle = default; set local timezone = default');
      expect((await session.query('select * from verify_chain()')).rows).to.deep.equal([]);
      await session.query('rollback');
    }
    await session.end();
    expect(await found()).to.deep.equal([]);
  });

  it('is numbered without gaps, and each head derives from the previous one', async () => {
    const postings = await query(`select no::int, entries, encode(head, 'hex') as head from posting order by no`);
    expect(postings.map(({ no, entries }) => [no, entries])).to.deep.equal([
      [1, 1],
      [2, 1],
      [3, 1],
    ]);
    expect(new Set(postings.map(({ head }) => head)).size).to.equal(3);
  });

  it('includes every audit event once, also those of other records', async () => {
    const [{ posted, all, others }] = await query(`
      select (select sum(events)::int from posting) as posted, (select count(*)::int from trail) - (select count(*)::int from journal_pending) as all,
        (select count(*)::int from trail where type <> 'filing') as others`);
    expect(posted).to.equal(all);
    expect(others).to.be.greaterThan(5);
  });

  it('detects a changed, deleted or added entry', async () => {
    expect(await ofChain('update ledger_entry set amount_fen = amount_fen + 1 where posting_no = 2')).to.deep.equal([
      'posting 2: head',
    ]);
    for (const change of [
      `action = 'x'`,
      'sign = -1',
      'version = 9',
      `filed_on = filed_on + 1`,
      `uscc = '91430200000000035P'`,
      'first_loan = not first_loan',
      'filing_id = gen_random_uuid()',
      'line = 2',
    ])
      expect(await ofChain(`update ledger_entry set ${change} where posting_no = 2`), change).to.deep.equal([
        'posting 2: head',
      ]);
    expect(await ofChain('delete from ledger_entry where posting_no = 2')).to.deep.equal([
      'posting 2: entries',
      'posting 2: head',
    ]);
    expect(await ofChain('insert into ledger_entry select * from ledger_entry where posting_no = 2')).to.deep.equal([
      'posting 2: entries',
      'posting 2: head',
    ]);
    expect(
      await ofChain(
        'insert into ledger_entry select (jsonb_populate_record(e, \'{"posting_no": 9}\')).* from ledger_entry e where posting_no = 2',
      ),
    ).to.deep.equal(['entries of posting 9: postings']);
    expect(await ofChain('update ledger_entry set posting_no = 3, line = 2 where posting_no = 2')).to.deep.equal([
      'posting 2: entries',
      'posting 2: head',
      'posting 3: entries',
      'posting 3: head',
    ]);
  });

  it('alone detects a change that is consistent in all other tables, and names its row', async () => {
    const everywhere = [
      'update filing set amount_fen = 300000 where amount_fen = 200000',
      'update ledger_entry set amount_fen = 300000 where posting_no = 2',
      `update total_sum set amount_fen = amount_fen + 100000, amount_rate = amount_rate + 100000::numeric * (select annual_rate_e4 from ledger_entry where posting_no = 2)`,
    ];
    const [{ id }] = await query('select filing_id as id from ledger_entry where posting_no = 2');
    expect(await found(...everywhere)).to.deep.equal(['posting 2: head', `entry posting 2, line 1 ${id}: digest`]);
  });

  it('detects a changed, deleted or added audit event', async () => {
    const [{ id, last }] = await query(
      `select min(t.id)::int as id, (select max(id)::int from trail) as last from trail t, posting p where p.no = 2 and p.event_ids @> t.id and t.type = 'filing'`,
    );
    for (const change of [
      `reason = 'x'`,
      `actor = 'x'`,
      `at = at - interval '1 microsecond'`,
      `after = after || '{"amount_fen": 1}'`,
      `restricted = '{}'`,
      'actor_id = gen_random_uuid()',
      `role = 'auditor'`,
    ])
      expect(await ofChain(`update trail set ${change} where id = ${id}`), change).to.deep.equal(['posting 2: head']);
    expect(await ofChain(`delete from trail where id = ${id}`)).to.deep.equal([
      'posting 2: events',
      'posting 2: head',
      `event ${id}: postings`,
    ]);
    const forged = `insert into trail overriding system value select (jsonb_populate_record(t, '{"id": ${last + 1000}}')).* from trail t where id = ${id}`;
    expect(await ofChain(forged)).to.deep.equal([`event ${last + 1000}: postings`]);
    expect(await ofChain(forged, `insert into journal_pending values (${last + 1000})`)).to.deep.equal([]);
    expect(await ofChain(`insert into journal_pending values (${id})`)).to.deep.equal([`event ${id}: postings`]);
    expect(
      await ofChain(
        'update posting set event_ids = event_ids + (select event_ids from posting where no = 1) where no = 2',
      ),
    ).to.include.members(['posting 2: events', 'posting 2: head', `event 1: postings`]);
  });

  it('detects a posting that was deleted, or has another time or head', async () => {
    expect(await ofChain('delete from posting where no = 2')).to.include.members([
      'posting 3: number',
      'posting 3: head',
      'entries of posting 2: postings',
    ]);
    expect(await ofChain('delete from posting where no = 1')).to.include.members([
      'posting 2: number',
      'posting 2: head',
      'entries of posting 1: postings',
    ]);
    expect(await ofChain('delete from posting where no = 3')).to.include('entries of posting 3: postings');
    expect(await ofChain(`update posting set head = sha256('x') where no = 2`)).to.deep.equal([
      'posting 2: head',
      'posting 3: head',
    ]);
    expect(await ofChain(`update posting set head = sha256('x') where no = 3`)).to.deep.equal(['posting 3: head']);
    expect(await ofChain(`update posting set at = at - interval '1 hour' where no = 2`)).to.deep.equal([
      'posting 2: moment',
      'posting 2: head',
    ]);
    expect(await ofChain('update posting set format = 2 where no = 2')).to.deep.equal(['posting 2: head']);
  });

  it('cannot be changed by its owner while the triggers exist', async () => {
    for (const text of [
      'update ledger_entry set sign = 1',
      'delete from ledger_entry',
      'truncate ledger_entry',
      'update posting set no = no',
      'delete from posting',
      'truncate posting cascade',
    ])
      expect(await query(text).catch((error: { code: string }) => error.code), text).to.equal('ZD003');
  });

  it('names the row that was changed, removed, inserted or moved', async () => {
    const rows = async (...faults: string[]): Promise<string[]> =>
      (await found(...faults)).filter((line) => /^(entry|event) posting/.test(line));
    const [{ filing, event, next, record }] = await query(`
      select (select filing_id::text from ledger_entry where posting_no = 2) as filing,
        min(lower(event_ids))::text as event, (min(lower(event_ids)) + 1)::text as next,
        (select type || ' ' || record_id from trail t where t.id = min(lower(p.event_ids))) as record
      from posting p where no = 1`);
    const entry = `entry posting 2, line 1 ${filing}: digest`;
    expect(await rows('update ledger_entry set amount_fen = amount_fen + 1 where posting_no = 2')).to.deep.equal([
      entry,
    ]);
    expect(await rows('delete from ledger_entry where posting_no = 2')).to.deep.equal([
      'entry posting 2, line 1: digest',
    ]);
    expect(await rows('insert into ledger_entry select * from ledger_entry where posting_no = 2')).to.deep.equal([
      entry,
    ]);
    const named = `event posting 1, id ${event} ${record}: digest`;
    expect(await rows(`update trail set reason = 'another' where id = ${event}`)).to.deep.equal([named]);
    expect(await rows(`delete from trail where id = ${event}`)).to.deep.equal([`event posting 1, id ${event}: digest`]);
    const swapped = 'at = o.at, type = o.type, record_id = o.record_id, version = o.version, after = o.after';
    expect(
      await rows(
        `update trail t set ${swapped} from trail o
          where (t.id, o.id) in ((${event}, ${next}), (${next}, ${event}))`,
      ),
    ).to.have.length(2);
  });
});
