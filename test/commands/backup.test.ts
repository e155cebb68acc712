import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { BackupError, checkDigest } from '../../src/commands/backup-file.ts';
import { writeBackup } from '../../src/commands/backup.ts';
import { applySchema, readActorKey, withOwner } from '../../src/data/migrate.ts';
import { connect, type Connection } from '../../src/data/pool.ts';
import { ensureRoles } from '../../src/data/roles.ts';
import { startEmbedded } from '../../src/embedded/embedded.ts';
import { Client } from '../support/client.ts';
import { run, Running } from '../support/process.ts';
import { allRows, insertRows, releases, textsOfRelease } from '../support/release.ts';
import { smallRegistry } from '../support/small-registry.ts';
import { superuserOn } from '../support/superuser.ts';
import { emptyDatabase, openWorld, PASSWORD, theCluster, type World } from '../support/world.ts';

/** Everybody signs in again after a restore. */
const NOT_KEPT = ['session', 'session_use', 'refresh_token', 'sign_in_failure', 'export_link'];

function urlOf(connection: Connection): string {
  if (typeof connection === 'string') return connection;
  const { host, port, database, user, password } = connection;
  return `postgres://${user}:${encodeURIComponent(password)}@/${database}?host=${encodeURIComponent(host)}&port=${port}`;
}

async function rowsOf(connection: Connection): Promise<Record<string, object[]>> {
  const session = await connect(connection);
  const rows = await allRows(session).finally(() => session.end());
  return Object.fromEntries(Object.entries(rows).filter(([table]) => !NOT_KEPT.includes(table)));
}

async function writeBackupOf(owner: Connection, file: string): Promise<void> {
  const session = await connect(owner);
  try {
    await session.query('begin isolation level repeatable read');
    await writeBackup(session, file, () => undefined);
  } finally {
    await session.end();
  }
}

