/** The errors that requests of the console can end with. */
import type { components } from './api-types.ts';

export type ProblemBody = components['schemas']['Problem'];

/** A problem response of the API, in the language of the user. */
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

  /** The first message of each field. */
  get byField(): Record<string, string> {
    return Object.fromEntries([...this.body.errors].reverse().map(({ path, message }) => [path, message]));
  }
}

/** The service was not reached. Whether the request was processed is unknown. */
export class ConnectionLost extends Error {}

/** The user signed out while a request was pending. */
export class SessionEnded extends Error {}
