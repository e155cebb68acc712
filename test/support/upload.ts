/** Uploads of files for tests of imports. */
import type { Client, Reply } from './client.ts';

/** A multipart form with the file and its fields. */
export function form(content: string | Uint8Array, fields: Record<string, string>, name = 'loans.csv'): FormData {
  const body = new FormData();
  for (const [field, value] of Object.entries(fields)) body.append(field, value);
  body.append('file', new Blob([content as never]), name);
  return body;
}

/** Uploads a file to be imported. */
export async function upload(
  client: Client,
  content: string | Uint8Array,
  fields: Record<string, string> = {},
  name?: string,
  headers: Record<string, string> = {},
): Promise<Reply> {
  return sendForm(client, form(content, { kind: 'filings', mode: 'check', ...fields }, name), headers);
}

export async function sendForm(client: Client, body: FormData, headers: Record<string, string> = {}): Promise<Reply> {
  const response = await fetch(`${client.url}/api/v1/imports`, {
    method: 'POST',
    body,
    headers: {
      'Accept-Language': 'en',
      ...(client.token ? { Authorization: `Bearer ${client.token()}` } : {}),
      ...headers,
    },
  });
  const text = await response.text();
  return {
    status: response.status,
    text,
    headers: response.headers,
    body: (response.headers.get('content-type') ?? '').includes('json') ? JSON.parse(text) : undefined,
  };
}
