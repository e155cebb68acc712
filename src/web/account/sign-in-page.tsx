import { useEffect, type ReactNode } from 'react';
import { Note } from '../shared/alerts.tsx';
import { useTexts } from '../shared/language.ts';
import { LanguageSwitch, Logo } from '../shared/brand.tsx';
import { common } from '../shared/texts.ts';
import { SignInForm } from './sign-in-form.tsx';
import { texts } from './texts.ts';

export function SignInPage({ why }: { why: 'new' | 'signed-out' | 'ran-out' }): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  useEffect(() => {
    document.title = `${t.signIn} · ${c.product}`;
  }, [t, c]);
  return (
    <div className="entrance">
      <header>
        <LanguageSwitch />
      </header>
      <main>
        <h1>
          <Logo size={36} />
          <span>{c.product}</span>
        </h1>
        <p className="subtitle">{c.productLong}</p>
        {why !== 'new' && <Note role="status">{why === 'signed-out' ? t.signedOut : t.ranOut}</Note>}
        <SignInForm />
        <p className="aside">{t.forgotten}</p>
      </main>
      <footer>
        <a href="/api/docs">{c.help}</a>
      </footer>
    </div>
  );
}
