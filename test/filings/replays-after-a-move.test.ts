import { expect } from 'chai';
import { goodFiling } from '../support/filing.ts';
import { openWorld, type World } from '../support/world.ts';

describe('an Idempotency-Key of an account that has moved to another bank', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  const move = async (bankCode: string): Promise<void> => {
    const [admin, officer] = [await world.as('admin'), await world.as('officer')];
    const { accountId } = officer.ids;
    const { items } = (await admin.get('/admin/accounts?limit=200')).body;
    const { version } = items.find(({ id }: { id: string }) => id === accountId);
    const reply = await admin.patch(`/admin/accounts/${accountId}`, { bankCode }, { 'If-Match': `"${version}"` });
    expect(reply.status, reply.text).to.equal(200);
  };

  it('answers for the bank of its account, and never with a filing of the bank before', async () => {
    const officer = await world.as('officer');
    const [key, body] = [{ 'Idempotency-Key': 'moving' }, goodFiling()];
    const first = await officer.post('/filings', body, key);
    expect([first.status, first.body.bank.code]).to.deep.equal([201, 'ICBC']);
    await move('CCB');
    const moved = await officer.post('/filings', body, key);
    expect([moved.status, moved.body.bank.code, moved.headers.get('idempotent-replayed')]).to.deep.equal([
      201,
      'CCB',
      null,
    ]);
    const again = await officer.post('/filings', body, key);
    expect([again.body.id, again.headers.get('idempotent-replayed')]).to.deep.equal([moved.body.id, 'true']);
    await move('ICBC');
    const back = await officer.post('/filings', body, key);
    expect([back.body.id, back.headers.get('idempotent-replayed')]).to.deep.equal([first.body.id, 'true']);
  });
});
