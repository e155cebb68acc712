// What the database refuses of amendments, whatever statement writes them.
import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { ifMatch, type Client } from '../support/client.ts';
import { F2, file, goodFiling } from '../support/filing.ts';
import { ACTOR_SETTINGS, createSqlAs, type SqlAs } from '../support/raw.ts';
import { refusal } from '../support/refusal.ts';
import { openWorld, type World } from '../support/world.ts';

const NOT_SO = 'ZD002';
const MAY_NOT = '42501';

describe('the guard of amendments', function () {
  this.timeout(60_000);
  let world: World;
  let sqlAs: SqlAs;
  let officer: Client;
  /** An amendment by ICBC's officer, of a filing in 430211; and one by an auditor, of another. */
  let ofBank: { id: string; filingId: string };
  let ofBureau: { id: string; filingId: string };
  let foreign: string;
  before(async () => {
    world = await openWorld();
    sqlAs = createSqlAs(world);
    officer = await world.as('officer');
    const propose = async (client: Client): Promise<{ id: string; filingId: string }> => {
      const filing = await file(officer);
      const path = `/filings/${filing.body.id}/amendments`;
      const reply = await client.post(path, { changes: { amount: '5.00' }, reason: 'x' }, ifMatch(filing));
      expect(reply.status, reply.text).to.equal(201);
      return { id: reply.body.id, filingId: filing.body.id };
    };
    ofBank = await propose(officer);
    ofBureau = await propose(await world.as('auditor'));
    foreign = (await file(await world.as('officer2'), goodFiling(F2))).body.id;
  });
  after(() => world.close());

  const insert = (filingId: string, after: object = { amount_fen: 1 }): string =>
    `insert into amendment (id, filing_id, after, reason)
     values ('${randomUUID()}', '${filingId}', '${JSON.stringify(after)}', 'x')`;
  const set = (id: string, change: string): string => `update amendment set ${change} where id = '${id}'`;
  const affected = (login: string, text: string): Promise<unknown> => sqlAs.affected(login, text).then(String);

  it('lets nobody propose for filings out of sight, with an open amendment, or in another state', async () => {
    expect(await sqlAs('officer', insert(foreign))).to.equal(MAY_NOT);
    expect(await sqlAs('regional', insert(foreign))).to.equal(MAY_NOT);
    expect(await sqlAs('officer', insert(ofBank.filingId))).to.equal(NOT_SO);
    expect(await sqlAs('officer', insert(randomUUID()))).to.equal('23503');
    for (const login of ['firm', 'admin', 'sysadmin', 'secadmin', 'auditadmin'])
      expect(await sqlAs(login, insert(foreign)), login).to.be.oneOf([MAY_NOT, '25006']);
    const { id } = (await file(officer)).body;
    for (const after of [{}, { amount_fen: 300000000 }, { state: 'voided' }, { number: 'ZD2026-1' }, { uscc: 'x' }])
      expect(await sqlAs('officer', insert(id, after)), JSON.stringify(after)).to.equal(NOT_SO);
    expect(await sqlAs('officer', insert(id))).to.deep.equal([]);
    for (const column of ['proposed_by', 'proposer', 'state', 'bank_code', 'before', 'decided_by'])
      expect(
        await sqlAs(
          'officer',
          `insert into amendment (id, filing_id, after, reason, ${column}) values (null, null, null, null, null)`,
        ),
        column,
      ).to.equal(MAY_NOT);
  });

  it('lets an auditor other than the proposer decide, and nobody else', async () => {
    const accept = `state = 'accepted'`;
    expect(await affected('officer', set(ofBank.id, accept))).to.equal(NOT_SO);
    expect(await affected('colleague', set(ofBank.id, accept))).to.equal(NOT_SO);
    expect(await affected('system', set(ofBank.id, accept))).to.equal(MAY_NOT);
    expect(await affected('auditor', set(ofBureau.id, accept))).to.equal(NOT_SO);
    expect(await affected('auditor', set(ofBureau.id, `state = 'refused', decision_reason = 'x'`))).to.equal(NOT_SO);
    expect(await affected('officer', set(ofBureau.id, `state = 'withdrawn'`))).to.equal(NOT_SO);
    expect(await affected('auditor', set(ofBank.id, `state = 'withdrawn'`))).to.equal(NOT_SO);
    expect(await affected('auditor', set(ofBank.id, `state = 'refused'`)), 'without a reason').to.equal(NOT_SO);
    expect(await affected('auditor', set(ofBank.id, `state = 'proposed'`)), 'a first acceptance').to.equal(NOT_SO);
    expect(await affected('auditor2', set(ofBureau.id, accept))).to.equal('1');
    expect(await affected('auditor', set(ofBank.id, accept))).to.equal('1');
    expect(await affected('officer2', set(ofBank.id, `state = 'withdrawn'`))).to.equal('0');
    for (const change of [`after = '{}'`, `reason = 'y'`, `proposed_by = null`, `decider = 'x'`])
      expect(await affected('auditor', set(ofBank.id, change)), change).to.equal(MAY_NOT);
  });

  it('changes an accepted filing by an accepted amendment alone', async () => {
    for (const login of ['officer', 'auditor']) {
      for (const change of [`pending_amendment = null`, `amended_at = now()`])
        expect(await affected(login, `update filing set ${change} where id = '${ofBank.filingId}'`)).to.equal(MAY_NOT);
    }
    expect(await affected('officer', `update filing set amount_fen = 500 where id = '${ofBank.filingId}'`)).to.equal(
      NOT_SO,
    );
    const asOwner = (text: string): Promise<string> =>
      refusal(async () => {
        try {
          await world.owner.query(`begin; ${ACTOR_SETTINGS}; set local app.role = 'auditor'`);
          await world.owner.query(text);
        } finally {
          await world.owner.query('rollback');
        }
      });
    // Another value than the one that was accepted, and the accepted one.
    const disabled = 'alter table amendment disable trigger amendment_apply;';
    const accepted = `${disabled} alter table amendment disable trigger amendment_guard; ${set(ofBank.id, `state = 'accepted'`)};`;
    const write = (fen: number): string => `update filing set amount_fen = ${fen} where id = '${ofBank.filingId}'`;
    expect(await asOwner(`${accepted} ${write(501)}`)).to.equal(NOT_SO);
    expect(await asOwner(`${accepted} ${write(500)}`)).to.equal('done');
    expect(await asOwner(`delete from amendment where id = '${ofBank.id}'`)).to.equal(NOT_SO);
  });
});
