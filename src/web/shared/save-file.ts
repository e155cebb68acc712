import { problemOf } from './session.ts';

/** Saves an answer as a file. @throws what the service says instead */
export async function saveFile(response: Response, name: string): Promise<void> {
  if (!response.ok) throw await problemOf(response);
  const given = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1];
  const address = URL.createObjectURL(await response.blob());
  const link = Object.assign(document.createElement('a'), { href: address, download: given ?? name });
  link.click();
  URL.revokeObjectURL(address);
}
