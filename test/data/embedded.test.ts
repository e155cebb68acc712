import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  readlink,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import pg from 'pg';
import { findBinaries, restoreLibraryLinks } from '../../src/embedded/binaries.ts';
import {
  EmbeddedDatabaseError,
  startEmbedded,
  type Connection,
  type ConnectionParts,
  type EmbeddedServer,
} from '../../src/embedded/embedded.ts';
import { codeOf } from '../../src/embedded/errors.ts';
import { sharedBuffersMb } from '../../src/embedded/settings.ts';
import { makeSocketFolder, removeSocketFolder } from '../../src/embedded/socket-folder.ts';

const settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', shared_buffers: '32MB' };

async function connect(parts: ConnectionParts): Promise<Connection> {
  const client = new pg.Client(parts);
  client.on('error', () => undefined);
  await client.connect();
  return {
    query: (sql, values) => client.query(sql, values),
    end: () => client.end(),
    onLost: (f) => void client.once('end', f),
  };
}

async function query(parts: ConnectionParts, sql: string): Promise<Record<string, unknown>[]> {
  const session = await connect(parts);
  try {
    return (await session.query(sql)).rows as Record<string, unknown>[];
  } finally {
    await session.end();
  }
}

async function failure(work: Promise<unknown>): Promise<Error> {
  return work.then(
    () => expect.fail('nothing was thrown'),
    (error: Error) => error,
  );
}

