import { etag } from '../../http/etag.ts';
import { invalid, type ProblemError } from '../../http/problem.ts';
import { ok, type Answer, type Incoming } from '../../http/route.ts';
import { checkOptionalIfMatch } from './if-match.ts';

// PUT of records that the client names: banks, regions, programme rules, LPR.
interface Row {
  /** Locks the row. @returns its version; null if there is none */
  lock(): Promise<number | null>;
  /** @returns false if the row was inserted concurrently */
  insert(): Promise<boolean>;
  update(): Promise<void>;
}

/**
 * Creates or replaces a record. If-Match is checked if it is sent.
 *
 * @returns whether the record is new
 * @throws Problem STALE_VERSION
 */
export async function putRecord(incoming: Incoming, row: Row): Promise<boolean> {
  const version = await row.lock();
  checkOptionalIfMatch(incoming, version);
  if (version === null && (await row.insert())) return true;
  await row.update();
  return false;
}

/** The answer to a PUT: 201 with Location for a new record, otherwise 200. */
export function putAnswer(created: boolean, location: string, record: { readonly version: number }): Answer {
  const answer = ok(record, etag(record.version));
  return created ? { ...answer, status: 201, headers: { ...answer.headers, Location: location } } : answer;
}

/**
 * Validates the body together with the code in the path.
 *
 * @param moreErrors what else is wrong with the members that are valid one by one
 * @throws Problem VALIDATION_FAILED with all errors, also if validFrom is after validTo
 */
export function validBody<B extends object>(
  incoming: Incoming<unknown, B>,
  code: string,
  codePattern: RegExp,
  moreErrors: (value: Partial<B>) => readonly ProblemError[] = () => [],
): B {
  const { value, errors: bodyErrors } = incoming.inspectBody();
  const errors: ProblemError[] = [
    ...(codePattern.test(code)
      ? []
      : [{ path: 'code', code: 'FORMAT' as const, params: { expected: codePattern.source } }]),
    ...bodyErrors,
    ...moreErrors(value),
  ];
  const { validFrom, validTo } = value as { validFrom?: string | null; validTo?: string | null };
  if (typeof validFrom === 'string' && typeof validTo === 'string' && validFrom > validTo)
    errors.push({ path: 'validTo', code: 'RANGE_REVERSED' });
  if (errors.length > 0) throw invalid(...errors);
  return value as B;
}
