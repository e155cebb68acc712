/** The message in place of a page with a programming error. */
import { Component, type ReactNode } from 'react';
import { language } from './language.ts';
import { SessionEnded } from './problem.ts';
import { common } from './texts.ts';
import { PageProblem } from './page-problem.tsx';

/** Replaces a page that throws with an error message. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    // The sign-in page replaces this one.
    if (error instanceof SessionEnded) return null;
    if (error === null) return this.props.children;
    const t = common[language.get()];
    // An update of the console removes the chunks of the old version.
    const old =
      error instanceof TypeError && /dynamically imported module|module script|Importing/i.test(error.message);
    return (
      <PageProblem
        title={t.crashedTitle}
        text={old ? t.newVersion : t.crashedText}
        action={{ text: t.reload, run: () => location.reload() }}
      />
    );
  }
}
