/**
 * Decisions of auditors on filings, for the review page and the page of a filing. Each is sent with the version that
 * the auditor has seen.
 */
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { recordTexts } from '../records/texts.ts';
import { unwrap, api } from '../shared/api.ts';
import type { Filing } from '../shared/filing-details.tsx';
import { useTexts } from '../shared/language.ts';
import { ApiProblem, ConnectionLost, SessionEnded } from '../shared/problem.ts';
import { ReasonDialog } from '../shared/reason-dialog.tsx';
import { auditorTexts } from './texts.ts';

export type Decision = 'accept' | 'return' | 'void';
interface DecisionRequest {
  readonly filing: Filing;
  readonly decision: Decision;
  readonly reason?: string;
}

const PATHS = {
  accept: '/api/v1/filings/{id}/accept',
  return: '/api/v1/filings/{id}/return',
  void: '/api/v1/filings/{id}/void',
} as const;

/** Sends a decision with the version shown. After a conflict the filing is loaded again. */
export function useDecision(
  done: (filing: Filing, decision: Decision) => void,
): UseMutationResult<Filing, Error, DecisionRequest> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ filing, decision, reason }: DecisionRequest): Promise<Filing> => {
      const params = { path: { id: filing.id }, header: { 'If-Match': `"${filing.version}"` } };
      return decision === 'accept'
        ? unwrap(api.POST(PATHS.accept, { params }))
        : unwrap(api.POST(PATHS[decision], { params, body: { reason: reason ?? '' } }));
    },
    onSuccess: (filing, { decision }) => {
      queries.setQueryData(['filing', filing.id], filing);
      for (const key of ['filings', 'totals', 'firm']) void queries.invalidateQueries({ queryKey: [key] });
      done(filing, decision);
    },
    onError: (error, { filing }) => {
      if (error instanceof ApiProblem && [404, 409, 412].includes(error.status))
        void queries.invalidateQueries({ queryKey: ['filing', filing.id] });
    },
  });
}

/** The problem to show. Any other error is a defect and goes to the error boundary. */
export function decisionProblem(error: Error | null): ApiProblem | ConnectionLost | null {
  if (error === null || error instanceof SessionEnded) return null;
  if (error instanceof ApiProblem || error instanceof ConnectionLost) return error;
  throw error;
}

/** Asks for the reason of a return or void; a void also needs a confirmation. */
export function DecisionDialog({
  filing,
  decision,
  open,
  onClose,
  decide,
}: {
  filing: Filing;
  decision: 'return' | 'void';
  open: boolean;
  onClose: () => void;
  decide: ReturnType<typeof useDecision>;
}): ReactNode {
  const t = useTexts(auditorTexts);
  const b = useTexts(recordTexts);
  const voiding = decision === 'void';
  return (
    <ReasonDialog
      open={open}
      title={voiding ? t.voidTitle : t.returnTitle}
      text={voiding ? t.voidText(filing.number ?? '') : t.returnText(filing.firm.name)}
      label={b.reason}
      hint={b.reasonHint}
      confirm={t[decision]}
      danger={voiding}
      confirmation={voiding ? { text: t.voidConfirm, required: t.voidConfirmRequired } : undefined}
      draft={`${decision}.${filing.id}`}
      send={(reason) => decide.mutateAsync({ filing, decision, reason })}
      onClose={onClose}
    />
  );
}
