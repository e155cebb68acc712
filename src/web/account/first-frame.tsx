import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Logo } from '../shared/brand.tsx';
import { useTexts } from '../shared/language.ts';
import { OuterFrame } from '../shared/outer-frame.tsx';
import { Page } from '../shared/page.tsx';
import { signOut } from '../shared/session.ts';
import { common } from '../shared/texts.ts';

/** The frame of what must be done before the pages open: there is no navigation, only signing out. */
export function FirstFrame({ title, lead, children }: { title: string; lead: string; children: ReactNode }): ReactNode {
  const c = useTexts(common);
  return (
    <OuterFrame>
      <p className="subtitle">
        <Logo /> {c.product}
      </p>
      <Page title={title} lead={lead}>
        {children}
      </Page>
      <p className="aside">
        <Button type="link" onClick={() => void signOut().catch(() => undefined)}>
          {c.signOut}
        </Button>
      </p>
    </OuterFrame>
  );
}
