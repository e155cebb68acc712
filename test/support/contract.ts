/** Validates real responses against the OpenAPI document of the running service. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'chai';
import type { Reply } from './client.ts';
import type { World } from './world.ts';

interface Media {
  readonly schema: object;
}
interface Response {
  readonly $ref?: string;
  readonly headers?: Record<string, unknown>;
  readonly content?: Record<string, Media>;
}
export interface Operation {
  readonly operationId: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly Record<string, unknown>[];
  readonly requestBody?: { readonly content: Record<string, Media> };
  readonly responses: Readonly<Record<string, Response>>;
  readonly 'x-roles'?: readonly string[];
}
export interface ApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Record<string, object>;
    readonly responses: Record<string, Response>;
    readonly parameters: Record<string, object>;
  };
}

const BASE = 'https://zhidai.invalid/openapi.json';
const documents = new Map<string, Promise<Contract>>();

export interface Contract {
  readonly document: ApiDocument;
  /** A validator of a schema of the document; throws when the schema is not one. */
  compile(schema: object): ValidateFunction;
}

/** The document as the service returns it, read once per world. */
export function contractOf(world: Pick<World, 'url' | 'anybody'>): Promise<Contract> {
  if (!documents.has(world.url)) documents.set(world.url, read(world));
  return documents.get(world.url)!;
}

async function read(world: Pick<World, 'anybody'>): Promise<Contract> {
  const reply = await world.anybody().get('/api/v1/openapi.json');
  expect(reply.status).to.equal(200);
  const document = reply.body as ApiDocument;
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true, allErrors: true });
  (addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
  // The document is not a schema, but its schemas refer to one another from its root.
  ajv.addVocabulary(Object.keys(document));
  ajv.addSchema({ $id: BASE, ...document });
  return { document, compile: (schema) => ajv.compile(absolute(schema)) };
}

/** The schema with absolute references, for use outside the document. */
function absolute(schema: object): object {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    key === '$ref' && typeof value === 'string' && value.startsWith('#') ? BASE + value : value,
  ) as object;
}

/**
 * Asserts that an answer matches the document: a declared status and media type, headers only where they are declared,
 * and a body that its schema accepts.
 *
 * @param path as in the document, `/filings/{id}` or with its base path
 */
export async function expectContract(
  world: Pick<World, 'url' | 'anybody'>,
  method: string,
  path: string,
  reply: Reply,
): Promise<void> {
  const { document, compile } = await contractOf(world);
  const full = path.startsWith('/api/') ? path : `/api/v1${path}`;
  const operation = document.paths[full]?.[method.toLowerCase()];
  const where = `${method} ${full} → ${reply.status}`;
  expect(operation, `${where}: not in the document`).to.not.equal(undefined);
  const announced = operation!.responses[String(reply.status)];
  expect(announced, `${where}: not announced; ${reply.text}`).to.not.equal(undefined);
  const response =
    announced!.$ref === undefined ? announced! : document.components.responses[announced!.$ref.split('/').at(-1)!]!;
  expect(reply.headers.get('x-request-id'), where).to.match(/^[0-9a-f-]{36}$/);
  for (const name of ['ETag', 'Location']) {
    if (reply.headers.get(name) !== null) expect(response.headers, `${where}: ${name}`).to.have.property(name);
  }
  const type = (reply.headers.get('content-type') ?? '').split(';')[0]!;
  if (response.content === undefined) return void expect(reply.text, where).to.equal('');
  expect(response.content, `${where}: ${type}`).to.have.property(type);
  if (!type.endsWith('json')) return;
  const valid = compile(response.content[type]!.schema);
  expect(valid(reply.body), `${where}: ${JSON.stringify(valid.errors)}\n${reply.text}`).to.equal(true);
}
