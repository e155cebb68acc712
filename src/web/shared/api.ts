import createClient from 'openapi-fetch';
import type { components, paths } from './api-types.ts';
import { reach } from './connection.ts';
import { language } from './language.ts';
import { freshToken, problemOf, refused } from './session.ts';

export type Schemas = components['schemas'];

/** As the person who is signed in, in their language. A token that the service does not take any more is replaced once. */
export async function send(request: Request): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const bearer = await freshToken();
    const mine = request.clone();
    mine.headers.set('Authorization', `Bearer ${bearer}`);
    if (!mine.headers.has('Accept-Language')) mine.headers.set('Accept-Language', language.get());
    const response = await reach(mine);
    if (response.status !== 401 || attempt > 1) return response;
    // Read to its end, so that the connection is free.
    await response.arrayBuffer();
    refused(bearer);
  }
}

/** The API as the OpenAPI document has it: `answer(api.GET('/api/v1/filings', { params: { query }, signal }))`. */
export const api = createClient<paths>({ baseUrl: location.origin, fetch: send });

export interface Answered<T> {
  readonly data: T;
  /** For If-Match. */
  readonly etag: string;
}

/** What was answered, with its version. @throws ApiProblem, ConnectionLost, SessionEnded */
export async function answerWithVersion<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<Answered<T>> {
  const { data, error, response } = await call;
  if (!response.ok)
    throw await problemOf(new Response(JSON.stringify(error), { status: response.status, headers: response.headers }));
  return { data: data as T, etag: response.headers.get('ETag') ?? '' };
}

/** Where the same can be had as a file too, this is the JSON. */
export const answer = async <T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<Exclude<T, string>> => (await answerWithVersion(call)).data as Exclude<T, string>;

/** A key under which a POST may be sent again, whatever became of it. Not crypto.randomUUID, which plain http lacks. */
export function idempotencyKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
