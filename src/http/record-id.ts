/** The form of the ids of records. What has another form is not sent to PostgreSQL, which would answer with an error. */
import { notFound } from './problem.ts';
import type { Incoming } from './route.ts';

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The id in the path of a request, in lower case. @throws Problem NOT_FOUND for what cannot be an id */
export function idOf(incoming: Incoming): string {
  const id = incoming.params['id'] ?? '';
  if (!UUID.test(id)) throw notFound();
  return id.toLowerCase();
}
