/** A registry that a test can kill, to test what survives a crash. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { connect } from '../../src/data/pool.ts';
import { startEmbedded } from '../../src/embedded/embedded.ts';
import { Client } from './client.ts';
import { Running } from './process.ts';
import { signInFirst } from './sign-in.ts';

const NEW_PASSWORD = 'Correct-Horse-9';

/** A registry in a separate process with one officer, which can be killed and restarted on the same data. */
export interface Killable {
  readonly dataDir: string;
  /** A client of the officer for the running process. */
  officer(): Client;
  /** Of the running process. */
  pid(): number;
  /** Sends SIGKILL; the embedded database server keeps running. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Runs a query as superuser over a separate connection. */
  query(sql: string, values?: unknown[]): Promise<any[]>;
  remove(): Promise<void>;
}

export async function startKillable(): Promise<Killable> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'zhidai-killed-'));
  let running: Running;
  let url: string;
  const start = async (): Promise<void> => {
    running = new Running('start', { DATA_DIR: dataDir });
    url = await running.url();
  };
  await start();
  const firstPassword = (await running!.says(/password \/ 密码: (\S+)/))[1]!;
  const admin = await signInFirst(url!, 'admin', firstPassword, NEW_PASSWORD);
  const { token } = await makeOfficer(admin);
  return {
    dataDir,
    start,
    officer: () => new Client(url, token),
    pid: () => running.pid,
    async kill() {
      running.signal('SIGKILL');
      await running.exited;
    },
    async query(sql, values) {
      const server = await startEmbedded({ dataDir, mode: 'attach', connect });
      const superuser = await connect({ ...server.superuser, database: 'zhidai' });
      try {
        return (await superuser.query(sql, values)).rows;
      } finally {
        await superuser.end();
        await server.stop();
      }
    },
    async remove() {
      await running.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function makeOfficer(admin: Client): Promise<Client> {
  expect((await admin.put('/admin/regions/430211', { name: '天元区' })).status).to.equal(201);
  expect((await admin.put('/admin/banks/ICBC', { name: '工商银行株洲分行' })).status).to.equal(201);
  const account = await admin.post('/admin/accounts', {
    login: 'zhang',
    role: 'officer',
    displayName: '张三',
    bankCode: 'ICBC',
  });
  expect(account.status, account.text).to.equal(201);
  return signInFirst(admin.url, 'zhang', account.body.oneTimePassword, NEW_PASSWORD);
}
