import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { asSystem } from '../../src/data/as-actor.ts';
import { accountThatSignsIn } from '../../src/features/auth/auth.queries.ts';
import { closeDatabase, openDatabase, type Db } from '../../src/data/database.ts';
import { migrate } from '../../src/data/migrate.ts';
import { createPool } from '../../src/data/pool.ts';
import { createFirstAdmin, ResetError, resetAdmin } from '../../src/features/auth/bootstrap.ts';
import { createPasswords } from '../../src/features/auth/hashing.ts';
import { separateDuties } from '../support/duties.ts';
import { emptyDatabase, openWorld, PASSWORD, theCluster, type World } from '../support/world.ts';
import { Client } from '../support/client.ts';

const passwords = createPasswords({ concurrency: 2, queueLimit: 20 });
const at = new Date('2026-06-15T02:00:00.000Z');

describe('the first administrator', () => {
  let db: Db;
  let drop: () => Promise<void>;
  before(async () => {
    const empty = await emptyDatabase();
    drop = empty.drop;
    const cluster = await theCluster();
    const { actorKey } = await migrate(cluster.owner(empty.database), cluster.app(empty.database));
    db = openDatabase(createPool(cluster.app(empty.database), { max: 4, role: 'zhidai_app' }), actorKey);
  });
  after(async () => {
    await closeDatabase(db);
    await drop();
  });

  it('is created once by concurrent starts, and must change the password', async () => {
    const created = await Promise.all([
      createFirstAdmin(db, passwords, at),
      createFirstAdmin(db, passwords, at),
      createFirstAdmin(db, passwords, at),
    ]);
    const signIns = created.filter((one) => one !== null);
    expect(signIns).to.have.length(1);
    expect(signIns[0]!.login).to.equal('admin');
    expect(await createFirstAdmin(db, passwords, at)).to.equal(null);
    const accounts = await asSystem(db, 'service', { action: 'test', at, signIn: 'admin' }, async (tx) => ({
      all: await tx.selectFrom('account').select(['login', 'role', 'must_change_password', 'disabled']).execute(),
      admin: (await accountThatSignsIn(tx))!,
    }));
    expect(accounts.all).to.deep.equal([
      { login: 'admin', role: 'admin', must_change_password: true, disabled: false },
    ]);
    expect(await passwords.verify(accounts.admin.password_hash, signIns[0]!.oneTimePassword)).to.equal(true);
  });
});

describe('resetting the administrator', () => {
  it('enables and unlocks the account, ends its sessions and sets a one-time password', async () => {
    const world = await openWorld();
    const login = (password: string) => world.anybody().post('/auth/login', { login: 'admin', password });
    const old = (await login(PASSWORD)).body;
    for (let i = 0; i < 5; i += 1) await login('wrong-Password-1');
    expect((await login(PASSWORD)).status).to.equal(429);
    await asSystem(world.db, 'service', { action: 'test', at }, (tx) =>
      tx.updateTable('account').set({ disabled: true }).where('login', '=', 'admin').execute(),
    );
    const oneTimeSignIn = await resetAdmin(world.db, passwords, world.time.now);
    expect(oneTimeSignIn.login).to.equal('admin');
    expect((await login(PASSWORD)).status).to.equal(401);
    const reply = await login(oneTimeSignIn.oneTimePassword);
    expect(reply.status, reply.text).to.equal(200);
    expect(reply.body.account).to.deep.include({ role: 'admin', mustChangePassword: true });
    expect((await new Client(world.url, () => old.accessToken).get('/auth/me')).status).to.equal(401);
    await world.close();
  });

  it('creates an administrator if there is none, with another login if `admin` is taken', async () => {
    const world = await openWorld();
    await asSystem(world.db, 'service', { action: 'test', at }, (tx) =>
      tx.updateTable('account').set({ role: 'auditor' }).where('login', 'in', ['admin', 'secadmin']).execute(),
    );
    const oneTimeSignIn = await resetAdmin(world.db, passwords, world.time.now);
    expect(oneTimeSignIn.login).to.equal('admin2');
    expect(
      (
        await world
          .anybody()
          .post('/auth/login', { login: oneTimeSignIn.login, password: oneTimeSignIn.oneTimePassword })
      ).status,
    ).to.equal(200);
    await world.close();
  });

  describe('where duties are separate', () => {
    let world: World;
    const insert = async (login: string, more: object): Promise<void> => {
      await asSystem(world.db, 'service', { action: 'test', at }, (tx) =>
        tx
          .insertInto('account')
          .values({
            id: randomUUID(),
            login,
            role: 'security_admin',
            display_name: login,
            password_hash: 'x',
            password_changed_at: at.toISOString(),
            must_change_password: false,
            ...more,
          })
          .execute(),
      );
    };
    const reset = (login?: string) => resetAdmin(world.db, passwords, world.time.now, login);
    beforeEach(async () => {
      world = await openWorld();
      await separateDuties(world);
    });
    afterEach(() => world.close());

    it('takes the administrator until the duties are handed over, then a security administrator', async () => {
      expect(await reset()).to.include({ login: 'admin', role: 'admin' });
      await insert('second', {});
      await separateDuties(world, false);
      await separateDuties(world);
      const done = await reset();
      expect(done).to.include({ login: 'secadmin', role: 'security_admin' });
      expect(
        (await world.anybody().post('/auth/login', { login: 'secadmin', password: done.oneTimePassword })).status,
      ).to.equal(200);
    });

    it('takes the named account, which must be a security administrator, and confirms what it awaits', async () => {
      const { accountId } = (await world.as('secadmin')).ids;
      await insert('second', {});
      await separateDuties(world, false);
      await separateDuties(world);
      await insert('third', {
        disabled: true,
        confirmation: 'awaited',
        awaits: 'password',
        asked_by: accountId,
        asked_at: at.toISOString(),
      });
      expect(await reset(' Third ')).to.include({ login: 'third', role: 'security_admin' });
      const { rows } = await world.owner.query(
        `select disabled, confirmation, awaits, must_change_password from account where login = 'third'`,
      );
      expect(rows).to.deep.equal([
        { disabled: false, confirmation: 'command', awaits: null, must_change_password: true },
      ]);
      for (const login of ['admin', 'officer', 'nobody'])
        expect(await reset(login).then(String, (error: unknown) => error), login).to.be.instanceOf(ResetError);
    });
  });
});
