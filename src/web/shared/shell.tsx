/** The frame around all pages of a signed-in user. */
import { CloseOutlined, LogoutOutlined, MenuOutlined, SafetyCertificateOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useEffect, useState, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import type { Area } from './area.ts';
import { Icon } from './icons.tsx';
import { useLanguage, useTexts } from './language.ts';
import { LanguageSwitch, Logo } from './brand.tsx';
import { Notices, notify } from './notice.tsx';
import { signOut, type Account } from './session.ts';
import { common } from './texts.ts';

/** The frame of every page: header, navigation and account menu. */
export function Shell({ account, area, children }: { account: Account; area: Area; children: ReactNode }): ReactNode {
  const t = useTexts(common);
  const [path] = useLocation();
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [path]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') setOpen(false);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {t.skip}
      </a>
      <header className="top">
        <Button
          type="text"
          className="menu-button"
          aria-label={t.menu}
          aria-expanded={open}
          aria-controls="side"
          icon={<Icon of={open ? CloseOutlined : MenuOutlined} size={20} />}
          onClick={() => setOpen(!open)}
        />
        <Link href="/" className="brand">
          <Logo />
          {t.product}
        </Link>
        <LanguageSwitch />
      </header>
      <div id="side" className={open ? 'side open' : 'side'}>
        <Navigation area={area} path={path} />
        <AccountMenu account={account} />
      </div>
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <Notices />
    </div>
  );
}

function Navigation({ area, path }: { area: Area; path: string }): ReactNode {
  const language = useLanguage();
  const t = useTexts(common);
  const entries = area.pages.flatMap(({ path: to, nav }) =>
    nav ? [{ to, text: nav.text[language], icon: nav.icon }] : [],
  );
  // The entry whose path is the longest prefix of the current path.
  const current = entries
    .filter(({ to }) => path === to || path.startsWith(`${to}/`))
    .sort((a, b) => b.to.length - a.to.length)[0]?.to;
  return (
    <nav aria-label={t.navigation}>
      <ul>
        {entries.map(({ to, text, icon }) => (
          <li key={to}>
            <Link href={to} aria-current={to === current ? 'page' : undefined}>
              <Icon of={icon} />
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function AccountMenu({ account }: { account: Account }): ReactNode {
  const t = useTexts(common);
  const place = account.bank?.name ?? account.firm?.name ?? t.roles[account.role];
  const leave = (): void => void signOut().catch(() => notify(t.connectionLostShort));
  return (
    <div className="account-menu">
      <p>
        <strong>{account.displayName}</strong>
        {place !== account.displayName && <span>{place}</span>}
      </p>
      <Link href="/security">
        <Icon of={SafetyCertificateOutlined} />
        {t.security}
      </Link>
      <Button type="text" block onClick={leave} icon={<Icon of={LogoutOutlined} />}>
        {t.signOut}
      </Button>
    </div>
  );
}
