import { createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { expect } from 'chai';
import jwt from 'jsonwebtoken';
import { createTokens } from '../../src/http/tokens.ts';
import { openWorld, PASSWORD, type World } from '../support/world.ts';
import { Client } from '../support/client.ts';

const pem = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;

describe('access tokens', () => {
  const key = pem();
  const tokens = createTokens(key);
  let world: World;
  let claims: Record<string, unknown>;
  const asks = async (token: string, scheme = 'Bearer'): Promise<number> =>
    (await new Client(world.url).get('/auth/me', { Authorization: `${scheme} ${token}` })).status;
  const sign = (payload: object, options: jwt.SignOptions = {}, secret: jwt.Secret = key): string =>
    jwt.sign(payload, secret, { algorithm: 'ES256', keyid: tokens.keyId, ...options });

  before(async () => {
    world = await openWorld({ tokens });
    const { body } = await world.anybody().post('/auth/login', { login: 'officer', password: PASSWORD });
    claims = jwt.decode(body.accessToken) as Record<string, unknown>;
  });
  after(() => world.close());

  it('are ES256 and say key, issuer, audience, account, session and an end within fifteen minutes', async () => {
    const { body } = await world.anybody().post('/auth/login', { login: 'officer', password: PASSWORD });
    const { header, payload } = jwt.decode(body.accessToken, { complete: true })!;
    expect(header).to.deep.include({ alg: 'ES256', kid: tokens.keyId });
    expect(payload).to.have.all.keys('iss', 'aud', 'sub', 'sid', 'iat', 'exp');
    const { exp, iat, sub } = payload as jwt.JwtPayload;
    expect(exp! - iat!).to.equal(900);
    expect(sub).to.equal(body.account.id);
    expect(await asks(body.accessToken)).to.equal(200);
  });

  it('can be checked with the published key', async () => {
    const { body } = await world.anybody().get('/.well-known/jwks.json');
    expect(body.keys).to.have.length(1);
    expect(body.keys[0]).to.deep.include({ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig', kid: tokens.keyId });
    expect(body.keys[0]).not.to.have.property('d');
  });

  it('are taken when they are ours: the test’s own signature too', async () => {
    expect(await asks(sign(claims))).to.equal(200);
    expect(await asks(sign(claims), 'bearer')).to.equal(200);
  });

  const forged: Record<string, () => string> = {
    'signed by nobody (alg none)': () => jwt.sign(claims, '', { algorithm: 'none' }),
    'signed with the public key as if it were a secret (HS256)': () =>
      jwt.sign(claims, createPublicKey(key).export({ format: 'pem', type: 'spki' }), {
        algorithm: 'HS256',
        keyid: tokens.keyId,
      }),
    'signed with the published key as if it were a secret (HS256)': () =>
      jwt.sign(claims, JSON.stringify(tokens.jwks.keys[0]), { algorithm: 'HS256', keyid: tokens.keyId }),
    'signed by another key under our name': () => sign(claims, {}, pem()),
    'of another key id': () => sign(claims, { keyid: 'another' }),
    'without a key id': () => jwt.sign(claims, key, { algorithm: 'ES256' }),
    'of another issuer': () => sign({ ...claims, iss: 'another' }),
    'for another audience': () => sign({ ...claims, aud: 'another' }),
    'past their end': () => sign({ ...claims, iat: (claims['iat'] as number) - 1000, exp: claims['iat'] }),
    'without an end': () => {
      const { exp: _, ...rest } = claims;
      return sign(rest);
    },
    'with an end far away': () => sign({ ...claims, exp: (claims['exp'] as number) + 86_400 }),
    'without a session': () => {
      const { sid: _, ...rest } = claims;
      return sign(rest);
    },
    'of a session that is none': () => sign({ ...claims, sid: randomUUID() }),
    'of a session that is no uuid': () => sign({ ...claims, sid: "' or 1=1" }),
    'that are no tokens': () => 'abc.def.ghi',
    'whose header or payload is no JSON': () => {
      const part = (value: string): string => Buffer.from(value).toString('base64url');
      return `${part(JSON.stringify({ alg: 'ES256', typ: 'JWT', kid: tokens.keyId }))}.${part('{"sub":')}.${part('x'.repeat(64))}`;
    },
    'with half a signature': () => sign(claims).slice(0, -43),
    'of one character more': () => `${sign(claims)}A`,
  };
  for (const [what, make] of Object.entries(forged)) {
    it(`${what} are refused`, async () => expect(await asks(make())).to.equal(401));
  }

  it('expire with the clock, though they were taken before', async () => {
    const token = sign(claims);
    expect(await asks(token)).to.equal(200);
    const { now } = world.time;
    world.time.now = new Date(now.getTime() + 15 * 60_000);
    expect(await asks(token)).to.equal(401);
    world.time.now = now;
  });

  it('are needed in the Authorization header, in one piece', async () => {
    expect((await world.anybody().get('/auth/me')).status).to.equal(401);
    expect(await asks(sign(claims), 'Basic')).to.equal(401);
    expect(await asks(`${sign(claims)} more`)).to.equal(401);
  });
});
