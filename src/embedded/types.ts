/** Connection parameters for pg's Pool and Client. `host` is a socket folder, or 127.0.0.1 on Windows. */
export interface ConnectionParts {
  host: string;
  port: number;
  database: string;
  user: string;
  password: string;
}

/** One open session. `onLost` calls back once if it ends without a call of `end()`. */
export interface Connection {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- rows have the shape that the statement gives them
  query(sql: string, values?: unknown[]): Promise<{ rows: any[] }>;
  end(): Promise<void>;
  onLost(f: () => void): void;
}

/** Opens one session. Rejects with the driver's error (`code` is an SQLSTATE or a system error name). */
export type Connect = (parts: ConnectionParts) => Promise<Connection>;

/** Prints a progress message for the operator. */
export type Report = (message: string) => void;
