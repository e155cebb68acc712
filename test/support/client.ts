/** The HTTP client of the tests. It must not throw on error statuses: tests look at them. */

export interface Reply {
  readonly status: number;
  readonly body: any;
  readonly text: string;
  readonly headers: Headers;
}

/** An HTTP client of the API. */
export class Client {
  constructor(
    readonly url: string,
    /** Called for every request, as tokens expire with the world's clock. */
    readonly token?: () => string,
    readonly ids: { accountId: string; sessionId: string } = { accountId: '', sessionId: '' },
  ) {}

  get(path: string, headers: Record<string, string> = {}): Promise<Reply> {
    return this.send('GET', path, undefined, headers);
  }
  post(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    return this.send('POST', path, body, headers);
  }
  put(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    return this.send('PUT', path, body, headers);
  }
  patch(path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    return this.send('PATCH', path, body, headers);
  }

  /** Sends `body` as JSON; a string or Buffer unchanged. Paths that begin with /api or another root are used unchanged. */
  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
    const raw = typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(
      this.url + (/^\/(api\/|healthz|readyz|metrics|\.well-known|$)/.test(path) ? path : `/api/v1${path}`),
      {
        method,
        headers: {
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...(this.token ? { Authorization: `Bearer ${this.token()}` } : {}),
          'Accept-Language': 'en',
          ...headers,
        },
        ...(body === undefined ? {} : { body: raw ? (body as string) : JSON.stringify(body) }),
      },
    );
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return {
      status: response.status,
      body: isJson && text !== '' ? JSON.parse(text) : undefined,
      text,
      headers: response.headers,
    };
  }
}
