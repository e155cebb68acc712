/**
 * Builds `Incoming` (route.ts) from an Express request. Query and body are validated when a handler asks, not before:
 * 404 comes before 400.
 */
import type { Request } from 'express';
import { LANGUAGES, type Language } from '../domain/messages/messages.ts';
import type { ReadBody } from './body.ts';
import { requireVersion } from './etag.ts';
import { Problem, type ProblemError } from './problem.ts';
import type { Incoming, Route } from './route.ts';
import { inspect, isPlainObject, type DtoClass, type Inspected } from './rule.ts';
import type { Upload } from './upload.ts';

/** @param read the body, or the problem that is thrown when the handler asks for the body */
export function incomingOf(
  request: Request,
  route: Route,
  read: ReadBody,
  at: Date,
  requestId: string,
  upload: Upload | null = null,
): Incoming {
  let cached: Inspected<object> | undefined;
  const inspectBody = (): Inspected<object> => {
    if ('problem' in read) throw read.problem;
    const inspected = (cached ??= withQuery(inspectBy(route.body, fieldsOf(route, read.json)), route, request));
    if (inspected.errors[0]?.path === '') throw new Problem('VALIDATION_FAILED', { errors: inspected.errors });
    return inspected;
  };
  return {
    params: request.params as Record<string, string>,
    query: () => valueOrThrow(inspectQuery(route, request)),
    body: () => valueOrThrow(inspectBody()),
    validateQuery: () => void valueOrThrow(inspectQuery(route, request)),
    validateBody: () => void valueOrThrow(inspectBody()),
    inspectBody,
    requireVersion: (current) => requireVersion(request.get('If-Match'), current),
    header: (name) => request.get(name),
    headOnly: request.method === 'HEAD',
    acceptsGzip: request.headers['accept-encoding'] !== undefined && request.acceptsEncodings('gzip') !== false,
    prefers: (types) => request.accepts([...types]) || null,
    upload,
    at,
    requestId,
    address: request.ip ?? 'unknown',
    language: languageOf(request),
  };
}

/** The object to validate as the body: `{}` for a body that may be missing; the fields of an upload without its file. */
function fieldsOf(route: Route, json: unknown): unknown {
  if (!route.upload || !isPlainObject(json)) return json ?? (route.body && !route.bodyOptional ? undefined : {});
  const { file: _file, ...fields } = json;
  return fields;
}

/** The language preferred by Accept-Language; Chinese by default. */
export function languageOf(request: Request): Language {
  const preferred = request.acceptsLanguages('zh-CN', 'zh', 'en');
  return preferred === 'en' && request.headers['accept-language'] !== undefined ? LANGUAGES[1] : LANGUAGES[0];
}

/** Adds errors for query parameters of a route that has none, so that they are reported with those of the body. */
function withQuery(body: Inspected<object>, route: Route, request: Request): Inspected<object> {
  const { errors } = route.query ? { errors: [] } : inspectQuery(route, request);
  return errors.length === 0 ? body : { ...body, errors: [...body.errors, ...errors] };
}

/** Validates by a DTO class; without one, every field is unknown. */
function inspectBy(Dto: DtoClass<object> | undefined, raw: unknown): Inspected<object> {
  if (Dto !== undefined) return inspect(Dto, raw);
  if (!isPlainObject(raw)) return { value: {}, errors: [{ path: '', code: 'NOT_AN_OBJECT' }] };
  return { value: {}, errors: Object.keys(raw).map((path) => ({ path, code: 'UNKNOWN_FIELD' })) };
}

function valueOrThrow<T>({ value, errors }: { value: Partial<T>; errors: readonly ProblemError[] }): T {
  if (errors.length > 0) throw new Problem('VALIDATION_FAILED', { errors });
  return value as T;
}

/** Whether the percent-encoded bytes are valid UTF-8. */
function isUtf8(encoded: string): boolean {
  try {
    decodeURIComponent(encoded);
    return true;
  } catch {
    return false;
  }
}

function inspectQuery(route: Route, request: Request): { value: object; errors: ProblemError[] } {
  // Without a prototype, so that `__proto__` is an ordinary name.
  const raw: Record<string, string> = Object.create(null) as Record<string, string>;
  const errors: ProblemError[] = [];
  const start = request.originalUrl.indexOf('?');
  const text = start < 0 ? '' : request.originalUrl.slice(start + 1);
  const encoded = text.split('&').filter((parameter) => parameter !== '');
  for (const [index, [name, value]] of [...new URLSearchParams(text)].entries()) {
    if (Object.hasOwn(raw, name)) errors.push({ path: name, code: 'REPEATED' });
    // URLSearchParams replaces invalid UTF-8 by U+FFFD.
    else if (value.includes('\ufffd') && !isUtf8(encoded[index]!))
      errors.push({ path: name, code: 'CONTROL_CHARACTER' });
    else raw[name] = value;
  }
  const inspected = inspectBy(route.query, raw);
  return { value: inspected.value, errors: [...errors, ...inspected.errors] };
}