describe('a backup', function () {
  this.timeout(120_000);
  let folder: string;
  let world: World;
  let file: string;
  const inFolder = (name: string): string => path.join(folder, name);

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'zhidai-backup-'));
    file = inFolder('server.backup');
    world = await openWorld();
    await smallRegistry(world);
  });
  after(async () => {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('is written while the registry serves, from a server, for its owner alone, and verifies', async () => {
    const written = await run('backup', { DATABASE_URL: urlOf(world.ownerConnection), DATA_DIR: folder }, file);
    expect(written.code, written.output).to.equal(0);
    expect(written.output)
      .to.match(/100 % \(\d+ rows/)
      .and.to.match(/^ok$/m);
    expect((await stat(file)).mode & 0o777).to.equal(0o600);
  });

  it('is restored into a new embedded database, and from there into another server, row by row', async () => {
    const before = await rowsOf(world.ownerConnection);
    const dataDir = inFolder('embedded');
    const restored = await run('restore', { DATA_DIR: dataDir }, file);
    expect(restored.code, restored.output).to.equal(0);
    expect(restored.output).to.match(/^ok$/m);

    const back = inFolder('embedded.backup');
    const written = await run('backup', { DATA_DIR: dataDir }, back);
    expect(written.code, written.output).to.equal(0);
    const { database, drop } = await emptyDatabase();
    const owner = (await theCluster()).owner(database);
    const again = await run('restore', { DATABASE_URL: urlOf(owner), DATA_DIR: folder }, back);
    expect(again.code, again.output).to.equal(0);
    expect(await rowsOf(owner)).to.deep.equal(before);
    expect(await readActorKey(owner))
      .to.match(/^[0-9a-f]{64}$/)
      .and.not.to.equal(world.db.actorKey);
    await drop();
  });

  it('is restored into a registry that was started once, which then goes on filing and numbering', async () => {
    const { database, drop } = await emptyDatabase();
    const environment = { DATABASE_URL: urlOf((await theCluster()).owner(database)), DATA_DIR: folder };
    const first = new Running('start', environment);
    await first.url();
    const whileServed = await run('restore', environment, file);
    expect([whileServed.code, whileServed.output.includes('stop it first')], whileServed.output).to.deep.equal([
      1,
      true,
    ]);
    await first.stop();
    const restored = await run('restore', environment, file);
    expect(restored.code, restored.output).to.equal(0);
    const second = await run('restore', environment, file);
    expect([second.code, second.output.includes('holds data')], second.output).to.deep.equal([1, true]);
    const session = await connect((await theCluster()).owner(database));
    for (const sequence of ['filing_number', 'trail_id_seq'])
      expect((await session.query(`select last_value from ${sequence}`)).rows).to.deep.equal(
        (await world.owner.query(`select last_value from ${sequence}`)).rows,
      );
    await session.end();
    await drop();
  });

  it('keeps closed years and codes: they answer as before', async () => {
    const auditor = await world.as('auditor');
    const { items } = (await auditor.get('/figures')).body;
    const [{ code }] = items;
    const year = (await auditor.get('/years/2026')).body;
    const { database, drop } = await emptyDatabase();
    const owner = (await theCluster()).owner(database);
    const environment = { DATABASE_URL: urlOf(owner), DATA_DIR: folder };
    const restored = await run('restore', environment, file);
    expect(restored.code, restored.output).to.equal(0);
    const service = new Running('start', environment);
    const anybody = new Client(await service.url());
    const signedIn = await anybody.post('/auth/login', { login: 'auditor', password: PASSWORD });
    const again = new Client(await service.url(), () => signedIn.body.accessToken);
    expect((await again.get('/years/2026')).body).to.deep.equal(year);
    const digest = createHash('sha256').update(JSON.stringify(year.answer)).digest('hex');
    expect(year.digest).to.equal(digest);
    expect((await again.get(`/figures/${code}`)).body).to.deep.include({ unchanged: true, docNo: items[0].docNo });
    expect((await anybody.get(`/verify/${code}`)).body.years).to.have.length(1);
    const { closed, steps, now } = (await again.get('/years/2026/bridge')).body;
    expect([steps, now]).to.deep.equal([[], closed]);
    await service.stop();
    await drop();
  });

  it('of an earlier version is brought to the present one', async () => {
    const cluster = await theCluster();
    for (const release of await releases()) {
      const old = await emptyDatabase();
      await withOwner(cluster.owner(old.database), async (db) => {
        await ensureRoles(db, 'zhidai_app');
        await applySchema(db, textsOfRelease(release));
      });
      const superuser = await connect(superuserOn(cluster, old.database));
      await insertRows(superuser, release);
      await superuser.end();
      const name = inFolder(`${release.version}.backup`);
      await writeBackupOf(cluster.owner(old.database), name);
      const target = await emptyDatabase();
      const restored = await run(
        'restore',
        { DATABASE_URL: urlOf(cluster.owner(target.database)), DATA_DIR: folder },
        name,
      );
      expect(restored.code, restored.output).to.equal(0);
      const rows = await rowsOf(cluster.owner(target.database));
      for (const [table, records] of Object.entries(release.rows))
        if (!NOT_KEPT.includes(table)) expect(rows[table]?.length, table).to.be.at.least(records.length);
      await old.drop();
      await target.drop();
    }
  });

  it('with a changed, missing or added byte is refused before anything is touched', async () => {
    const good = await readFile(file);
    const damaged = inFolder('damaged.backup');
    const places = Array.from({ length: 200 }, (_, n) => Math.floor((n * (good.length - 1)) / 199));
    for (const bytes of [
      ...places.map((at) => Buffer.concat([good.subarray(0, at), Buffer.from([good[at]! ^ 1]), good.subarray(at + 1)])),
      good.subarray(0, good.length - 1),
      Buffer.concat([good, Buffer.from('0')]),
      Buffer.alloc(0),
      Buffer.from('not a backup'),
    ]) {
      await writeFile(damaged, bytes);
      const failure = await checkDigest(damaged).catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(BackupError);
    }
    const { database, drop } = await emptyDatabase();
    const owner = (await theCluster()).owner(database);
    const { code, output } = await run('restore', { DATABASE_URL: urlOf(owner), DATA_DIR: folder }, damaged);
    expect([code, output.includes('damaged')], output).to.deep.equal([1, true]);
    const session = await connect(owner);
    const { rows } = await session.query(`select to_regclass('public.filing') as filing`);
    await session.end();
    expect(rows).to.deep.equal([{ filing: null }]);
    await drop();
  });

  it('is not written over a file, and needs a name', async () => {
    const environment = { DATABASE_URL: urlOf(world.ownerConnection), DATA_DIR: folder };
    expect((await run('backup', environment, file)).output).to.contain('exists');
    expect((await run('backup', environment)).output).to.contain('npm run backup -- FILE');
  });

  it('that is killed while it is restored leaves a registry that can be restored again', async () => {
    const dataDir = inFolder('killed');
    const killed = new Running('restore', { DATA_DIR: dataDir }, file);
    await killed.says(/Applying the schema|100 %/);
    killed.signal('SIGKILL');
    await killed.exited;
    // The rows were committed already, or not at all; a registry that holds them refuses another restore.
    const again = await run('restore', { DATA_DIR: dataDir }, file);
    const started = new Running('start', { DATA_DIR: dataDir });
    await started.url();
    await started.stop();
    const server = await startEmbedded({ dataDir, mode: 'attach', connect });
    const rows = await rowsOf({ ...server.owner });
    await server.stop();
    expect([0, 1]).to.include(again.code);
    expect(rows['filing']).to.deep.equal((await rowsOf(world.ownerConnection))['filing']);
  });
});
