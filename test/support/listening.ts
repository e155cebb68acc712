/** Starts an HTTP server for a test. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Makes a server listen on 127.0.0.1, on `port` if it is free, else on any free port. `close` also closes open connections. */
export async function listening(server: Server, port = 0): Promise<{ url: string; close(): Promise<void> }> {
  const listen = (at: number): Promise<unknown> => once(server.listen(at, '127.0.0.1'), 'listening');
  await listen(port).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    return listen(0);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
