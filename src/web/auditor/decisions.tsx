import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { bureau } from '../bureau/texts.ts';
import { answer, api } from '../shared/api.ts';
import type { Filing } from '../shared/filing-facts.tsx';
import { useTexts } from '../shared/language.ts';
import { ApiProblem, ConnectionLost, SessionEnded } from '../shared/problem.ts';
import { ReasonDialog } from '../shared/reason-dialog.tsx';
import { auditorTexts } from './texts.ts';

export type Decision = 'accept' | 'return' | 'void';
interface Decided {
  readonly filing: Filing;
  readonly decision: Decision;
  readonly reason?: string;
}

const PATHS = {
  accept: '/api/v1/filings/{id}/accept',
  return: '/api/v1/filings/{id}/return',
  void: '/api/v1/filings/{id}/void',
} as const;

/** Sends a decision about the version that was looked at. Where somebody else was first, the filing is read anew. */
export function useDecision(
  done: (filing: Filing, decision: Decision) => void,
): UseMutationResult<Filing, Error, Decided> {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ filing, decision, reason }: Decided): Promise<Filing> => {
      const params = { path: { id: filing.id }, header: { 'If-Match': `"${filing.version}"` } };
      return decision === 'accept'
        ? answer(api.POST(PATHS.accept, { params }))
        : answer(api.POST(PATHS[decision], { params, body: { reason: reason ?? '' } }));
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

/** What a decision was answered; a defect of the page is thrown to its error boundary. */
export function problemOfDecision(error: Error | null): ApiProblem | ConnectionLost | null {
  if (error === null || error instanceof SessionEnded) return null;
  if (error instanceof ApiProblem || error instanceof ConnectionLost) return error;
  throw error;
}

/** Returning and voiding need a reason; voiding a confirmation, too. */
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
  const b = useTexts(bureau);
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
      sure={voiding ? { text: t.voidConfirm, needed: t.voidConfirmNeeded } : undefined}
      draft={`${decision}.${filing.id}`}
      send={(reason) => decide.mutateAsync({ filing, decision, reason })}
      onClose={onClose}
    />
  );
}
