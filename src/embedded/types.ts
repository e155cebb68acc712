/** Where and as whom to connect, in the form that pg's Pool and Client take. `host` is a socket folder, or 127.0.0.1 on Windows. */
export interface ConnectionParts {
  host: string;
  port: number;
  database: string;
  user: string;
  password: string;
}

/** One open session. `onLost` tells once when it ends without `end()` having been called. */
export interface Connection {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- rows have the shape that the statement gives them
  query(sql: string, values?: unknown[]): Promise<{ rows: any[] }>;
  end(): Promise<void>;
  onLost(f: () => void): void;
}

/** Opens one session, or rejects with the driver's error (`code` is an SQLSTATE or a system error name). */
export type Connect = (parts: ConnectionParts) => Promise<Connection>;

/** Tells the person at the terminal what is going on. */
export type Report = (message: string) => void;
