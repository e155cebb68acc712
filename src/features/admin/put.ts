import { etag } from '../../http/etag.ts';
import { invalid, type ProblemError } from '../../http/problem.ts';
import { ok, type Answer, type Incoming } from '../../http/route.ts';
import { matchIfAsked } from './if-match.ts';

interface Row {
  /** Its version, locked; null when there is none. */
  lock(): Promise<number | null>;
  /** @returns false when somebody else was first */
  insert(): Promise<boolean>;
  update(): Promise<void>;
}

/**
 * Creates a record under its own code or replaces it. If-Match is honoured when it is given.
 *
 * @returns whether it is new
 * @throws Problem STALE_VERSION
 */
export async function put(incoming: Incoming, row: Row): Promise<boolean> {
  const version = await row.lock();
  matchIfAsked(incoming, version);
  if (version === null && (await row.insert())) return true;
  await row.update();
  return false;
}

/** The answer with the record as it is now. */
export function wasPut(created: boolean, location: string, record: { readonly version: number }): Answer {
  const answer = ok(record, etag(record.version));
  return created ? { ...answer, status: 201, headers: { ...answer.headers, Location: location } } : answer;
}

/** The body, when the code in the path has the right form too. @throws Problem VALIDATION_FAILED with all that is wrong */
export function bodyUnder<B extends { validFrom?: string | null; validTo?: string | null }>(
  incoming: Incoming<unknown, B>,
  code: string,
  form: RegExp,
): B {
  const { value, errors } = incoming.inspectBody();
  const faults: ProblemError[] = [
    ...(form.test(code) ? [] : [{ path: 'code', code: 'FORMAT' as const, params: { expected: form.source } }]),
    ...errors,
  ];
  if (typeof value.validFrom === 'string' && typeof value.validTo === 'string' && value.validFrom > value.validTo)
    faults.push({ path: 'validTo', code: 'RANGE_REVERSED' });
  if (faults.length > 0) throw invalid(...faults);
  return value as B;
}
