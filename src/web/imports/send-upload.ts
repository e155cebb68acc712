/** Uploads a file or pasted text for checking. Nothing is filed by the upload. */
import { idempotencyKey, send } from '../shared/api.ts';
import { problemOf } from '../shared/session.ts';
import type { Import } from './import-events.ts';

/** @throws ApiProblem, ConnectionLost, SessionEnded */
export async function sendUpload(fields: Readonly<Record<string, string>>, file: File | null): Promise<Import> {
  const body = new FormData();
  for (const [name, value] of Object.entries({ mode: 'check', ...fields })) body.set(name, value);
  if (file !== null) body.set('file', file, file.name);
  const response = await send(
    new Request(`${location.origin}/api/v1/imports`, {
      method: 'POST',
      body,
      headers: { 'Idempotency-Key': idempotencyKey() },
    }),
  );
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as Import;
}
