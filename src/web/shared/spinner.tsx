/** The indicator while a page is loaded. */
import { Spin } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from './language.ts';
import { common } from './texts.ts';

/** A loading indicator. `fullPage`: it is the only content. */
export function Spinner({ fullPage = false }: { fullPage?: boolean }): ReactNode {
  const t = useTexts(common);
  return (
    <div className={fullPage ? 'spinner centered' : 'spinner'} role="status">
      <Spin aria-live="off" />
      <span>{t.loading}</span>
    </div>
  );
}
