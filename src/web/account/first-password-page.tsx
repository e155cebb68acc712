import type { ReactNode } from 'react';
import { useTexts } from '../shared/language.ts';
import { FirstFrame } from './first-frame.tsx';
import { PasswordForm } from './password-form.tsx';
import { texts } from './texts.ts';

/** The first sign-in, with a one-time password. */
export function FirstPasswordPage(): ReactNode {
  const t = useTexts(texts);
  return (
    <FirstFrame title={t.firstTitle} lead={t.firstText}>
      <PasswordForm oldLabel={t.oneTimePassword} />
    </FirstFrame>
  );
}
