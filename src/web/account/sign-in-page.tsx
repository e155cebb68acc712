/** The page of users who are not signed in. It is loaded without the rest of the console and must stay small. */
import { useEffect, type ReactNode } from 'react';
import { Note } from '../shared/form-alerts.tsx';
import { useTexts } from '../shared/language.ts';
import { Logo } from '../shared/brand.tsx';
import { OuterFrame } from '../shared/outer-frame.tsx';
import { common } from '../shared/texts.ts';
import { SignInForm } from './sign-in-form.tsx';
import { texts } from './texts.ts';

export function SignInPage({ reason }: { reason: 'new' | 'signed-out' | 'expired' }): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  useEffect(() => {
    document.title = `${t.signIn} · ${c.product}`;
  }, [t, c]);
  return (
    <OuterFrame
      footer={
        <>
          <a href="/verify">{t.checkCode}</a> · <a href="/api/docs">{c.help}</a>
        </>
      }
    >
      <h1>
        <Logo size={36} />
        <span>{c.product}</span>
      </h1>
      <p className="subtitle">{c.productLong}</p>
      {reason !== 'new' && <Note role="status">{reason === 'signed-out' ? t.signedOut : t.sessionExpired}</Note>}
      <SignInForm />
      <p className="aside">{t.forgotten}</p>
    </OuterFrame>
  );
}
