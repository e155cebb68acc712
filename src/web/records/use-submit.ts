/** Sends a form: busy state, errors by field, lost connections. */
import { useCallback, useState } from 'react';
import { ApiProblem, ConnectionLost, SessionEnded } from '../shared/problem.ts';

export interface Submission {
  readonly busy: boolean;
  /** The problem of the last request, or null. */
  readonly problem: ApiProblem | ConnectionLost | null;
  /** The first message of each field. */
  readonly fieldErrors: Readonly<Record<string, string>>;
  send<T>(work: () => Promise<T>, done: (answer: T) => void): void;
  clear(): void;
}

/** State of a form submission: in progress, and the problem it ended with. */
export function useSubmit(): Submission {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Submission['problem']>(null);
  const [defect, setDefect] = useState<unknown>(null);
  // Any other error is a defect and goes to the error boundary.
  if (defect !== null) throw defect;
  const send = useCallback(<T>(work: () => Promise<T>, done: (answer: T) => void): void => {
    setBusy(true);
    setProblem(null);
    work()
      .then(done, (error: unknown) => {
        if (error instanceof ApiProblem || error instanceof ConnectionLost) setProblem(error);
        else if (!(error instanceof SessionEnded)) setDefect(error);
      })
      .finally(() => setBusy(false));
  }, []);
  const clear = useCallback(() => setProblem(null), []);
  return { busy, problem, fieldErrors: problem instanceof ApiProblem ? problem.byField : {}, send, clear };
}
