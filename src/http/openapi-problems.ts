/**
 * The error responses of the OpenAPI document, derived from what a route declares. Tests validate real responses
 * against them.
 */
import { PROBLEM_CODES, type ProblemCode } from '../domain/messages/codes.ts';
import { message } from '../domain/messages/messages.ts';
import { STATUS_OF } from './problem.ts';
import type { Route } from './route.ts';
import { ref } from './schemas.ts';

/** The error statuses that a route can return besides those it declares. */
export function problemStatuses(route: Route): number[] {
  const writes = route.method !== 'GET';
  const signsIn = route.permission === 'public' && route.body !== undefined;
  const creates = ('idempotent' in route && route.idempotent === true) || route.method === 'PUT';
  const can: readonly (readonly [number, boolean])[] = [
    [400, true],
    [401, route.permission !== 'public' || signsIn],
    [403, route.permission !== 'public'],
    [404, route.path.includes(':')],
    [409, creates || route.ifMatch !== undefined || route.conflicts === true],
    [412, route.ifMatch !== undefined],
    [413, writes],
    [415, writes],
    [422, 'idempotent' in route && route.idempotent === true],
    [428, route.ifMatch === 'required'],
    [429, true],
    [500, true],
    [503, true],
  ];
  return can.flatMap(([status, applies]) => (applies ? [status] : []));
}

/** A response component for each error status, with its problem codes. */
export function problemResponses(): Record<string, object> {
  const responses: Record<string, object> = {};
  for (const status of new Set(Object.values(STATUS_OF))) {
    const codes = PROBLEM_CODES.filter((code) => STATUS_OF[code] === status);
    responses[`Problem${status}`] = {
      description: codes.map(title).join('; '),
      headers: headersOf(status),
      content: {
        'application/problem+json': {
          schema: {
            allOf: [
              ref('Problem'),
              { type: 'object', properties: { status: { const: status }, code: { enum: codes } } },
            ],
          },
        },
      },
    };
  }
  return responses;
}

function title(code: ProblemCode): string {
  return `\`${code}\` ${message(code, {}, 'zh-CN').title} ${message(code, {}, 'en').title}`;
}

function headersOf(status: number): Record<string, object> {
  const text = { schema: { type: 'string' } };
  return {
    'X-Request-Id': { $ref: '#/components/headers/RequestId' },
    ...(status === 401 ? { 'WWW-Authenticate': text } : {}),
    ...(status === 405 ? { Allow: text } : {}),
    ...(status === 429 || status === 503
      ? { 'Retry-After': { description: 'seconds', schema: { type: 'integer' } } }
      : {}),
  };
}
