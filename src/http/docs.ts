import type { Express, RequestHandler } from 'express';
import swaggerUi from 'swagger-ui-express';
import { openApiDocument } from './openapi.ts';
import { TITLE, VERSION } from './openapi-info.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import type { JsonSchema } from './rule.ts';

const DOCUMENT = '/api/v1/openapi.json';
const DOCS = '/api/docs';

/** The API's description as a document and as a page to read and try, and the front page. All of it works offline. */
export function mountDocs(app: Express, routes: readonly Route[], schemas: Readonly<Record<string, JsonSchema>>): void {
  serveText(app, DOCUMENT, 'application/json; charset=utf-8', JSON.stringify(openApiDocument(routes, schemas)));
  const options = {
    customSiteTitle: `${TITLE} API`, swaggerUrl: DOCUMENT,
    // The badge of validatorUrl and any other look-up outside this host would be blocked anyway.
    swaggerOptions: { url: DOCUMENT, deepLinking: true, validatorUrl: null, displayRequestDuration: true, docExpansion: 'list', tryItOutEnabled: false },
  };
  // Its links are relative to a folder; the page is reached without the slash, too.
  const page = swaggerUi.generateHTML(undefined, options).replaceAll('"./', `"${DOCS}/`);
  serveText(app, DOCS, 'text/html; charset=utf-8', page);
  app.use(DOCS, asset, ...swaggerUi.serveFiles(undefined, options));
  serveText(app, '/', 'text/html; charset=utf-8', FRONT_PAGE);
}

/** One fixed text. HEAD comes with GET; every other method is refused. */
function serveText(app: Express, path: string, type: string, content: string): void {
  app.get(path, (_request, response) => {
    response.locals['route'] = path;
    response.set('Content-Type', type).end(content);
  });
  app.all(path, () => {
    throw new Problem('METHOD_NOT_ALLOWED', { params: { allowed: 'GET, HEAD' }, headers: { Allow: 'GET, HEAD' } });
  });
}

const ASSET = /^\/(swagger-ui\.css|swagger-ui-(bundle|standalone-preset|init)\.js|favicon-(16x16|32x32)\.png)$/;

/** Of the package's files those that the page needs; its own example page would look for a document elsewhere. */
const asset: RequestHandler = (request, response, next) => {
  if (!ASSET.test(request.path)) throw new Problem('NOT_FOUND');
  response.locals['route'] = `${DOCS}/*`;
  response.setHeader('Cache-Control', 'public, max-age=3600');
  next();
};

const FRONT_PAGE = `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>知贷 Zhidai</title>
<style>
body { margin: 4rem auto; max-width: 44rem; padding: 0 1.25rem; font: 1rem/1.7 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: #1c2530; background: #fff; }
h1 { margin-bottom: 0; font-size: 1.8rem; }
h1 + p { margin-top: .25rem; color: #5a6673; }
[lang="en"] { color: #5a6673; }
a { color: #0b57a4; }
footer { margin-top: 3rem; font-size: .875rem; color: #5a6673; }
</style>
</head>
<body>
<main>
<h1>知贷 <span lang="en">Zhidai</span></h1>
<p>科技型企业知识价值信用贷款备案系统<br><span lang="en">The registry of knowledge-value credit loans</span></p>
<ul>
<li><a href="${DOCS}">接口文档</a> <span lang="en">API documentation</span></li>
<li><a href="${DOCUMENT}">OpenAPI 描述文件</a> <span lang="en">OpenAPI document</span></li>
</ul>
<p>本版本尚不含网页操作界面，请通过接口使用。<br><span lang="en">The web console is not part of this version yet; use the API.</span></p>
</main>
<footer>${VERSION}</footer>
</body>
</html>
`;
