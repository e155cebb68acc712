/** The console of a signed-in user, loaded after sign-in. */
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import { Route, Switch } from 'wouter';
import { PasswordPage } from './account/password-page.tsx';
import { SignInAgain } from './account/sign-in-again.tsx';
import { areas } from './areas.ts';
import { AreaPages, pageAt } from './shared/area-pages.tsx';
import { useLanguage } from './shared/language.ts';
import { queryClient } from './shared/query-client.ts';
import type { Account } from './shared/session.ts';
import { Shell } from './shared/shell.tsx';

/** Starts loading the page of the current path before the session is confirmed. */
export const preloadPage = (role: string): Promise<unknown> | undefined =>
  role in areas ? pageAt(areas[role as Account['role']], location.pathname)?.load() : undefined;

export default function SignedIn({ account, expired }: { account: Account; expired: boolean }): ReactNode {
  const area = areas[account.role];
  const language = useLanguage();
  // API messages are in the language of the request: refetch them in the new one.
  useEffect(() => void queryClient.invalidateQueries(), [language]);
  // The cache of one account must not be shown to the next.
  useEffect(() => () => queryClient.clear(), [account.id]);
  if (account.mustChangePassword)
    return (
      <>
        <PasswordPage oneTime />
        <SignInAgain account={account} open={expired} />
      </>
    );
  return (
    <QueryClientProvider client={queryClient}>
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
      <SignInAgain account={account} open={expired} />
    </QueryClientProvider>
  );
}
