/** The deadline of a request: of all its transactions and look-ups together. */
import { DeadlineError } from '../data/errors.ts';
import { REQUEST_MAX_SECONDS } from '../domain/limits.ts';

/**
 * The result of a request's work, unless it takes longer than a request may. The work itself goes on: whether it was done
 * is not known then.
 *
 * @throws DeadlineError
 */
export async function withinDeadline<T>(work: Promise<T>, ms = REQUEST_MAX_SECONDS * 1000): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DeadlineError('the request has lasted too long')), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
