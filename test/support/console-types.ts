import { generateKeyPairSync } from 'node:crypto';
import path from 'node:path';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import type { AppDeps } from '../../src/app.ts';
import { routesOf, SCHEMAS } from '../../src/app.ts';
import { openApiDocument } from '../../src/http/openapi.ts';
import { createTokens } from '../../src/http/tokens.ts';

/** Where the console keeps what it knows of the API. */
export const CONSOLE_TYPES = path.resolve(import.meta.dirname, '../../src/web/shared/api-types.ts');

const HEAD =
  '// Written by `npm run types:console` from the OpenAPI document; test/web/api-types.test.ts fails when it is stale.\n\n';

/** The OpenAPI document as TypeScript. Routes are looked at and none is served, so there is nothing behind them. */
export async function consoleTypes(): Promise<string> {
  const tokens = createTokens(
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
  );
  const document = openApiDocument(routesOf({ tokens } as unknown as AppDeps), SCHEMAS) as OpenAPI3;
  return HEAD + astToString(await openapiTS(document, { alphabetize: false, exportType: true }));
}
