/** The OpenAPI document and its Swagger UI page, both built from the routes. */
import type { Express, RequestHandler } from 'express';
import swaggerUi from 'swagger-ui-express';
import { openApiDocument } from './openapi.ts';
import { TITLE } from './openapi-info.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import type { JsonSchema } from './rule.ts';

const DOCUMENT = '/api/v1/openapi.json';
const DOCS = '/api/docs';

/** Serves the OpenAPI document and a Swagger UI page. Works offline. */
export function mountDocs(app: Express, routes: readonly Route[], schemas: Readonly<Record<string, JsonSchema>>): void {
  serveText(app, DOCUMENT, 'application/json; charset=utf-8', JSON.stringify(openApiDocument(routes, schemas)));
  const options = {
    customSiteTitle: `${TITLE} API`,
    swaggerUrl: DOCUMENT,
    // validatorUrl is off, because the content security policy blocks other hosts.
    swaggerOptions: {
      url: DOCUMENT,
      deepLinking: true,
      validatorUrl: null,
      displayRequestDuration: true,
      docExpansion: 'list',
      tryItOutEnabled: false,
    },
  };
  // Makes relative links absolute: the page is also served without a trailing slash.
  const page = swaggerUi.generateHTML(undefined, options).replaceAll('"./', `"${DOCS}/`);
  serveText(app, DOCS, 'text/html; charset=utf-8', page);
  app.use(DOCS, allowAsset, ...swaggerUi.serveFiles(undefined, options));
}

/** Serves a fixed text for GET and HEAD; other methods get 405. */
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

/** Allows only the files that the page needs; the package's example page loads a document from another host. */
const allowAsset: RequestHandler = (request, response, next) => {
  if (!ASSET.test(request.path)) throw new Problem('NOT_FOUND');
  response.locals['route'] = `${DOCS}/*`;
  response.setHeader('Cache-Control', 'public, max-age=3600');
  next();
};
