import { Component, type ReactNode } from 'react';
import { language } from './language.ts';
import { SessionEnded } from './problem.ts';
import { common } from './texts.ts';
import { Trouble } from './trouble.tsx';

/** Where a page fails, it says so and the rest goes on. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    // The sign-in page is about to take the place of this one.
    if (error instanceof SessionEnded) return null;
    if (error === null) return this.props.children;
    const t = common[language.get()];
    // After an update the files of the version before are gone.
    const old =
      error instanceof TypeError && /dynamically imported module|module script|Importing/i.test(error.message);
    return (
      <Trouble
        title={t.crashedTitle}
        text={old ? t.newVersion : t.crashedText}
        action={{ text: t.reload, run: () => location.reload() }}
      />
    );
  }
}
