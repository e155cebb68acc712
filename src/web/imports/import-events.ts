/** Loads an import, and follows its progress while the page is open. */
import { unwrap, api, send, type Schemas } from '../shared/api.ts';
import { problemOf } from '../shared/session.ts';

export type Import = Schemas['Import'];

/** The import as a query; all that shows it shares what was loaded. */
export const importQuery = (id: string) => ({
  queryKey: ['import', id],
  queryFn: ({ signal }: { signal: AbortSignal }): Promise<Import> =>
    unwrap(api.GET('/api/v1/imports/{id}', { params: { path: { id } }, signal })),
});

/**
 * Reads the server-sent events of an import until it needs input or is done. Uses fetch, because EventSource cannot
 * send an Authorization header.
 */
export async function followImport(id: string, onUpdate: (now: Import) => void, signal: AbortSignal): Promise<void> {
  const response = await send(new Request(`${location.origin}/api/v1/imports/${id}/events`, { signal }));
  if (!response.ok || response.body === null) throw await problemOf(response);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += value;
    const events = text.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) {
      const data = event
        .split('\n')
        .filter((line) => line.startsWith('data: '))
        .map((line) => line.slice(6))
        .join('\n');
      if (data !== '') onUpdate(JSON.parse(data) as Import);
    }
  }
}
