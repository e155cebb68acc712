import { CheckOutlined, CopyOutlined, DownloadOutlined } from '@ant-design/icons';
import { Button, Checkbox } from 'antd';
import { useState, type ReactNode } from 'react';
import { copyText } from '../records/copy-text.ts';
import { Icon } from '../shared/icons.tsx';
import { useTexts } from '../shared/language.ts';
import { saveFile } from '../shared/save-file.ts';
import { common } from '../shared/texts.ts';
import { securityTexts } from './security-texts.ts';

/** The recovery codes, shown once. Whoever goes on says that they are kept. */
export function RecoveryCodes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }): ReactNode {
  const t = useTexts(securityTexts);
  const c = useTexts(common);
  const [copied, setCopied] = useState(false);
  const [kept, setKept] = useState(false);
  const text = codes.join('\n');
  return (
    <div className="stack">
      <p role="status">{t.codesText}</p>
      <ul className="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="buttons">
        <Button
          icon={<Icon of={copied ? CheckOutlined : CopyOutlined} />}
          onClick={() => void copyText(text).then(() => setCopied(true))}
        >
          {copied ? c.copied : t.copyCodes}
        </Button>
        <Button
          icon={<Icon of={DownloadOutlined} />}
          onClick={() => void saveFile(new Response(`${text}\n`), t.codesFile)}
        >
          {t.saveCodes}
        </Button>
        <span className="visually-hidden" role="status">
          {copied ? c.copied : ''}
        </span>
      </div>
      <Checkbox checked={kept} onChange={(event) => setKept(event.target.checked)}>
        {t.codesKept}
      </Checkbox>
      <div className="buttons">
        <Button type="primary" disabled={!kept} onClick={onClose}>
          {t.done}
        </Button>
      </div>
    </div>
  );
}
