import type { ReactNode } from 'react';
import { useTexts } from '../shared/language.ts';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { common } from '../shared/texts.ts';
import { PasswordForm } from './password-form.tsx';
import { SecondFactorSection } from './second-factor-section.tsx';
import { SessionsSection } from './sessions-section.tsx';
import { texts } from './texts.ts';
import '../records/records.css';

/** Password, second factor and sessions of the account that is signed in. */
export default function SecurityPage(): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  return (
    <Page title={c.security}>
      <SecondFactorSection />
      <Section title={t.change}>
        <div className="narrow">
          <PasswordForm oldLabel={t.oldPassword} />
        </div>
      </Section>
      <SessionsSection />
    </Page>
  );
}
