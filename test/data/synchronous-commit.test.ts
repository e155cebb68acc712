/** What is acknowledged while PostgreSQL waits for a synchronous standby. More of it is tried by `npm run cluster`. */
import { tmpdir } from 'node:os';
import { expect } from 'chai';
import { PASSWORD } from '../faults/people.ts';
import { openRegistry, type Registry, type Superuser } from '../faults/registry.ts';
import { Client, type Reply } from '../support/client.ts';
import { goodFiling } from '../support/filing.ts';
import { signIn } from '../support/sign-in.ts';
import { stays, until } from '../support/until.ts';

describe('a filing on a server with a synchronous standby', function () {
  this.timeout(120_000);
  let registry: Registry;
  let superuser: Superuser;
  let officer: Client;

  before(async () => {
    registry = await openRegistry('two processes', tmpdir(), { wal_level: 'replica', max_wal_senders: '2' });
    superuser = await registry.superuser();
    const token = await registry.people.token('officer-BA');
    officer = new Client(registry.urls()[0]!, () => token);
  });
  after(async () => {
    await wantStandby('');
    await superuser.end();
    await registry.remove();
    expect(registry.problems).to.deep.equal([]);
  });

  /** With a standby that never connects, every commit waits. */
  async function wantStandby(name: string): Promise<void> {
    await superuser.query(`alter system set synchronous_standby_names = '${name}'`);
    await superuser.query('select pg_reload_conf()');
    await until('the server has read the setting', async () => {
      const { rows } = await superuser.query('show synchronous_standby_names');
      return rows[0].synchronous_standby_names === name;
    });
  }
  const cancelWaits = async (): Promise<number> =>
    (await superuser.query(`select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'`)).rows
      .length;

  /** A request whose answer can be looked for while it is under way. */
  const send = (client: Client, path: string, body: unknown): { reply?: Reply; answered: Promise<Reply> } => {
    const sent: { reply?: Reply; answered: Promise<Reply> } = {
      answered: client.post(path, body, { 'Idempotency-Key': 'once' }).then((reply) => (sent.reply = reply)),
    };
    return sent;
  };

  /** Sends a request whose wait is cancelled, and the same one again, which is answered when the standby is given up. */
  async function cancelAndRepeat(client: Client, path: string, body: unknown): Promise<Reply> {
    // Its use of the session is recorded now, and not by the repeated request, which would wait for that.
    expect((await client.get('/auth/me')).status).to.equal(200);
    await wantStandby('nobody');
    const first = send(client, path, body);
    await until('its wait is cancelled and it is answered', async () => (await cancelWaits()) >= 0 && first.reply);
    expect(first.reply!.status, first.reply!.text).to.equal(503);
    expect(first.reply!.headers.has('retry-after')).to.equal(true);
    const second = send(client, path, body);
    await stays('the repeated key is not answered', () => second.reply === undefined, 1_000);
    await wantStandby('');
    const reply = await second.answered;
    expect(reply.headers.get('idempotent-replayed')).to.equal('true');
    return reply;
  }

  it('is not acknowledged when its wait is cancelled, nor by its key while the standby is away', async () => {
    const { status, body } = await cancelAndRepeat(officer, '/filings', goodFiling());
    expect(status).to.equal(201);
    expect((await superuser.query('select number from filing')).rows).to.deep.equal([{ number: body.number }]);
  });

  it('is no exception: the repeated key of a request that locks no row waits for the standby, too', async () => {
    const admin = await signIn(officer.url, 'admin', PASSWORD);
    const account = { login: 'late', role: 'auditor', displayName: '晚到' };
    const { status, body } = await cancelAndRepeat(admin, '/admin/accounts', account);
    expect(status).to.equal(201);
    const { rows } = await superuser.query(`select id from account where login = 'late'`);
    expect(rows).to.deep.equal([{ id: body.id }]);
  });
});
