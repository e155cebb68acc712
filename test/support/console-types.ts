/**
 * Generates the console's files that derive from the server: api-types.ts and filing-fields.ts in src/web/shared (`npm
 * run types:console`).
 */
import { generateKeyPairSync } from 'node:crypto';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import type { AppDeps } from '../../src/app.ts';
import { routesOf, SCHEMAS } from '../../src/app.ts';
import { describeField, FILING_FIELD_NAMES } from '../../src/domain/filing/fields.ts';
import { openApiDocument } from '../../src/http/openapi.ts';
import { createTokens } from '../../src/http/tokens.ts';

/** The generated files of the console: API types and fields of a filing. */
const SHARED = path.resolve(import.meta.dirname, '../../src/web/shared');
export const CONSOLE_TYPES = path.join(SHARED, 'api-types.ts');
export const CONSOLE_FIELDS = path.join(SHARED, 'filing-fields.ts');

const head = (source: string): string =>
  `// Written by \`npm run types:console\` from ${source}; test/web/api-types.test.ts fails when it is stale.\n\n`;

/** The OpenAPI document as TypeScript types. No route is served, so routes get no dependencies. */
export async function consoleTypes(): Promise<string> {
  const tokens = createTokens(
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
  );
  const document = openApiDocument(routesOf({ tokens } as unknown as AppDeps), SCHEMAS) as OpenAPI3;
  return (
    head('the OpenAPI document') + astToString(await openapiTS(document, { alphabetize: false, exportType: true }))
  );
}

/** The fields of a filing for the console: kind of value, lengths, titles. */
export async function consoleFields(): Promise<string> {
  const fields = FILING_FIELD_NAMES.map((name) => {
    const { value, required, title } = describeField(name);
    const limits = { ...('min' in value ? { min: value.min } : {}), ...('max' in value ? { max: value.max } : {}) };
    return { name, kind: value.kind, required, ...limits, title };
  });
  const text = `/** The fields of a filing in the order of requests and answers; min and max are in characters. */
    export const FILING_FIELDS = ${JSON.stringify(fields)} as const;`;
  const options = { ...(await resolveConfig(CONSOLE_FIELDS)), parser: 'typescript', quoteProps: 'as-needed' } as const;
  return head('src/domain/filing/fields.ts') + (await format(text, options));
}
