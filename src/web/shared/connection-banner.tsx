import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { connection, lookAgain } from './connection.ts';
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
        <Alert
          banner
          role="none"
          title={t.connectionLost}
          action={
            <Button size="small" onClick={() => void lookAgain()}>
              {t.retry}
            </Button>
          }
        />
      )}
    </div>
  );
}
