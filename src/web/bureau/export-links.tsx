import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { answer, api, type Schemas } from '../shared/api.ts';
import { reach } from '../shared/connection.ts';
import { Dialog } from '../shared/dialog.tsx';
import { Icon } from '../shared/icons.tsx';
import { useLanguage, useTexts } from '../shared/language.ts';
import { notify } from '../shared/notice.tsx';
import { ApiProblem } from '../shared/problem.ts';
import { saveFile } from '../shared/save-file.ts';
import { common } from '../shared/texts.ts';
import { bureau } from './texts.ts';
import { useSending } from './use-sending.ts';
import './bureau.css';

type What = Schemas['ExportBody']['what'];
type Filters = Readonly<Record<string, string>>;

/**
 * The same table as a file: the service makes a link for one download, which the browser follows by itself, however long
 * the file. What the service has against it is shown until it has been read: a browser would only say that a download failed.
 */
export function ExportLinks({ what, filters, title }: { what: What; filters: Filters; title: string }): ReactNode {
  const t = useTexts(bureau);
  const c = useTexts(common);
  const language = useLanguage();
  const { busy, problem, send, clear } = useSending();
  const [tried, setTried] = useState<'csv' | 'xlsx'>('csv');
  const save = (format: 'csv' | 'xlsx'): void => {
    if (busy) return;
    setTried(format);
    send(
      async () =>
        follow(
          (await answer(api.POST('/api/v1/exports', { body: { what, format, filters: { ...filters }, language } })))
            .url,
          language,
        ),
      () => notify(t.exporting),
    );
  };
  return (
    <div className="export no-print" aria-busy={busy}>
      <Icon of={DownloadOutlined} size={15} />
      <Button type="link" size="small" aria-label={`${t.csv}: ${title}`} onClick={() => save('csv')}>
        CSV
      </Button>
      <Button type="link" size="small" aria-label={`${t.xlsx}: ${title}`} onClick={() => save('xlsx')}>
        Excel
      </Button>
      <Dialog open={problem !== null} title={t.exportRefused} onClose={clear}>
        <p role="alert">
          {problem instanceof ApiProblem ? (
            <>
              {problem.message}
              {problem.body.errors.map(({ path, message }) => (
                <span key={path}>
                  <br />
                  {message}
                </span>
              ))}
            </>
          ) : (
            c.connectionLostShort
          )}
        </p>
        <div className="buttons">
          <Button type="primary" autoFocus onClick={() => save(tried)}>
            {c.retry}
          </Button>
          <Button onClick={clear}>{c.close}</Button>
        </div>
      </Dialog>
    </div>
  );
}

/** Asks first whether the file can be had now, which uses nothing up. Only a refusal is fetched itself, for its words. */
async function follow(url: string, language: string): Promise<void> {
  const asked = await reach(url, { method: 'HEAD' });
  if (!asked.ok) return saveFile(await reach(url, { headers: { 'Accept-Language': language } }), '');
  const link = Object.assign(document.createElement('a'), { href: url, download: '' });
  document.body.append(link);
  link.click();
  link.remove();
}
