import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { copyText } from '../records/copy-text.ts';
import { Dialog } from '../shared/dialog.tsx';
import { Icon } from '../shared/icons.tsx';
import { useTexts } from '../shared/language.ts';
import { common } from '../shared/texts.ts';
import { adminTexts } from './texts.ts';

/** `password` is null in a repeated response: the service sends it only once. */
export interface IssuedPassword {
  readonly login: string;
  readonly password: string | null;
}

/** Shows the password once. The dialog closes only with its button, since the password is not stored anywhere. */
export function OneTimePassword({
  issued,
  onClose,
}: {
  issued: IssuedPassword | null;
  onClose: () => void;
}): ReactNode {
  const t = useTexts(adminTexts);
  return (
    <Dialog open={issued !== null} title={t.oneTimeTitle}>
      {issued !== null && <PasswordText login={issued.login} password={issued.password} onClose={onClose} />}
    </Dialog>
  );
}

function PasswordText({ login, password, onClose }: IssuedPassword & { onClose: () => void }): ReactNode {
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
      <p className="password-text">
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
        <span className="visually-hidden" role="status">
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
