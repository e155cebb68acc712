/** The root of the console: theme, error boundary, and the view for the state of the session. */
import { lazy, Suspense, type ReactNode } from 'react';
import type * as SignedInPart from './signed-in.tsx';
import { SignInPage } from './account/sign-in-page.tsx';
import { ConnectionBanner } from './shared/connection-banner.tsx';
import { loadChunk } from './shared/connection.ts';
import { ErrorBoundary } from './shared/error-boundary.tsx';
import { lastRole, session, startSession } from './shared/session.ts';
import { useStore } from './shared/store.ts';
import { useTexts } from './shared/language.ts';
import { common } from './shared/texts.ts';
import { Theme } from './shared/theme.tsx';
import { PageProblem } from './shared/page-problem.tsx';
import { Spinner } from './shared/spinner.tsx';

// A separate chunk keeps the sign-in page small.
const loadSignedIn = (): Promise<typeof SignedInPart> => import('./signed-in.tsx');
const VerifyPage = lazy(() => loadChunk(() => import('./proofs/verify-page.tsx')));
const SignedIn = lazy(() => loadChunk(loadSignedIn));

/** Starts loading the page of the last signed-in account while the session is being checked. */
export function preload(): void {
  const role = lastRole();
  // A failure is ignored here: the chunk is requested again when it is rendered, and that failure is shown.
  if (role !== null)
    loadSignedIn()
      .then(({ preloadPage }) => preloadPage(role))
      .catch(() => undefined);
}

export function App(): ReactNode {
  return (
    <Theme>
      <ErrorBoundary>
        <ConnectionBanner />
        <Suspense fallback={<Spinner fullPage />}>
          <CurrentView />
        </Suspense>
      </ErrorBoundary>
    </Theme>
  );
}

function CurrentView(): ReactNode {
  const state = useStore(session);
  const t = useTexts(common);
  // Open to everybody, whoever is signed in.
  if (/^\/verify(\/|$)/.test(location.pathname)) return <VerifyPage />;
  if (state.status === 'starting') return <Spinner fullPage />;
  if (state.status === 'unreachable') {
    return (
      <main className="centered">
        <PageProblem
          title={t.unreachableTitle}
          text={t.connectionLostShort}
          action={{ text: t.retry, run: () => void startSession() }}
        />
      </main>
    );
  }
  return state.status === 'signed-out' ? (
    <SignInPage reason={state.reason} />
  ) : (
    <SignedIn account={state.account} expired={state.expired} />
  );
}
