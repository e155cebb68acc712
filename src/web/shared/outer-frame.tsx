/** The frame of pages outside the console's navigation: signing in, what comes first, the check of a code. */
import type { ReactNode } from 'react';
import { LanguageSwitch } from './brand.tsx';

export function OuterFrame({ footer, children }: { footer?: ReactNode; children: ReactNode }): ReactNode {
  return (
    <div className="sign-in-page">
      <header>
        <LanguageSwitch />
      </header>
      <main>{children}</main>
      {footer !== undefined && <footer>{footer}</footer>}
    </div>
  );
}
