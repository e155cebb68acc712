import { useCallback, useState } from 'react';
import { ApiProblem, ConnectionLost, SessionEnded } from '../shared/problem.ts';

export interface Sending {
  readonly busy: boolean;
  /** What the service said against it, or that it was not reached; null while nothing did. */
  readonly problem: ApiProblem | ConnectionLost | null;
  /** The first message at each field. */
  readonly at: Readonly<Record<string, string>>;
  /** Sends once, however often it is asked. */
  send<T>(work: () => Promise<T>, done: (answer: T) => void): void;
  clear(): void;
}

/** Something that is sent: whether it is under way, and what became of it. What was typed stays where it is. */
export function useSending(): Sending {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Sending['problem']>(null);
  const [defect, setDefect] = useState<unknown>(null);
  // A defect of the page is shown by its error boundary.
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
  return { busy, problem, at: problem instanceof ApiProblem ? problem.byField : {}, send, clear };
}
