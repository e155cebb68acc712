/** The banner that is shown while the service is unreachable. */
import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { connection, checkConnection } from './connection.ts';
import { useTexts } from './language.ts';
import { useStore } from './store.ts';
import { common } from './texts.ts';

export function ConnectionBanner(): ReactNode {
  const lost = useStore(connection) === 'lost';
  const t = useTexts(common);
  // The live region always exists, so that screen readers announce its content.
  return (
    <div role="status" className="banner-place">
      {lost && (
        <Alert
          banner
          role="none"
          title={t.connectionLost}
          action={
            <Button size="small" onClick={() => void checkConnection()}>
              {t.retry}
            </Button>
          }
        />
      )}
    </div>
  );
}