describe('The embedded database', function () {
  this.timeout(60_000);
  let dataDir: string;
  let open: EmbeddedServer[] = [];
  const start = async (mode: 'own' | 'attach', more: Record<string, string> = {}) => {
    const server = await startEmbedded({ dataDir, mode, connect, settings: { ...settings, ...more } });
    open.push(server);
    return server;
  };
  const stopAll = async () => {
    for (const server of open.reverse()) await server.stop();
    open = [];
  };
  const postmaster = async () =>
    Number.parseInt(await readFile(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10);

  before(async () => {
    dataDir = path.join(await mkdtemp(path.join(tmpdir(), 'zhidai-test-')), 'data');
    await chmod(path.dirname(dataDir), 0o711);
  });
  afterEach(stopAll);
  after(async () => rm(path.dirname(dataDir), { recursive: true, force: true, maxRetries: 5 }));

  it('accepts one of two concurrent first starts and refuses the other', async () => {
    const results = await Promise.allSettled([start('own'), start('own')]);
    const won = results.filter((result) => result.status === 'fulfilled');
    const [lost] = results.filter((result) => result.status === 'rejected');
    expect(won).to.have.length(1);
    expect(lost?.reason).to.be.instanceOf(EmbeddedDatabaseError);
    expect(String(lost?.reason)).to.match(
      new RegExp(`Another process \\(${process.pid}\\) is using the data folder .*DATABASE_URL[^]*另一个进程`),
    );
    expect((await readdir(dataDir)).filter((name) => name.startsWith('.'))).to.deep.equal([]);
  });

  it('creates an owner role, an application role and the database', async () => {
    const { owner, app, superuser } = await start('own');
    expect(await query(owner, 'select current_database() as d, current_user::text as u')).to.deep.equal([
      { d: 'zhidai', u: 'zhidai_owner' },
    ]);
    await query(owner, 'create table stored (n int); insert into stored values (42)');
    expect(codeOf(await failure(query(app, 'select * from stored')))).to.equal('42501');
    expect(
      await query(
        superuser,
        `select rolname::text as r, rolsuper, rolbypassrls, rolcreaterole, rolinherit, rolcanlogin from pg_roles where rolname like 'zhidai%' order by 1`,
      ),
    ).to.deep.equal([
      {
        r: 'zhidai_app',
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolinherit: false,
        rolcanlogin: true,
      },
      {
        r: 'zhidai_owner',
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: true,
        rolinherit: true,
        rolcanlogin: true,
      },
    ]);
    expect(
      await query(
        superuser,
        `select lower('ÄΩ') as low, pg_encoding_to_char(encoding) as enc from pg_database where datname = 'zhidai'`,
      ),
    ).to.deep.equal([{ low: 'äω', enc: 'UTF8' }]);
  });

  it('refuses a wrong password, also through the private socket', async () => {
    const { app } = await start('own');
    expect(codeOf(await failure(query({ ...app, password: 'guess' }, 'select 1')))).to.equal('28P01');
    if (process.platform === 'win32') return;
    expect((await stat(app.host)).mode & 0o777).to.equal(0o700);
    expect((await stat(path.join(dataDir, 'database-secret'))).mode & 0o777).to.equal(0o600);
    expect((await stat(path.join(dataDir, 'postgres'))).mode & 0o777).to.equal(0o700);
  });

  it('starts again with its stored data, and leaves no process after a stop', async () => {
    const server = await start('own');
    expect({ firstStart: server.firstStart, adopted: server.adopted }).to.deep.equal({
      firstStart: false,
      adopted: false,
    });
    expect(await query(server.owner, 'select n from stored')).to.deep.equal([{ n: 42 }]);
    const pid = await postmaster();
    await Promise.all([server.stop(), server.stop()]);
    expect(() => process.kill(pid, 0)).to.throw('ESRCH');
    expect(await readdir(path.join(dataDir, 'postgres'))).not.to.include('postmaster.pid');
    expect(codeOf(await failure(stat(server.app.host)))).to.equal('ENOENT');
  });

  it('is not stopped by an attached process, unless that process started it and is its last user', async () => {
    const first = await start('attach');
    expect(first.adopted).to.equal(false);
    const second = await start('own');
    expect(second.adopted).to.equal(true);
    const third = await start('attach');
    await first.stop();
    await third.stop();
    expect(await query(second.app, 'select 1 as one')).to.deep.equal([{ one: 1 }]);
    await second.stop();
    const alone = await start('attach');
    await alone.stop();
    expect(codeOf(await failure(query(alone.app, 'select 1')))).to.equal('ENOENT');
  });

  it('waits for a server that is shutting down, and starts it again', async () => {
    for (let round = 0; round < 3; round += 1) {
      const stopping = (await start('own')).stop();
      const next = await start('own');
      await stopping;
      expect(next.adopted).to.equal(false);
      expect(await query(next.owner, 'select n from stored')).to.deep.equal([{ n: 42 }]);
      await next.stop();
    }
  });

  it('creates its private socket folder while another process repeatedly removes it', async () => {
    const cluster = path.join(dataDir, 'another');
    const folder = await makeSocketFolder(cluster, { kind: 'self' });
    const removers = { active: true };
    const removing = [1, 2].map(async () => {
      while (removers.active) await removeSocketFolder(folder);
    });
    try {
      for (let round = 0; round < 100; round += 1) await makeSocketFolder(cluster, { kind: 'self' });
    } finally {
      removers.active = false;
      await Promise.all(removing);
    }
    expect(await makeSocketFolder(cluster, { kind: 'self' })).to.equal(folder);
    await removeSocketFolder(folder);
  });

  it('is adopted after its owner was killed', async () => {
    const child = await startChild(dataDir);
    const pid = await postmaster();
    expect(String(await failure(start('own')))).to.include(`(${child.pid})`);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const server = await start('own');
    expect(server.adopted).to.equal(true);
    expect(await postmaster()).to.equal(pid);
    expect(await query(server.owner, 'select n from stored')).to.deep.equal([{ n: 42 }]);
  });

  it('uses an eighth of the memory as shared buffers, between 128 MB and 1 GB', () => {
    const GB = 1024 ** 3;
    expect([0.25 * GB, GB, 1.5 * GB, 4 * GB, 8 * GB, 512 * GB].map(sharedBuffersMb)).to.deep.equal([
      128, 128, 192, 512, 1024, 1024,
    ]);
  });

  it('is restarted when the running server has other settings', async () => {
    const child = await startChild(dataDir);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const server = await start('own', { work_mem: '5MB' });
    expect(server.adopted).to.equal(false);
    expect(await query(server.app, 'show work_mem')).to.deep.equal([{ work_mem: '5MB' }]);
  });

  it('has the same owner after the sessions of the owner were terminated', async () => {
    const server = await start('own');
    await query(
      server.superuser,
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'zhidai owner%'`,
    );
    const ownerLocks = `select 1 from pg_locks where locktype = 'advisory' and objid = 1 and granted`;
    const end = Date.now() + 3000;
    while ((await query(server.superuser, ownerLocks)).length === 0 && Date.now() < end)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await failure(start('own'))).to.be.instanceOf(EmbeddedDatabaseError);
  });

  it('is started again, at the same address and with the same owner, when its server dies', async () => {
    const server = await start('own');
    const pid = await postmaster();
    process.kill(pid, 'SIGKILL');
    const answer = async (): Promise<unknown> => {
      for (;;) {
        const rows = await query(server.owner, 'select n from stored').catch(() => undefined);
        if (rows !== undefined) return rows;
      }
    };
    expect(await answer()).to.deep.equal([{ n: 42 }]);
    expect(await postmaster()).not.to.equal(pid);
    const ownerLocks = `select 1 from pg_locks where locktype = 'advisory' and objid = 1 and granted`;
    while ((await query(server.superuser, ownerLocks)).length === 0);
    expect(await failure(start('own'))).to.be.instanceOf(EmbeddedDatabaseError);
    await stopAll();
    expect(existsSync(path.join(dataDir, 'postgres', 'postmaster.pid'))).to.equal(false);
  });

  it('in a copied data folder is a server of its own; that of the original is not touched', async () => {
    const original = await start('own');
    const pid = await postmaster();
    const copy = path.join(path.dirname(dataDir), 'copy');
    await query(original.superuser, 'checkpoint');
    execFileSync('cp', ['-a', dataDir, copy]);
    const copied = await startEmbedded({ dataDir: copy, mode: 'own', connect, settings });
    expect(copied.adopted).to.equal(false);
    expect(copied.superuser.host).not.to.equal(original.superuser.host);
    await query(copied.owner, 'update stored set n = 43');
    expect(await query(original.owner, 'select n from stored')).to.deep.equal([{ n: 42 }]);
    await copied.stop();
    expect(await postmaster()).to.equal(pid);
    expect(await query(original.owner, 'select n from stored')).to.deep.equal([{ n: 42 }]);
    await rm(copy, { recursive: true });
  });

  it('starts after a crash that left a pid now used by another program and an unfinished initdb folder', async () => {
    const { superuser } = await start('own');
    const file = path.join(dataDir, 'postgres', 'postmaster.pid');
    const text = await readFile(file, 'utf8');
    await stopAll();
    const sleeper = await startSleeper(dataDir);
    await writeFile(file, text.replace(/^\d+/, String(sleeper.pid)), { mode: 0o600 });
    const owner = await stat(path.dirname(file));
    await chown(file, owner.uid, owner.gid);
    await mkdir(path.join(dataDir, `.postgres-init-${process.pid}-00ff`, 'data'), { recursive: true });
    try {
      const server = await start('own');
      expect(server.superuser.host).to.equal(superuser.host);
      expect(await query(server.owner, 'select n from stored')).to.deep.equal([{ n: 42 }]);
      expect(sleeper.exitCode).to.equal(null);
      expect((await readdir(dataDir)).filter((name) => name.startsWith('.'))).to.deep.equal([]);
    } finally {
      sleeper.kill('SIGKILL');
    }
  });

  it('reports PostgreSQL’s error message when the server cannot start', async () => {
    const error = await failure(start('own', { shared_buffers: 'much' }));
    expect(error).to.be.instanceOf(EmbeddedDatabaseError);
    expect(error.message).to.include('shared_buffers').and.to.include('DATABASE_URL').and.to.include('无法启动');
  });

  it('suggests DATABASE_URL if the platform has no PostgreSQL package or it is not installed', async () => {
    const missing = () => {
      throw new Error('Cannot find module');
    };
    for (const found of [findBinaries('sunos', 'sparc'), findBinaries('linux', 'x64', missing)]) {
      const error = await failure(found);
      expect(error).to.be.instanceOf(EmbeddedDatabaseError);
      expect(error.message.match(/DATABASE_URL/g)).to.have.length(2);
    }
  });

  it('creates the library links that an installation without scripts lacks', async () => {
    const root = await mkdtemp(path.join(tmpdir(), 'zhidai-links-'));
    try {
      await mkdir(path.join(root, 'native', 'lib'), { recursive: true });
      await writeFile(path.join(root, 'native', 'lib', 'libpq.so.5.18'), 'x');
      const links = ['libpq.so', 'libpq.so.5'].map((name) => ({
        source: 'native/lib/libpq.so.5.18',
        target: `native/lib/${name}`,
      }));
      await writeFile(path.join(root, 'native', 'pg-symlinks.json'), JSON.stringify(links));
      expect(await restoreLibraryLinks(root)).to.equal(2);
      expect(await restoreLibraryLinks(root)).to.equal(0);
      expect((await lstat(path.join(root, 'native', 'lib', 'libpq.so'))).isSymbolicLink()).to.equal(true);
      expect(await readlink(path.join(root, 'native', 'lib', 'libpq.so.5'))).to.equal('libpq.so.5.18');
    } finally {
      await rm(root, { recursive: true });
    }
  });
});

/** A separate node process; it owns the folder when this resolves. */
async function startChild(dataDir: string): Promise<ChildProcess> {
  const module = new URL('../../src/embedded/embedded.ts', import.meta.url).href;
  const code = `
    import pg from 'pg';
    import { startEmbedded } from ${JSON.stringify(module)};
    const connect = async (parts) => {
      const client = new pg.Client(parts);
      client.on('error', () => undefined);
      await client.connect();
      return { query: (sql, values) => client.query(sql, values), end: () => client.end(), onLost: (f) => client.once('end', f) };
    };
    await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, mode: 'own', connect, settings: ${JSON.stringify(settings)} });
    console.log('ready');`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error('the child ended'))),
  ]);
  return child;
}

/** Another program of the server's user: PostgreSQL only checks that a process with that id exists. */
async function startSleeper(dataDir: string): Promise<ChildProcess> {
  const { uid, gid } = await stat(path.join(dataDir, 'postgres'));
  const ids = process.getuid?.() === 0 && uid !== 0 ? { uid, gid } : {};
  const child = spawn('/bin/sleep', ['60'], { ...ids, stdio: 'ignore' });
  await once(child, 'spawn');
  return child;
}
