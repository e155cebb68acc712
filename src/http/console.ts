/** Serves the built web console. Page paths must not overlap with those of the API. */
import { createHash, randomBytes } from 'node:crypto';
import type { Express, Request, Response } from 'express';
import { consolePolicy } from './security-headers.ts';
import { Problem } from './problem.ts';

/** A file of the built console. Its name contains a digest of its content, so it can be cached forever. */
export interface ConsoleFile {
  readonly type: string;
  readonly content: Buffer;
  /** Compressed when it was built. */
  readonly br?: Buffer;
  readonly gzip?: Buffer;
}

/** The built console: its HTML page, and its other files by path (`/assets/…`). */
export interface ConsoleFiles {
  readonly page: string;
  readonly files: ReadonlyMap<string, ConsoleFile>;
}

/** Placeholder for the nonce in the built page (src/build.mjs). */
const NONCE = /__NONCE__/g;
const ONE_YEAR = 'public, max-age=31536000, immutable';
/** Paths of pages: everything except the API, assets and service endpoints. */
const PAGES = /^\/(?!api(?:\/|$)|assets(?:\/|$)|\.well-known(?:\/|$)|healthz$|readyz$|metrics$)/;

/** Serves the console at `/` and at the paths of its pages (client-side routing); if it is not built, a page that says so. */
export function mountConsole(app: Express, built: ConsoleFiles | null): void {
  app.get('/', (_request, response) => sendPage(response, '/', built));
  app.all('/', () => {
    throw new Problem('METHOD_NOT_ALLOWED', { params: { allowed: 'GET, HEAD' }, headers: { Allow: 'GET, HEAD' } });
  });
  if (built === null) return;
  app.get(/^\/assets\//, (request, response, next) => {
    const file = built.files.get(request.path);
    if (file === undefined) return next();
    sendFile(request, response, file);
  });
  app.get(PAGES, (request, response, next) => {
    // Only browsers accept text/html; other clients get a JSON 404.
    if (!(request.get('Accept') ?? '').includes('text/html')) return next();
    sendPage(response, '/*', built);
  });
}

function sendPage(response: Response, route: string, built: ConsoleFiles | null): void {
  const nonce = randomBytes(16).toString('base64');
  response.locals['route'] = route;
  response.set({
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-cache',
    Vary: 'Accept',
    'Content-Security-Policy': consolePolicy(nonce),
  });
  response.end(built === null ? NOT_BUILT : built.page.replace(NONCE, nonce));
}

function sendFile(request: Request, response: Response, file: ConsoleFile): void {
  const tag = `"${createHash('sha256').update(request.path).digest('base64url')}"`;
  response.locals['route'] = '/assets/*';
  response.set({ 'Content-Type': file.type, 'Cache-Control': ONE_YEAR, Vary: 'Accept-Encoding', ETag: tag });
  if (request.get('If-None-Match') === tag) return void response.status(304).end();
  // Brotli is smaller, though browsers list gzip first.
  const [encoding, content] =
    file.br && request.acceptsEncodings('br')
      ? ['br', file.br]
      : file.gzip && request.acceptsEncodings('gzip')
        ? ['gzip', file.gzip]
        : ['', file.content];
  if (encoding !== '') response.set('Content-Encoding', encoding as string);
  response.set('Content-Length', String(content.length)).end(content);
}

const NOT_BUILT = `<!DOCTYPE html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>知贷 Zhidai</title></head>
<body>
<main>
<h1>知贷 <span lang="en">Zhidai</span></h1>
<p>网页控制台尚未构建，请以 npm start 启动，或先运行 npm run build。<br><span lang="en">The web console has not been built: start with npm start, or run npm run build first.</span></p>
<ul>
<li><a href="/api/docs">接口文档</a> <span lang="en">API documentation</span></li>
<li><a href="/api/v1/openapi.json">OpenAPI 描述文件</a> <span lang="en">OpenAPI document</span></li>
</ul>
</main>
</body>
</html>
`;
