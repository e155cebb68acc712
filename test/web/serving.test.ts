import { execFileSync } from 'node:child_process';
import { stat } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import { build } from '../support/process.ts';
import { openConsoleWorld } from '../support/web/console-world.ts';
import { openWorld, type World } from '../support/world.ts';

interface Raw {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly content: Buffer;
}

/** A response as sent: fetch would decompress it. */
function raw(url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Raw> {
  return new Promise((resolve, reject) => {
    http
      .request(url, { headers, method }, (response) => {
        const chunks: Buffer[] = [];
        response
          .on('data', (chunk: Buffer) => chunks.push(chunk))
          .on('end', () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, content: Buffer.concat(chunks) }),
          );
      })
      .on('error', reject)
      .end();
  });
}

const BROWSER = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('serving the console', function () {
  this.timeout(120_000);
  let world: World;
  before(async () => {
    world = await openConsoleWorld();
  });
  after(() => world.close());

  it('serves its page at / and at the paths of its pages, uncached, with a new nonce each time', async () => {
    const [one, two] = [await raw(`${world.url}/`, BROWSER), await raw(`${world.url}/filings/new`, BROWSER)];
    for (const page of [one, two]) {
      expect([page.status, page.headers['content-type'], page.headers['cache-control']]).to.deep.equal([
        200,
        'text/html; charset=utf-8',
        'no-cache',
      ]);
      const [, nonce] = /'nonce-([^']{22,})'/.exec(String(page.headers['content-security-policy']))!;
      expect(page.content.toString()).to.contain(`nonce="${nonce}"`).and.not.to.contain('__NONCE__');
    }
    expect(one.content.toString()).not.to.equal(two.content.toString());
  });

  it('allows scripts of this host only, and styles with the nonce only', async () => {
    const policy = String((await raw(`${world.url}/`, BROWSER)).headers['content-security-policy']);
    expect(policy).to.contain(`script-src 'self';`).and.not.to.contain('unsafe');
    expect(policy)
      .to.contain(`default-src 'self'`)
      .and.to.contain(`connect-src 'self'`)
      .and.to.contain(`frame-ancestors 'none'`);
  });

  it('serves its files compressed as the browser accepts it, cached forever', async () => {
    const page = (await raw(`${world.url}/`, BROWSER)).content.toString();
    const files = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, file]) => file!);
    expect(files.some((file) => file.endsWith('.js')) && files.some((file) => file.endsWith('.css'))).to.equal(true);
    let compressed = 0;
    for (const file of files) {
      const plain = await raw(world.url + file);
      expect([plain.status, plain.headers['cache-control'], plain.headers.vary]).to.deep.equal([
        200,
        'public, max-age=31536000, immutable',
        'Accept-Encoding',
      ]);
      if (!/[.](js|css)$/.test(file)) continue;
      const br = await raw(world.url + file, { 'Accept-Encoding': 'gzip, deflate, br' });
      const gz = await raw(world.url + file, { 'Accept-Encoding': 'gzip' });
      // Files that fit one packet are not compressed.
      const small = plain.content.length < 1024;
      expect(
        [br.headers['content-encoding'], gz.headers['content-encoding'], plain.headers['content-encoding']],
        file,
      ).to.deep.equal(small ? [undefined, undefined, undefined] : ['br', 'gzip', undefined]);
      compressed += small ? 0 : 1;
      if (small) continue;
      expect(
        brotliDecompressSync(br.content).equals(plain.content) && gunzipSync(gz.content).equals(plain.content),
      ).to.equal(true);
      expect((await raw(world.url + file, { 'If-None-Match': String(plain.headers.etag) })).status).to.equal(304);
    }
    expect(compressed).to.be.greaterThan(1);
  });

  it('answers unknown paths with JSON to programs, and always under /api and /assets', async () => {
    for (const [where, headers] of [
      ['/api/nothing', BROWSER],
      ['/api', BROWSER],
      ['/assets/nothing.js', BROWSER],
      ['/.well-known/nothing', BROWSER],
      ['/nothing', {}],
    ] as const) {
      const reply = await raw(world.url + where, headers);
      expect([where, reply.status, reply.headers['content-type']]).to.deep.equal([
        where,
        404,
        'application/problem+json; charset=utf-8',
      ]);
    }
    expect((await raw(`${world.url}/`, BROWSER, 'POST')).status).to.equal(405);
    expect((await raw(`${world.url}/`, BROWSER, 'HEAD')).content).to.have.length(0);
  });

  it('says so when the console is not built', async () => {
    const bare = await openWorld();
    const page = await bare.anybody().get('/');
    expect(page.status).to.equal(200);
    expect(page.text)
      .to.contain('lang="zh-CN"')
      .and.to.contain('npm run build')
      .and.to.contain('href="/api/docs"')
      .and.not.to.contain('<script');
    await bare.close();
  });

  it('is not built again for the same sources', async () => {
    build();
    const made = (): Promise<number[]> =>
      Promise.all(
        ['web/index.html', 'service/main.mjs'].map(async (file) => (await stat(path.resolve('dist', file))).mtimeMs),
      );
    const before = await made();
    execFileSync(process.execPath, [path.resolve('src/build.mjs'), 'service', 'console']);
    expect(await made()).to.deep.equal(before);
  });
});
