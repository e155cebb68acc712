/** Banks, a region and accounts of a fresh registry, and their access tokens. */
import { Client, type Reply } from '../support/client.ts';

export const REGION = '430211';
/** Officers file for the first two; the third belongs to imports. */
export const BANKS = ['BA', 'BB', 'BC'] as const;
export type Bank = (typeof BANKS)[number];
export type Login = `officer-${Bank}` | 'auditor';

export const PASSWORD = 'Correct-Horse-9';
/** Access tokens last 15 minutes at most. */
const RENEWED_AFTER_MS = 600_000;

export interface People {
  /** A valid access token; signs in again when the last one is old. */
  token(login: Login): Promise<string>;
}

/** @param urls of the processes that run */
export async function signInAll(urls: () => string[], adminPassword: string): Promise<People> {
  const url = urls()[0]!;
  const adminToken = await firstSignIn(url, 'admin', adminPassword);
  const admin = new Client(url, () => adminToken);
  await done(admin.put(`/admin/regions/${REGION}`, { name: '天元区' }));
  for (const bank of BANKS) await done(admin.put(`/admin/banks/${bank}`, { name: `${bank}银行株洲分行` }));
  const tokens = new Map<Login, { signedInAt: number; token: Promise<string> }>();
  const accounts = [...BANKS.map((bank) => ({ role: 'officer', bankCode: bank })), { role: 'auditor' }];
  for (const account of accounts) {
    const login = ('bankCode' in account ? `officer-${account.bankCode}` : 'auditor') as Login;
    const { body } = await done(admin.post('/admin/accounts', { login, displayName: login, ...account }));
    const token = await firstSignIn(url, login, body.password ?? body.oneTimePassword);
    tokens.set(login, { signedInAt: performance.now(), token: Promise.resolve(token) });
  }
  return {
    token(login) {
      const last = tokens.get(login)!;
      const url = urls()[0];
      if (url === undefined || performance.now() - last.signedInAt < RENEWED_AFTER_MS) return last.token;
      const token = signIn(url, login, PASSWORD).catch(() => last.token);
      tokens.set(login, { signedInAt: performance.now(), token });
      return token;
    },
  };
}

async function done(reply: Promise<Reply>): Promise<Reply> {
  const { status, text } = await reply;
  if (status < 200 || status > 299) throw new Error(`answered ${status}: ${text}`);
  return reply;
}

const signIn = async (url: string, login: string, password: string): Promise<string> =>
  (await done(new Client(url).post('/auth/login', { login, password }))).body.accessToken;

/** Changes the one-time password. */
async function firstSignIn(url: string, login: string, oneTimePassword: string): Promise<string> {
  const first = await signIn(url, login, oneTimePassword);
  const change = { oldPassword: oneTimePassword, newPassword: PASSWORD };
  await done(new Client(url, () => first).post('/auth/password', change));
  return signIn(url, login, PASSWORD);
}
