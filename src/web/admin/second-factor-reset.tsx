import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { ProblemAlert } from '../records/problem-alert.tsx';
import { useSubmit } from '../records/use-submit.ts';
import { api, unwrap } from '../shared/api.ts';
import { Dialog } from '../shared/dialog.tsx';
import { useTexts } from '../shared/language.ts';
import { notify } from '../shared/notice.tsx';
import { common } from '../shared/texts.ts';
import type { Account } from './use-duties.ts';
import { adminTexts } from './texts.ts';

/** Removes the second factor of somebody whose phone is lost. */
export function SecondFactorReset({ account, onClose }: { account: Account | null; onClose: () => void }): ReactNode {
  const t = useTexts(adminTexts);
  return (
    <Dialog open={account !== null} title={t.resetFactorTitle} onClose={onClose}>
      {account !== null && <ResetForm account={account} onClose={onClose} />}
    </Dialog>
  );
}

function ResetForm({ account: { id, login }, onClose }: { account: Account; onClose: () => void }): ReactNode {
  const t = useTexts(adminTexts);
  const c = useTexts(common);
  const queries = useQueryClient();
  const { busy, problem, send } = useSubmit();
  const reset = (): void =>
    send(
      () => unwrap(api.POST('/api/v1/admin/accounts/{id}/reset-second-factor', { params: { path: { id } } })),
      () => {
        void queries.invalidateQueries({ queryKey: ['accounts'] });
        onClose();
        notify(t.factorRemoved(login));
      },
    );
  return (
    <>
      <p>{t.resetFactorText(login)}</p>
      <ProblemAlert problem={problem} />
      <div className="buttons">
        <Button type="primary" danger autoFocus aria-disabled={busy} onClick={() => busy || reset()}>
          {t.resetFactorTitle}
        </Button>
        <Button onClick={onClose}>{c.cancel}</Button>
      </div>
    </>
  );
}
