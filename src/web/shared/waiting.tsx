import { Spin } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from './language.ts';
import { common } from './texts.ts';

/** Something is on its way, and nobody knows yet what it will look like. `whole`: there is nothing else to see. */
export function Waiting({ whole = false }: { whole?: boolean }): ReactNode {
  const t = useTexts(common);
  return (
    <div className={whole ? 'waiting lone' : 'waiting'} role="status">
      <Spin aria-live="off" />
      <span>{t.loading}</span>
    </div>
  );
}
