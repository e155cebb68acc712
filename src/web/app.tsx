import { lazy, Suspense, type ReactNode } from 'react';
import type * as SignedInPart from './signed-in.tsx';
import { SignInPage } from './account/sign-in-page.tsx';
import { ConnectionBanner } from './shared/connection-banner.tsx';
import { loadPart } from './shared/connection.ts';
import { ErrorBoundary } from './shared/error-boundary.tsx';
import { lastRole, session, start } from './shared/session.ts';
import { useStore } from './shared/store.ts';
import { useTexts } from './shared/language.ts';
import { common } from './shared/texts.ts';
import { Theme } from './shared/theme.tsx';
import { Trouble } from './shared/trouble.tsx';
import { Waiting } from './shared/waiting.tsx';

// What signed-in people see is loaded when somebody is: the sign-in page stays small.
const loadSignedIn = (): Promise<typeof SignedInPart> => import('./signed-in.tsx');
const SignedIn = lazy(() => loadPart(loadSignedIn));

/** Begins to load what the person sees who was signed in here last, while the service is asked whether they still are. */
export function warm(): void {
  const role = lastRole();
  // What did not come is asked for again when it is needed, and that failure is shown.
  if (role !== null)
    loadSignedIn()
      .then(({ warmPage }) => warmPage(role))
      .catch(() => undefined);
}

export function App(): ReactNode {
  return (
    <Theme>
      <ErrorBoundary>
        <ConnectionBanner />
        <Suspense fallback={<Waiting whole />}>
          <Inside />
        </Suspense>
      </ErrorBoundary>
    </Theme>
  );
}

function Inside(): ReactNode {
  const state = useStore(session);
  const t = useTexts(common);
  if (state.status === 'starting') return <Waiting whole />;
  if (state.status === 'unreachable') {
    return (
      <main className="lone">
        <Trouble
          title={t.unreachableTitle}
          text={t.connectionLostShort}
          action={{ text: t.retry, run: () => void start() }}
        />
      </main>
    );
  }
  return state.status === 'signed-out' ? (
    <SignInPage why={state.why} />
  ) : (
    <SignedIn account={state.account} lapsed={state.lapsed} />
  );
}
