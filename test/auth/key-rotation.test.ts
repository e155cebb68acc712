import { generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import jwt from 'jsonwebtoken';
import pino from 'pino';
import { followSigningKeys } from '../../src/commands/signing-key-files.ts';
import {
  newSigningKey,
  readOrCreateSigningKeys,
  readSigningKeys,
  rotateSigningKey,
  RotationError,
  SigningKeyError,
} from '../../src/commands/signing-key.ts';
import { admitSigningKeys, forgetSigningKey, SigningKeyMismatchError } from '../../src/commands/signing-key-guard.ts';
import { createTokens, type Tokens } from '../../src/http/tokens.ts';
import { goodFiling } from '../support/filing.ts';
import { openWorld, type World } from '../support/world.ts';
import { Client } from '../support/client.ts';
import { until } from '../support/until.ts';

const ACCOUNT = '0191d7d2-0000-7000-8000-000000000001';
const SESSION = '0191d7d2-0000-7000-8000-000000000002';
const MINUTE = 60_000;

describe('the rotation of the signing key', () => {
  const at = new Date('2026-06-15T02:00:00.000Z');
  const later = (minutes: number): Date => new Date(at.getTime() + minutes * MINUTE);
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(path.join(tmpdir(), 'zhidai-keys-'));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  const tokensAt = async (when: Date): Promise<Tokens> => createTokens(await readOrCreateSigningKeys(dataDir, when));

  it('has the new key sign at once, and the old one verify until its tokens have ended', async () => {
    const before = await tokensAt(at);
    const { accessToken } = before.issue(ACCOUNT, SESSION, later(-1));
    await rotateSigningKey(dataDir, at, false);
    const during = await tokensAt(later(1));
    expect(during.keyId).not.to.equal(before.keyId);
    expect(during.jwks.keys.map(({ kid }) => kid)).to.deep.equal([during.keyId, before.keyId]);
    expect(during.jwks.keys.some((key) => 'd' in key)).to.equal(false);
    expect(during.verify(accessToken, later(1))).to.include({ sessionId: SESSION });
    const fresh = during.issue(ACCOUNT, SESSION, later(1)).accessToken;
    expect(jwt.decode(fresh, { complete: true })!.header.kid).to.equal(during.keyId);
    expect(before.verify(fresh, later(1)), 'a process that does not know the new key').to.equal(null);

    const after = await tokensAt(later(17));
    expect(after.jwks.keys).to.have.length(1);
    expect(after.verify(before.issue(ACCOUNT, SESSION, later(16)).accessToken, later(17))).to.equal(null);
    for (const file of await readdir(dataDir))
      expect((await stat(path.join(dataDir, file))).mode & 0o777).to.equal(0o600);
  });

  it('ends the old key at once where it may be in wrong hands', async () => {
    const before = await tokensAt(at);
    await rotateSigningKey(dataDir, at, true);
    const after = await tokensAt(at);
    expect(after.jwks.keys.map(({ kid }) => kid)).to.deep.equal([after.keyId]);
    expect(after.verify(before.issue(ACCOUNT, SESSION, at).accessToken, at)).to.equal(null);
  });

  it('is refused while tokens of an earlier key are valid, which a second one would end', async () => {
    await tokensAt(at);
    await rotateSigningKey(dataDir, at, false);
    const kept = readSigningKeys(dataDir, at);
    expect(kept!.other).to.be.a('string');
    const failure = await rotateSigningKey(dataDir, later(15), false).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(RotationError).with.property('message').that.includes('2026-06-15T02:16:00.000Z');
    expect(readSigningKeys(dataDir, at)).to.deep.equal(kept);
    await rotateSigningKey(dataDir, later(15), true);
    await rotateSigningKey(dataDir, later(16), false);
    await rotateSigningKey(dataDir, later(32), false);
  });

  it('keeps every old key for what was encrypted with it, though it verifies nothing', async () => {
    const derived: Buffer[] = [];
    for (const [minutes, atOnce] of [
      [0, false],
      [20, true],
      [40, false],
      [60, false],
    ] as const) {
      const tokens = await tokensAt(later(minutes));
      derived.unshift(tokens.derive('secrets'));
      expect(tokens.derived('secrets')).to.deep.equal(derived);
      await rotateSigningKey(dataDir, later(minutes), atOnce);
    }
    const after = await tokensAt(later(80));
    expect(after.derived('secrets').slice(1)).to.deep.equal(derived);
    expect(after.derived('secrets', 'verifying')).to.deep.equal([after.derive('secrets')]);
    expect(after.jwks.keys).to.have.length(1);
  });

  it('leaves the old key out when its file is damaged', async () => {
    await tokensAt(at);
    await rotateSigningKey(dataDir, at, false);
    const file = path.join(dataDir, 'signing-key-previous.pem');
    const text = await readFile(file, 'utf8');
    for (const damaged of ['', 'x', text.replace('Verifies', 'verifies'), text.slice(0, 90)]) {
      await writeFile(file, damaged);
      expect((await tokensAt(at)).jwks.keys, damaged).to.have.length(1);
    }
  });

  describe('in a running process', () => {
    let world: World;
    let tokens: Tokens;
    let following: { stop(): void };
    beforeEach(async () => {
      const clock = (): Date => world.time.now;
      tokens = createTokens(await readOrCreateSigningKeys(dataDir, at));
      world = await openWorld({ tokens });
      await admitSigningKeys(world.db, tokens, at);
      const log = pino({ level: 'silent' });
      following = followSigningKeys({ db: world.db, dataDir, tokens, clock, log });
    });
    afterEach(async () => {
      following.stop();
      await world.close();
    });

    it('is seen with the first token that another process signs; old tokens and cursors go on', async () => {
      const { ids } = await world.as('officer');
      const old = tokens.issue(ids.accountId, ids.sessionId, world.time.now).accessToken;
      const withToken = (token: string): Client => new Client(world.url, () => token);
      for (let n = 0; n < 3; n += 1) expect((await withToken(old).post('/filings', goodFiling())).status).to.equal(201);
      const { nextCursor } = (await withToken(old).get('/filings?limit=1')).body;

      await rotateSigningKey(dataDir, world.time.now, false);
      const other = await tokensAt(world.time.now);
      const fresh = other.issue(ids.accountId, ids.sessionId, world.time.now).accessToken;
      expect((await withToken(fresh).get('/auth/me')).status).to.equal(200);
      expect(tokens.keyId).to.equal(other.keyId);
      expect((await withToken(old).get('/auth/me')).status).to.equal(200);
      const page = await withToken(fresh).get(`/filings?limit=1&cursor=${nextCursor}`);
      expect([page.status, page.body.items.length]).to.deep.equal([200, 1]);
      const { keys } = (await world.anybody().get('/.well-known/jwks.json')).body;
      expect(keys.map(({ kid }: { kid: string }) => kid)).to.deep.equal(other.jwks.keys.map(({ kid }) => kid));
    });

    it('becomes the key of the database: a process that has the old one alone is refused', async () => {
      const old = createTokens(readSigningKeys(dataDir, world.time.now)!.current);
      await rotateSigningKey(dataDir, world.time.now, true);
      const other = await tokensAt(world.time.now);
      const { ids } = await world.as('officer');
      const fresh = other.issue(ids.accountId, ids.sessionId, world.time.now).accessToken;
      expect((await new Client(world.url, () => fresh).get('/auth/me')).status).to.equal(200);
      const { rows } = await until('the database knows the new key', async () => {
        const found = await world.owner.query('select key_id from signing_key where key_id = $1', [other.keyId]);
        return found.rows.length > 0 && found;
      });
      expect(rows).to.have.length(1);
      await refused(world, old);
      await admitSigningKeys(world.db, other, at);
    });
  });

  it('of a service that was stopped is recognised at its next start, however late', async () => {
    const world = await openWorld();
    try {
      await admitSigningKeys(world.db, await tokensAt(at), at);
      await rotateSigningKey(dataDir, at, false);
      await rotateSigningKey(dataDir, later(60), true);
      await admitSigningKeys(world.db, await tokensAt(later(600)), at);
    } finally {
      await world.close();
    }
  });

  it('finds a damaged or unreadable file, and says what to do', async () => {
    await tokensAt(at);
    const file = path.join(dataDir, 'signing-key.pem');
    const text = await readFile(file, 'utf8');
    const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ format: 'pem', type: 'pkcs8' });
    for (const damaged of ['', 'x', text.slice(0, 90), String(p384)]) {
      await writeFile(file, damaged);
      const failure = await tokensAt(at).catch((error: unknown) => error);
      expect(failure, damaged).to.be.instanceOf(SigningKeyError).with.property('message').that.includes('is damaged');
    }
    await rm(file);
    await mkdir(file);
    const failure = await tokensAt(at).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(SigningKeyError).with.property('message').that.includes('cannot be read');
  });
});

