/**
 * Saves a response as a file, for small files such as templates; large ones are downloaded by link
 * (records/export-links.tsx).
 */
import { problemOf } from './session.ts';

/** Saves the body of a response as a file. @throws ApiProblem, ConnectionLost */
export async function saveFile(response: Response, name: string): Promise<void> {
  if (!response.ok) throw await problemOf(response);
  const suggested = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1];
  const address = URL.createObjectURL(await response.blob());
  const link = Object.assign(document.createElement('a'), { href: address, download: suggested ?? name });
  link.click();
  URL.revokeObjectURL(address);
}
