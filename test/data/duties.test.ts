import { expect } from 'chai';
import { createSqlAs, type SqlAs } from '../support/raw.ts';
import { separateDuties } from '../support/duties.ts';
import { openWorld, type World } from '../support/world.ts';

const REFUSED = 'ZD005';
const insert = (login: string, role: string, more: Record<string, string> = {}): string => {
  const row = {
    id: 'gen_random_uuid()',
    login: `'${login}'`,
    role: `'${role}'`,
    display_name: `'x'`,
    password_hash: `'x'`,
    password_changed_at: 'app_now()',
    ...more,
  };
  return `insert into account (${Object.keys(row).join(', ')}) values (${Object.values(row).join(', ')})`;
};

describe('separate duties in the database, against SQL of a security administrator', () => {
  let world: World;
  let sqlAs: SqlAs;
  before(async () => {
    world = await openWorld();
    sqlAs = createSqlAs(world);
    const { rows } = await world.owner.query(`select id from account where login = 'secadmin'`);
    expect(rows).to.have.length(1);
    // A second security administrator who can work.
    await sqlAs('system', insert('second', 'security_admin', { must_change_password: 'false' }), true);
    await sqlAs('system', insert('leaver', 'auditor', { disabled: 'true' }), true);
    await separateDuties(world);
  });
  after(() => world.close());

  const account = async (login: string): Promise<any> =>
    (await world.owner.query('select * from account where login = $1', [login])).rows[0];

  it('open no account of an auditor, whatever the columns of the new row say', async () => {
    const own = `(select id from account where login = 'secadmin')`;
    for (const [n, more] of [
      {},
      { disabled: 'false', confirmation: `'two_people'`, confirmed_by: own, asked_by: own },
      { confirmation: `'hand_over'` },
    ].entries()) {
      const done = await sqlAs('secadmin', insert(`new${n}`, 'auditor', more as Record<string, string>), true);
      expect(done).to.deep.equal([]);
      expect(await account(`new${n}`)).to.deep.include({
        disabled: true,
        confirmation: 'awaited',
        awaits: 'account',
        confirmed_by: null,
      });
    }
    expect(await sqlAs('secadmin', insert('all', 'admin'))).to.equal(REFUSED);
  });

  it('confirm nothing that the same person has asked for, in no way', async () => {
    await sqlAs('secadmin', insert('asked', 'auditor'), true);
    for (const set of [
      `confirmation = 'two_people'`,
      `confirmation = 'one_person'`,
      `confirmation = 'command'`,
      `disabled = false, confirmation = 'two_people', awaits = null`,
      `asked_by = (select id from account where login = 'second'), confirmation = 'two_people'`,
    ])
      expect(await sqlAs('secadmin', `update account set ${set} where login = 'asked'`), set).to.equal(REFUSED);
    for (const set of [`awaits = null`, `awaits = null, disabled = false`, `asked_by = null`, `disabled = false`]) {
      await sqlAs('secadmin', `update account set ${set} where login = 'asked'`, true);
      expect(await account('asked'), set).to.deep.include({ disabled: true, awaits: 'account' });
    }
    await sqlAs(
      'second',
      `update account set confirmation = 'two_people', regions = '{430202}' where login = 'asked'`,
      true,
    );
    expect(await account('asked')).to.deep.include({ disabled: false, confirmation: 'two_people', regions: null });
  });

  it('let no one person set the password of an auditor, widen regions or enable', async () => {
    await sqlAs('secadmin', `update account set password_hash = 'known' where login = 'auditor2'`, true);
    expect(await account('auditor2')).to.deep.include({ disabled: true, awaits: 'password' });
    await sqlAs('secadmin', `update account set regions = null where login = 'regional'`, true);
    expect(await account('regional')).to.deep.include({ regions: ['430211', '430281'], awaits: 'regions' });
    await sqlAs('secadmin', `update account set disabled = false where login = 'leaver'`, true);
    expect(await account('leaver')).to.deep.include({ disabled: true, awaits: 'enabling' });
  });

  it('let nobody change a role, a login or a firm', async () => {
    for (const set of [
      `role = 'security_admin'`,
      `role = 'auditor', bank_code = null`,
      `login = login || '2'`,
      `uscc = null`,
      `id = gen_random_uuid()`,
    ])
      expect(
        await sqlAs('secadmin', `update account set ${set} where login in ('officer', 'secadmin', 'firm')`),
        set,
      ).to.equal(REFUSED);
    expect(await sqlAs('secadmin', `update account set disabled = false where role = 'admin'`)).to.equal(REFUSED);
  });

  it('let the audit administrator only read', async () => {
    const readOnly = `select current_setting('transaction_read_only') as set`;
    expect(await sqlAs('auditadmin', readOnly)).to.deep.equal([{ set: 'on' }]);
    for (const login of ['secadmin', 'sysadmin'])
      expect(await sqlAs(login, readOnly), login).to.deep.equal([{ set: 'off' }]);
  });

  it('leave the administrator of all duties without a session', async () => {
    expect((await (await world.as('admin')).get('/auth/me')).status).to.equal(401);
  });
});

describe('the administrator who hands over, in the database', () => {
  it('writes no bank and no rule, and no account but those of the duties', async () => {
    const world = await openWorld();
    const sqlAs = createSqlAs(world);
    await world.as('admin');
    await separateDuties(world);
    for (const text of [
      `update bank set name = 'x'`,
      `update programme_rule set limits = '{}'`,
      `update registry set separate_duties = false`,
    ])
      expect(await sqlAs('admin', text), text).to.equal('42501');
    for (const text of [
      `update account set password_hash = 'x' where login = 'auditor'`,
      `update account set disabled = true where login = 'secadmin'`,
      `update account set display_name = 'x' where login = 'admin'`,
      insert('new1', 'auditor'),
      insert('new2', 'officer', { bank_code: `'ICBC'` }),
      insert('new3', 'admin'),
    ])
      expect(await sqlAs('admin', text), text).to.equal(REFUSED);
    expect(await sqlAs('admin', insert('new4', 'security_admin'))).to.deep.equal([]);
    await world.close();
  });
});
