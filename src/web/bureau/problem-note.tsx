import type { ReactNode } from 'react';
import { Complaint } from '../shared/alerts.tsx';
import { useTexts } from '../shared/language.ts';
import { ApiProblem } from '../shared/problem.ts';
import { bureau } from './texts.ts';
import type { Sending } from './use-sending.ts';

/** What a form was answered as a whole. Messages that have a field of their own stand there; `fields` names those. */
export function ProblemNote({
  problem,
  fields = [],
}: {
  problem: Sending['problem'];
  fields?: readonly string[];
}): ReactNode {
  const t = useTexts(bureau);
  return (
    <Complaint>
      {problem === null ? '' : <Said problem={problem} fields={fields} unsure={t.unsure} stale={t.stale} />}
    </Complaint>
  );
}

function Said({
  problem,
  fields,
  unsure,
  stale,
}: {
  problem: NonNullable<Sending['problem']>;
  fields: readonly string[];
  unsure: string;
  stale: string;
}): ReactNode {
  if (!(problem instanceof ApiProblem)) return unsure;
  if (problem.code === 'STALE_VERSION') return stale;
  const elsewhere = problem.body.errors.filter(({ path }) => !fields.includes(path));
  return (
    <>
      {problem.body.detail}
      {elsewhere.map(({ path, message }) => (
        <span key={`${path} ${message}`}>
          <br />
          {message}
        </span>
      ))}
    </>
  );
}
