import type { Express, RequestHandler } from 'express';
import swaggerUi from 'swagger-ui-express';
import { openApiDocument } from './openapi.ts';
import { TITLE } from './openapi-info.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import type { JsonSchema } from './rule.ts';

const DOCUMENT = '/api/v1/openapi.json';
const DOCS = '/api/docs';

/** The API's description as a document and as a page to read and try. All of it works offline. */
export function mountDocs(app: Express, routes: readonly Route[], schemas: Readonly<Record<string, JsonSchema>>): void {
  serveText(app, DOCUMENT, 'application/json; charset=utf-8', JSON.stringify(openApiDocument(routes, schemas)));
  const options = {
    customSiteTitle: `${TITLE} API`,
    swaggerUrl: DOCUMENT,
    // The badge of validatorUrl and any other look-up outside this host would be blocked anyway.
    swaggerOptions: {
      url: DOCUMENT,
      deepLinking: true,
      validatorUrl: null,
      displayRequestDuration: true,
      docExpansion: 'list',
      tryItOutEnabled: false,
    },
  };
  // Its links are relative to a folder; the page is reached without the slash, too.
  const page = swaggerUi.generateHTML(undefined, options).replaceAll('"./', `"${DOCS}/`);
  serveText(app, DOCS, 'text/html; charset=utf-8', page);
  app.use(DOCS, asset, ...swaggerUi.serveFiles(undefined, options));
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
