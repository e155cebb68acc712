import { expect } from 'chai';
import { rawText } from '../support/raw-http.ts';
import { openWorld, PASSWORD, type World } from '../support/world.ts';

describe('requests', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  it('name a path exactly: another case or a slash at the end is a 404', async () => {
    const officer = await world.as('officer');
    expect((await officer.get('/api/v1/filings')).status).to.equal(200);
    for (const path of [
      '/API/v1/filings',
      '/Api/V1/filings',
      '/api/v1/FILINGS',
      '/api/v1/filings/',
      '/api/v1/auth/me/',
      '/api/v1/openapi.json/',
      '/api/v1/OPENAPI.json',
      '/api/Docs',
      '/api/docs/swagger-ui.css/',
      '/healthz/',
      '/HEALTHZ',
      '/readyz/',
      '/metrics/',
      '/Metrics',
      '/.well-known/jwks.json/',
    ]) {
      const response = await fetch(world.url + path, {
        headers: { Authorization: `Bearer ${officer.token!()}`, Accept: 'application/json, text/html' },
      });
      expect(response.status, path).to.equal(404);
      expect(response.headers.get('content-type'), path).to.match(/^application\/problem\+json/);
    }
  });

  describe('with a Host header that is', () => {
    const answer = (...hosts: readonly string[]): Promise<string> =>
      rawText(world.url, ['GET /healthz HTTP/1.1', ...hosts, 'Accept-Language: en', '', ''].join('\r\n'));
    for (const [what, hosts] of Object.entries<readonly string[]>({
      missing: [],
      'said twice': ['Host: a.example', 'Host: b.example'],
      'said twice, alike': ['Host: a.example', 'host: a.example'],
      empty: ['Host: '],
      'two names': ['Host: a.example, b.example'],
      'a name with a path': ['Host: a.example/x'],
      'a name with a user': ['Host: a@b.example'],
      'a name with a blank': ['Host: a b'],
      'a port that is no number': ['Host: a.example:8o'],
    }))
      it(`${what} are a 400`, async () => {
        const text = await answer(...hosts);
        expect(text).to.match(/^HTTP\/1\.1 400 /);
        expect(text).to.include('"code":"VALIDATION_FAILED"').and.include('"path":"Host"');
        expect(text.toLowerCase()).to.include('connection: close');
      });

    for (const host of ['a.example', 'a.example:8443', '127.0.0.1:3000', '[::1]:3000', 'zhidai_app'])
      it(`${host} are answered`, async () => expect(await answer(`Host: ${host}`)).to.match(/^HTTP\/1\.1 200 /));
  });

  it('are answered with headers that limit what a page may do, HSTS only over HTTPS', async () => {
    const { headers } = await world.anybody().get('/healthz');
    expect(headers.get('permissions-policy'))
      .to.match(/camera=\(\)/)
      .and.to.match(/geolocation=\(\)/);
    expect(headers.get('strict-transport-security')).to.equal(null);
    const secure = await openWorld({ secureCookies: true });
    try {
      const reply = await secure.anybody().get('/healthz');
      expect(reply.headers.get('strict-transport-security')).to.equal('max-age=31536000; includeSubDomains');
    } finally {
      await secure.close();
    }
  });

  it('over HTTPS carry the session in a cookie that browsers take over HTTPS only', async () => {
    const secure = await openWorld({ secureCookies: true });
    try {
      const { headers } = await secure
        .anybody()
        .post('/auth/login', { login: 'officer', password: PASSWORD, session: 'cookie' });
      const cookie = headers.get('set-cookie')!;
      expect(cookie).to.match(/^__Secure-zhidai_refresh=\S+; .*; Secure$/);
      const refresh = (value: string): Promise<number> =>
        secure
          .anybody()
          .send('POST', '/auth/refresh', undefined, { Cookie: value, Origin: secure.url })
          .then(({ status }) => status);
      const pair = cookie.split(';')[0]!;
      expect(await refresh(pair.replace('__Secure-', ''))).to.equal(400);
      expect(await refresh(pair)).to.equal(200);
    } finally {
      await secure.close();
    }
  });
});
