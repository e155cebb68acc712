/** The console of a signed-in user, loaded after sign-in. */
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, type ReactNode } from 'react';
import { Route, Switch } from 'wouter';
import { FirstPasswordPage } from './account/first-password-page.tsx';
import { SessionWatch } from './account/session-watch.tsx';
import { SignInAgain } from './account/sign-in-again.tsx';
import { areas } from './areas.ts';
import { AreaPages, pageAt } from './shared/area-pages.tsx';
import { loadChunk } from './shared/connection.ts';
import { useLanguage } from './shared/language.ts';
import { queryClient } from './shared/query-client.ts';
import type { Account } from './shared/session.ts';
import { Shell } from './shared/shell.tsx';
import { Spinner } from './shared/spinner.tsx';

// The page brings the generator of QR codes.
const SecurityPage = lazy(() => loadChunk(() => import('./account/security-page.tsx')));
const FirstFactorPage = lazy(() => loadChunk(() => import('./account/first-factor-page.tsx')));

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
  const around = (
    <>
      <SessionWatch limits={account.session} expired={expired} />
      <SignInAgain account={account} open={expired} />
    </>
  );
  if (account.mustChangePassword || account.mustEnrolSecondFactor)
    return (
      <>
        {account.mustChangePassword ? (
          <FirstPasswordPage />
        ) : (
          <Suspense fallback={<Spinner fullPage />}>
            <FirstFactorPage />
          </Suspense>
        )}
        {around}
      </>
    );
  return (
    <QueryClientProvider client={queryClient}>
      <Shell account={account} area={area}>
        <Switch>
          <Route path="/security">
            <Suspense fallback={<Spinner />}>
              <SecurityPage />
            </Suspense>
          </Route>
          <Route>
            <AreaPages area={area} all={Object.values(areas)} />
          </Route>
        </Switch>
      </Shell>
      {around}
    </QueryClientProvider>
  );
}
