/**
 * Derives the OpenAPI document from the routes and their schemas. Nothing is described here that a route could declare
 * itself; clients and api-types.ts are generated from the result.
 */
import {
  CERTIFICATE_NO_MAX_CHARACTERS,
  IDEMPOTENCY_KEY_KEPT_HOURS,
  IDEMPOTENCY_KEY_MAX_CHARACTERS,
} from '../domain/limits.ts';
import { QUALIFICATION_KIND } from '../domain/filing/status.ts';
import { rolesWith } from '../domain/roles.ts';
import { bodySchema, classSchema, nestedClasses } from './dto-schema.ts';
import { DESCRIPTION, TAGS, TITLE, VERSION } from './openapi-info.ts';
import { problemResponses, problemStatuses } from './openapi-problems.ts';
import type { AnswerDoc, Route } from './route.ts';
import type { DtoClass, JsonSchema } from './rule.ts';
import { ref, sharedSchemas } from './schemas.ts';

const isIdempotent = (route: Route): boolean => 'idempotent' in route && route.idempotent === true;

/**
 * The OpenAPI 3.1 document of the mounted routes, in the order of TAGS.
 *
 * @param schemas the schemas of answers by the names that routes use
 * @throws Error when a route names an unknown schema, or two schemas share a name
 */
export function openApiDocument(mounted: readonly Route[], schemas: Readonly<Record<string, JsonSchema>>): object {
  const tags = [...new Set([...Object.keys(TAGS), ...mounted.map(({ tag }) => tag)])];
  const routes = mounted.toSorted((a, b) => tags.indexOf(a.tag) - tags.indexOf(b.tag));
  const bodies = bodyComponents(routes);
  const components = { ...sharedSchemas, ...schemas, ...bodies };
  const schemasWithVersion = new Set(routes.filter((route) => route.ifMatch).flatMap(answerNames));
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = templateOf(route.path);
    (paths[path] ??= {})[route.method.toLowerCase()] = operation(route, schemasWithVersion);
  }
  assertComplete(routes, components, bodies, schemas);
  const used = new Set(routes.map((route) => route.tag));
  return {
    openapi: '3.1.0',
    info: {
      title: TITLE,
      version: VERSION,
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'This host 本机' }],
    tags: [...used].map((name) => ({ name, description: TAGS[name] ?? name })),
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'accessToken of POST /api/v1/auth/login',
        },
      },
      parameters: PARAMETERS,
      headers: HEADERS,
      responses: problemResponses(),
      schemas: components,
    },
  };
}

/** `/api/v1/filings/:id` → `/api/v1/filings/{id}` */
export function templateOf(path: string): string {
  return path.replaceAll(/:([A-Za-z]+)/g, '{$1}');
}

function operation(route: Route, schemasWithVersion: ReadonlySet<string>): object {
  const parameters = [...pathParameters(route), ...queryParameters(route), ...headerParameters(route)];
  return {
    operationId: operationId(route),
    summary: route.summary,
    description: describe(route),
    tags: [route.tag],
    ...(route.permission === 'public'
      ? { security: [] }
      : { security: [{ bearer: [] }], 'x-roles': rolesWith(route.permission) }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(route.body ? { requestBody: route.upload ? uploadBody(route.body) : requestBody(route.body) } : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(route.answers).map(([status, doc]) => [
          status,
          answer(route, Number(status), doc, schemasWithVersion),
        ]),
      ),
      ...problems(route),
    },
  };
}

/** `POST /api/v1/filings/{id}/accept` → `postFilingsByIdAccept` */
function operationId(route: Route): string {
  const words = route.path
    .replace(/^\/api\/v1\//, '')
    .split('/')
    .flatMap((part) => (part.startsWith(':') ? ['by', part.slice(1)] : part.split(/[^A-Za-z0-9]+/)));
  return (
    route.method.toLowerCase() +
    words
      .filter((word) => word !== '')
      .map((word) => word[0]!.toUpperCase() + word.slice(1))
      .join('')
  );
}

function describe(route: Route): string {
  if (route.permission === 'public') return 'No sign-in needed. 无需登录。';
  const lines = [`Roles 角色: ${rolesWith(route.permission).join(', ')}.`];
  if (route.ifMatch === 'optional') lines.push('`If-Match` is optional. 可携带 If-Match。');
  if (route.ifMatch === 'required')
    lines.push('Changing an existing record requires `If-Match` with its ETag. 修改须携带 If-Match。');
  if (isIdempotent(route)) lines.push('Accepts an `Idempotency-Key`. 可携带幂等键。');
  if (route.beforePasswordChange)
    lines.push('Allowed before the one-time password is changed. 修改一次性密码之前即可使用。');
  return lines.join('\n\n');
}

const PATH_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  id: { type: 'string', format: 'uuid' },
  uscc: {
    type: 'string',
    description: 'Unified social credit code, in any width, case and spacing. 统一社会信用代码。',
    examples: ['91430200000000027W'],
  },
  kind: { type: 'string', pattern: QUALIFICATION_KIND.source, examples: ['high_tech', 'tech_sme'] },
  certificateNo: {
    type: 'string',
    minLength: 1,
    maxLength: CERTIFICATE_NO_MAX_CHARACTERS,
    description: 'Percent-encoded. 证书编号。',
  },
  date: { type: 'string', format: 'date' },
  n: { type: 'integer', minimum: 1, description: 'Row number in the sheet. 行号。' },
  template: { type: 'string', enum: ['filings', 'qualifications', 'firms', 'history'] },
  token: { type: 'string', pattern: '^[A-Za-z0-9_-]{43}$' },
};

function pathParameters(route: Route): object[] {
  return [...route.path.matchAll(/:([A-Za-z]+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: PATH_SCHEMAS[name] ?? { type: 'string' },
  }));
}