async function refused(world: World, tokens: Tokens): Promise<void> {
  const failure = await admitSigningKeys(world.db, tokens, world.time.now).catch((error: unknown) => error);
  expect(failure).to.be.instanceOf(SigningKeyMismatchError);
}

describe('a database', () => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  const admit = (tokens: Tokens): Promise<void> => admitSigningKeys(world.db, tokens, world.time.now);

  it('is served with its first key alone, whoever still runs, and has it in the audit trail', async () => {
    const tokens = [createTokens(newSigningKey()), createTokens(newSigningKey())];
    const outcomes = await Promise.allSettled(tokens.map(admit));
    expect(outcomes.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    const admitted = tokens[outcomes.findIndex(({ status }) => status === 'fulfilled')]!;
    await admit(admitted);
    await refused(world, createTokens(newSigningKey()));
    const events = await world.owner.query(
      `select actor, action, after ->> 'key_id' as key from trail where action = 'signing_key.use'`,
    );
    expect(events.rows).to.deep.equal([{ actor: 'system:bootstrap', action: 'signing_key.use', key: admitted.keyId }]);
  });

  it('is served by processes with the old and the new key at once, while two settings are exchanged', async () => {
    const [a, b] = [newSigningKey(), newSigningKey()];
    const ab = createTokens({ current: a, other: b });
    const ba = createTokens({ current: b, other: a });
    // Two processes: each line is a restart of one of them.
    for (const tokens of [createTokens(a), ab, ab, ba, ab, ba, createTokens(b), ba, createTokens(b)])
      await admit(tokens);
    await refused(world, createTokens(a));
  });

  it('takes another key once the one before is said to be lost', async () => {
    await admit(createTokens(newSigningKey()));
    await forgetSigningKey(world.db, world.time.now);
    const next = createTokens(newSigningKey());
    await admit(next);
    await refused(world, createTokens(newSigningKey()));
    await admit(next);
  });
});

describe('two keys as settings', () => {
  it('sign with the first and verify with both, whichever is older', () => {
    const [a, b] = [newSigningKey(), newSigningKey()];
    const now = new Date('2026-06-15T02:00:00.000Z');
    const [first, second] = [createTokens({ current: a, other: b }), createTokens({ current: b, other: a })];
    for (const [signs, verifies] of [
      [first, second],
      [second, first],
      [createTokens(a), second],
    ] as const)
      expect(verifies.verify(signs.issue(ACCOUNT, SESSION, now).accessToken, now)).to.include({
        sessionId: SESSION,
      });
    expect(first.derived('x').map(String)).to.deep.equal(second.derived('x').map(String).reverse());
    expect(createTokens({ current: a, other: a }).jwks.keys).to.have.length(1);
  });
});
