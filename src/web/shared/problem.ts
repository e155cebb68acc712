import type { components } from './api-types.ts';

export type ProblemBody = components['schemas']['Problem'];

/** What the API refused, in the reader's language; `errors` by field. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly body: ProblemBody;

  constructor(body: ProblemBody) {
    super(body.detail);
    this.status = body.status;
    this.body = body;
  }

  get code(): ProblemBody['code'] {
    return this.body.code;
  }

  /** The first message at each field. */
  get byField(): Record<string, string> {
    return Object.fromEntries([...this.body.errors].reverse().map(({ path, message }) => [path, message]));
  }
}

/** The service was not reached; whether it did what was asked is not known. */
export class ConnectionLost extends Error {}

/** The person signed out while something was under way. */
export class SessionEnded extends Error {}