function queryParameters(route: Route): object[] {
  if (!route.query) return [];
  const { properties, required } = classSchema(route.query);
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    ...(required.includes(name) ? { required: true } : {}),
    ...(description === undefined ? {} : { description }),
    schema,
  }));
}

const PARAMETERS = {
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    schema: { type: 'string' },
    examples: { one: { value: '"7"' } },
    description:
      'The ETag of the record as it was read. 428 when it is required and missing, 412 when the record has changed since. Not required where PUT creates. 读取时获得的 ETag。',
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    schema: { type: 'string', minLength: 1, maxLength: IDEMPOTENCY_KEY_MAX_CHARACTERS, pattern: '^[\\x21-\\x7e]+$' },
    description: `Per account and route, kept for ${IDEMPOTENCY_KEY_KEPT_HOURS} hours: the same key and body return the first success again. 幂等键。`,
  },
};

function headerParameters(route: Route): object[] {
  return [
    ...(route.ifMatch ? [{ $ref: '#/components/parameters/IfMatch' }] : []),
    ...(isIdempotent(route) ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
  ];
}

const HEADERS = {
  RequestId: { description: 'The id of this request, also in the log. 请求编号。', schema: { type: 'string' } },
  ETag: { description: 'The version of the record, for If-Match. 版本标识。', schema: { type: 'string' } },
  Location: { description: 'The path of the new record. 新记录地址。', schema: { type: 'string' } },
  IdempotentReplayed: {
    description: '`true` when this is the answer to an earlier request with the same key. 重放的应答。',
    schema: { type: 'string', enum: ['true'] },
  },
};
const header = (name: keyof typeof HEADERS): object => ({ $ref: `#/components/headers/${name}` });

function answer(route: Route, status: number, doc: AnswerDoc, schemasWithVersion: ReadonlySet<string>): object {
  const hasVersion = typeof doc.schema === 'string' && schemasWithVersion.has(doc.schema);
  const schema = typeof doc.schema === 'string' ? ref(doc.schema) : doc.schema;
  const content =
    status >= 400
      ? { 'application/problem+json': { schema: ref('Problem') } }
      : schema === undefined && doc.content === undefined
        ? undefined
        : { [doc.content ?? 'application/json']: { schema: schema ?? { type: 'string' } } };
  return {
    description: doc.description,
    headers: {
      'X-Request-Id': header('RequestId'),
      ...(hasVersion ? { ETag: header('ETag') } : {}),
      ...(status === 201 || status === 202 ? { Location: header('Location') } : {}),
      ...(isIdempotent(route) ? { 'Idempotent-Replayed': header('IdempotentReplayed') } : {}),
    },
    ...(content
      ? {
          content: {
            ...content,
            ...Object.fromEntries((doc.also ?? []).map((type) => [type, { schema: { type: 'string' } }])),
          },
        }
      : {}),
  };
}

function problems(route: Route): Record<string, object> {
  const own = Object.keys(route.answers).map(Number);
  return Object.fromEntries(
    problemStatuses(route)
      .filter((status) => !own.includes(status))
      .map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
  );
}

function requestBody(Dto: DtoClass<object>): object {
  return { required: classSchema(Dto).required.length > 0, content: { 'application/json': { schema: ref(Dto.name) } } };
}

/** An upload as a form; its file is the field `file`, or a pasted `text`. */
function uploadBody(Dto: DtoClass<object>): object {
  return { required: true, content: { 'multipart/form-data': { schema: ref(Dto.name) } } };
}

/** The schemas of the DTO classes of all bodies and those nested in them, by name. */
function bodyComponents(routes: readonly Route[]): Record<string, JsonSchema> {
  const classes = new Map<string, DtoClass<object>>();
  const open = routes.flatMap((route) => (route.body ? [route.body as DtoClass<object>] : []));
  for (let Dto = open.pop(); Dto !== undefined; Dto = open.pop()) {
    const known = classes.get(Dto.name);
    if (known === Dto) continue;
    if (known) throw new Error(`two DTO classes are called ${Dto.name}; the document needs a name for each`);
    classes.set(Dto.name, Dto);
    open.push(...nestedClasses(Dto));
  }
  const uploads = new Set(
    routes.flatMap((route) => (route.upload && route.body ? [route.body as DtoClass<object>] : [])),
  );
  return Object.fromEntries(
    [...classes]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, Dto]) => [name, uploads.has(Dto) ? withFile(bodySchema(Dto)) : bodySchema(Dto)]),
  );
}

function withFile(schema: JsonSchema): JsonSchema {
  const { properties, required } = schema as { properties: JsonSchema; required?: string[] };
  return {
    ...schema,
    properties: {
      file: {
        type: 'string',
        contentMediaType: 'application/octet-stream',
        description: 'The file, .xlsx or .csv; of an announcement also .docx or .pdf. Either this or `text`. 文件。',
      },
      text: { type: 'string', description: 'A table pasted from a document, instead of a file. 粘贴的表格文字。' },
      ...properties,
    },
    required: [...(required ?? [])],
  };
}

const answerNames = (route: Route): string[] =>
  Object.values(route.answers).flatMap(({ schema }) => (typeof schema === 'string' ? [schema] : []));

function assertComplete(routes: readonly Route[], components: object, bodies: object, schemas: object): void {
  for (const route of routes) {
    const missing = answerNames(route).find((name) => !Object.hasOwn(components, name));
    if (missing !== undefined)
      throw new Error(`${route.method} ${route.path} answers with ${missing}, which has no schema`);
  }
  const twice = [...Object.keys(bodies), ...Object.keys(sharedSchemas)].find((name) => Object.hasOwn(schemas, name));
  if (twice !== undefined) throw new Error(`${twice} is the name of two schemas`);
}
