/** The error of a form that belongs to no single field. */
import type { ReactNode } from 'react';
import { FormError } from '../shared/form-alerts.tsx';
import { useTexts } from '../shared/language.ts';
import { ApiProblem } from '../shared/problem.ts';
import { recordTexts } from './texts.ts';
import type { Submission } from './use-submit.ts';

/** The problem of a form. Messages for the listed `fields` are left out: they are shown at the fields. */
export function ProblemAlert({
  problem,
  fields = [],
}: {
  problem: Submission['problem'];
  fields?: readonly string[];
}): ReactNode {
  const t = useTexts(recordTexts);
  return (
    <FormError>
      {problem === null ? (
        ''
      ) : (
        <ProblemText problem={problem} fields={fields} connectionLost={t.connectionLost} stale={t.stale} />
      )}
    </FormError>
  );
}

function ProblemText({
  problem,
  fields,
  connectionLost,
  stale,
}: {
  problem: NonNullable<Submission['problem']>;
  fields: readonly string[];
  connectionLost: string;
  stale: string;
}): ReactNode {
  if (!(problem instanceof ApiProblem)) return connectionLost;
  if (problem.code === 'STALE_VERSION') return stale;
  const others = problem.body.errors.filter(({ path }) => !fields.includes(path));
  return (
    <>
      {problem.body.detail}
      {others.map(({ path, message }) => (
        <span key={`${path} ${message}`}>
          <br />
          {message}
        </span>
      ))}
    </>
  );
}
