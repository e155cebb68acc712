import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Dialog } from '../shared/dialog.tsx';
import { useTexts } from '../shared/language.ts';
import { signOut, type Account } from '../shared/session.ts';
import { common } from '../shared/texts.ts';
import { SignInForm } from './sign-in-form.tsx';

/** The session ran out in the middle of something: the same person signs in again, in place, and goes on. */
export function SignInAgain({ account, open }: { account: Account; open: boolean }): ReactNode {
  const c = useTexts(common);
  return (
    <Dialog open={open} title={c.againTitle}>
      <p>{c.againText}</p>
      <SignInForm
        login={account.login}
        more={<Button onClick={() => void signOut().catch(() => undefined)}>{c.signOut}</Button>}
      />
    </Dialog>
  );
}
