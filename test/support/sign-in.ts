/** Signing in with a password, as people do. World.as() is faster: it hashes none. */
import { expect } from 'chai';
import { Client } from './client.ts';
import { PASSWORD } from './template.ts';

/** Signs in through the API, and asserts that it is allowed. */
export async function signIn(url: string, login: string, password = PASSWORD): Promise<Client> {
  const reply = await new Client(url).post('/auth/login', { login, password });
  expect(reply.status, `${login}: ${reply.text}`).to.equal(200);
  return new Client(url, () => reply.body.accessToken);
}

/** Signs in with a one-time password, changes it to `password`, and signs in again. */
export async function signInFirst(url: string, login: string, oneTime: string, password: string): Promise<Client> {
  const first = await signIn(url, login, oneTime);
  const changed = await first.post('/auth/password', { oldPassword: oneTime, newPassword: password });
  expect(changed.status, changed.text).to.equal(204);
  return signIn(url, login, password);
}
