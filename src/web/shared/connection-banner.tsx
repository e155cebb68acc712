import type { ReactNode } from 'react';
import { connection, lookAgain } from './connection.ts';
import { Icon } from './icons.tsx';
import { useTexts } from './language.ts';
import { useStore } from './store.ts';
import { common } from './texts.ts';

export function ConnectionBanner(): ReactNode {
  const lost = useStore(connection) === 'lost';
  const t = useTexts(common);
  // The region is always there: what appears inside it is read out.
  return (
    <div role="status" className="banner-place">
      {lost && (
        <div className="banner">
          <Icon name="warning" />
          <span>{t.connectionLost}</span>
          <button type="button" className="button small" onClick={() => void lookAgain()}>{t.retry}</button>
        </div>
      )}
    </div>
  );
}
