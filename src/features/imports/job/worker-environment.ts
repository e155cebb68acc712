/**
 * What a worker of imports takes over of the environment of the service. Other users of a machine may see the
 * environment with which a process is started, so secrets are not in it.
 */

/** Read by Node.js itself when it starts, or needed to find files and users. */
const OF_NODE =
  /^(?:NODE_EXTRA_CA_CERTS|NODE_OPTIONS|NODE_ICU_DATA|SSL_CERT_(?:FILE|DIR)|OPENSSL_CONF|PATH|HOME|USER|LOGNAME|USERNAME|TZ|LANG|LC_[A-Z]+|TMPDIR|TEMP|TMP|SystemRoot)$/;
/** Read by the PostgreSQL client, passwords among them. */
const OF_POSTGRESQL = /^PG/;

/** The environment with which a worker is started. */
export const startEnvironment = (): Record<string, string> => variables(OF_NODE);

/** The variables that a worker takes over once it runs. */
export const clientEnvironment = (): Record<string, string> => variables(OF_POSTGRESQL);

/** Takes over variables of the service, in the worker. */
export function adoptEnvironment(environment: Readonly<Record<string, string>>): void {
  Object.assign(process.env, environment);
}

function variables(names: RegExp): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value !== undefined && names.test(name) ? [[name, value] as const] : [],
    ),
  );
}
