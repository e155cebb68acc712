import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { copyText } from '../bureau/copy.ts';
import { Dialog } from '../shared/dialog.tsx';
import { Icon } from '../shared/icons.tsx';
import { useTexts } from '../shared/language.ts';
import { common } from '../shared/texts.ts';
import { adminTexts } from './texts.ts';

/** `password` is null where an answer was lost and repeated: it is told only once. */
export interface Told {
  readonly login: string;
  readonly password: string | null;
}

/** Shown once: nothing keeps it, and the dialog is left only by saying so. */
export function OneTimePassword({ told, onClose }: { told: Told | null; onClose: () => void }): ReactNode {
  const t = useTexts(adminTexts);
  return (
    <Dialog open={told !== null} title={t.oneTimeTitle}>
      {told !== null && <Shown login={told.login} password={told.password} onClose={onClose} />}
    </Dialog>
  );
}

function Shown({ login, password, onClose }: Told & { onClose: () => void }): ReactNode {
  const t = useTexts(adminTexts);
  const c = useTexts(common);
  const [copied, setCopied] = useState(false);
  if (password === null)
    return (
      <>
        <p>{t.oneTimeLost(login)}</p>
        <div className="buttons">
          <Button type="primary" autoFocus onClick={onClose}>
            {c.close}
          </Button>
        </div>
      </>
    );
  return (
    <>
      <p>{t.oneTimeText(login)}</p>
      <p className="secret">
        <code>{password}</code>
        <Button
          size="small"
          autoFocus
          aria-label={t.copyPassword}
          icon={<Icon of={copied ? CheckOutlined : CopyOutlined} />}
          onClick={() => void copyText(password).then(() => setCopied(true))}
        >
          {copied ? c.copied : c.copy}
        </Button>
        <span className="unseen" role="status">
          {copied ? c.copied : ''}
        </span>
      </p>
      <div className="buttons">
        <Button type="primary" onClick={onClose}>
          {t.oneTimeDone}
        </Button>
      </div>
    </>
  );
}
