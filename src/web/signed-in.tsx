import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import { Route, Switch } from 'wouter';
import { PasswordPage } from './account/password-page.tsx';
import { SignInAgain } from './account/sign-in-again.tsx';
import { areas } from './areas.ts';
import { AreaPages, pageAt } from './shared/area-pages.tsx';
import { useLanguage } from './shared/language.ts';
import { queries } from './shared/queries.ts';
import type { Account } from './shared/session.ts';
import { Shell } from './shared/shell.tsx';

/** Begins to load the page that is asked for, before it is known who asks. */
export const warmPage = (role: string): Promise<unknown> | undefined =>
  role in areas ? pageAt(areas[role as Account['role']], location.pathname)?.load() : undefined;

export default function SignedIn({ account, lapsed }: { account: Account; lapsed: boolean }): ReactNode {
  const area = areas[account.role];
  const spoken = useLanguage();
  // Messages of the API come in the language that was spoken when they were asked for.
  useEffect(() => void queries.invalidateQueries(), [spoken]);
  // Nothing of one person is shown to the next.
  useEffect(() => () => queries.clear(), [account.id]);
  if (account.mustChangePassword)
    return (
      <>
        <PasswordPage first />
        <SignInAgain account={account} open={lapsed} />
      </>
    );
  return (
    <QueryClientProvider client={queries}>
      <Shell account={account} area={area}>
        <Switch>
          <Route path="/password">
            <PasswordPage />
          </Route>
          <Route>
            <AreaPages area={area} all={Object.values(areas)} />
          </Route>
        </Switch>
      </Shell>
      <SignInAgain account={account} open={lapsed} />
    </QueryClientProvider>
  );
}
