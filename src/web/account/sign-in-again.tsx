/** Signing in again after the session has expired, without losing what is on the page. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Dialog } from '../shared/dialog.tsx';
import { useTexts } from '../shared/language.ts';
import { signOut, type Account } from '../shared/session.ts';
import { common } from '../shared/texts.ts';
import { SignInForm } from './sign-in-form.tsx';

/** Shown over the page when the session has expired: the same account signs in again and the page keeps its state. */
export function SignInAgain({ account, open }: { account: Account; open: boolean }): ReactNode {
  const c = useTexts(common);
  return (
    <Dialog open={open} title={c.sessionExpiredTitle}>
      <p>{c.sessionExpiredText}</p>
      <SignInForm
        login={account.login}
        extraButton={<Button onClick={() => void signOut().catch(() => undefined)}>{c.signOut}</Button>}
      />
    </Dialog>
  );
}
