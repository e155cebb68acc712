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
  const statusWith = async (token: string, scheme = 'Bearer'): Promise<number> =>
    (await new Client(world.url).get('/auth/me', { Authorization: `${scheme} ${token}` })).status;
  const sign = (payload: object, options: jwt.SignOptions = {}, secret: jwt.Secret = key): string =>
    jwt.sign(payload, secret, { algorithm: 'ES256', keyid: tokens.keyId, ...options });

  before(async () => {
    world = await openWorld({ tokens });
    const { body } = await world.anybody().post('/auth/login', { login: 'officer', password: PASSWORD });
    claims = jwt.decode(body.accessToken) as Record<string, unknown>;
  });
  after(() => world.close());

  it('are ES256 and contain key, issuer, audience, account, session and an expiry of fifteen minutes', async () => {
    const { body } = await world.anybody().post('/auth/login', { login: 'officer', password: PASSWORD });
    const { header, payload } = jwt.decode(body.accessToken, { complete: true })!;
    expect(header).to.deep.include({ alg: 'ES256', kid: tokens.keyId });
    expect(payload).to.have.all.keys('iss', 'aud', 'sub', 'sid', 'iat', 'exp');
    const { exp, iat, sub } = payload as jwt.JwtPayload;
    expect(exp! - iat!).to.equal(900);
    expect(sub).to.equal(body.account.id);
    expect(await statusWith(body.accessToken)).to.equal(200);
  });

  it('can be verified with the published key', async () => {
    const { body } = await world.anybody().get('/.well-known/jwks.json');
    expect(body.keys).to.have.length(1);
    expect(body.keys[0]).to.deep.include({ kty: 'EC', crv: 'P-256', alg: 'ES256', use: 'sig', kid: tokens.keyId });
    expect(body.keys[0]).not.to.have.property('d');
  });

  it('are accepted if signed with the key', async () => {
    expect(await statusWith(sign(claims))).to.equal(200);
    expect(await statusWith(sign(claims), 'bearer')).to.equal(200);
  });

  const forged: Record<string, () => string> = {
    'unsigned (alg none)': () => jwt.sign(claims, '', { algorithm: 'none' }),
    'signed with the public key as HMAC secret (HS256)': () =>
      jwt.sign(claims, createPublicKey(key).export({ format: 'pem', type: 'spki' }), {
        algorithm: 'HS256',
        keyid: tokens.keyId,
      }),
    'signed with the published JWK as HMAC secret (HS256)': () =>
      jwt.sign(claims, JSON.stringify(tokens.jwks.keys[0]), { algorithm: 'HS256', keyid: tokens.keyId }),
    'signed by another key with our key id': () => sign(claims, {}, pem()),
    'with another key id': () => sign(claims, { keyid: 'another' }),
    'without a key id': () => jwt.sign(claims, key, { algorithm: 'ES256' }),
    'with another issuer': () => sign({ ...claims, iss: 'another' }),
    'with another audience': () => sign({ ...claims, aud: 'another' }),
    expired: () => sign({ ...claims, iat: (claims['iat'] as number) - 1000, exp: claims['iat'] }),
    'without expiry': () => {
      const { exp: _, ...rest } = claims;
      return sign(rest);
    },
    'with a distant expiry': () => sign({ ...claims, exp: (claims['exp'] as number) + 86_400 }),
    'without a session': () => {
      const { sid: _, ...rest } = claims;
      return sign(rest);
    },
    'of an unknown session': () => sign({ ...claims, sid: randomUUID() }),
    'with a session that is not a UUID': () => sign({ ...claims, sid: "' or 1=1" }),
    'that are not JWTs': () => 'abc.def.ghi',
    'with invalid JSON': () => {
      const part = (value: string): string => Buffer.from(value).toString('base64url');
      return `${part(JSON.stringify({ alg: 'ES256', typ: 'JWT', kid: tokens.keyId }))}.${part('{"sub":')}.${part('x'.repeat(64))}`;
    },
    'with half a signature': () => sign(claims).slice(0, -43),
    'with one more character': () => `${sign(claims)}A`,
  };
  for (const [what, make] of Object.entries(forged)) {
    it(`${what} are refused`, async () => expect(await statusWith(make())).to.equal(401));
  }

  it('expire also if they were verified before', async () => {
    const token = sign(claims);
    expect(await statusWith(token)).to.equal(200);
    const { now } = world.time;
    world.time.now = new Date(now.getTime() + 15 * 60_000);
    expect(await statusWith(token)).to.equal(401);
    world.time.now = now;
  });

  it('are required in the Authorization header as the only credential', async () => {
    expect((await world.anybody().get('/auth/me')).status).to.equal(401);
    expect(await statusWith(sign(claims), 'Basic')).to.equal(401);
    expect(await statusWith(`${sign(claims)} more`)).to.equal(401);
  });
});
