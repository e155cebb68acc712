/**
 * All requests of the console to the API. Pages use `api` with `unwrap`, never `fetch`: tokens, language and lost
 * connections are handled here.
 */
import createClient from 'openapi-fetch';
import type { components, paths } from './api-types.ts';
import { activityHeaders, noteUse } from './activity.ts';
import { fetchService } from './connection.ts';
import { language } from './language.ts';
import { validToken, problemOf, rejectToken } from './session.ts';

export type Schemas = components['schemas'];

/** Sends a request with the access token and the language of the user. After a 401 the token is refreshed once. */
export async function send(request: Request): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const bearer = await validToken();
    const authorized = request.clone();
    authorized.headers.set('Authorization', `Bearer ${bearer}`);
    if (!authorized.headers.has('Accept-Language')) authorized.headers.set('Accept-Language', language.get());
    for (const [name, value] of Object.entries(activityHeaders())) authorized.headers.set(name, value);
    const response = await fetchService(authorized);
    if (response.ok) noteUse(authorized.headers);
    if (response.status !== 401 || attempt > 1) return response;
    // Reading the body releases the connection.
    await response.arrayBuffer();
    rejectToken(bearer);
  }
}

/** The typed API: `unwrap(api.GET('/api/v1/filings', { params: { query }, signal }))`. */
export const api = createClient<paths>({ baseUrl: location.origin, fetch: send });

export interface Versioned<T> {
  readonly data: T;
  /** The ETag, for If-Match. */
  readonly etag: string;
}

/** The data of a response with its version. @throws ApiProblem, ConnectionLost, SessionEnded */
export async function unwrapVersioned<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<Versioned<T>> {
  const { data, error, response } = await call;
  if (!response.ok)
    throw await problemOf(new Response(JSON.stringify(error), { status: response.status, headers: response.headers }));
  return { data: data as T, etag: response.headers.get('ETag') ?? '' };
}

/** The data of a JSON response. `string` is excluded: some routes also answer with a file. */
export const unwrap = async <T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<Exclude<T, string>> => (await unwrapVersioned(call)).data as Exclude<T, string>;

/** A random Idempotency-Key. crypto.randomUUID needs a secure context, getRandomValues does not. */
export function idempotencyKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
