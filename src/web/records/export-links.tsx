/** The buttons that download a list as a file. */
import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { unwrap, api, type Schemas } from '../shared/api.ts';
import { fetchService } from '../shared/connection.ts';
import { Dialog } from '../shared/dialog.tsx';
import { Icon } from '../shared/icons.tsx';
import { useLanguage, useTexts } from '../shared/language.ts';
import { notify } from '../shared/notice.tsx';
import { ApiProblem } from '../shared/problem.ts';
import { saveFile } from '../shared/save-file.ts';
import { common } from '../shared/texts.ts';
import { recordTexts } from './texts.ts';
import { useSubmit } from './use-submit.ts';
import './records.css';

type What = Schemas['ExportBody']['what'];
type Filters = Readonly<Record<string, string>>;

/**
 * Exports a table as a file. The service creates a one-time link that the browser downloads, so that files of any size
 * can be streamed. A refusal is shown in a dialog: the browser itself would only report a failed download.
 */
export function ExportLinks({ what, filters, title }: { what: What; filters: Filters; title: string }): ReactNode {
  const t = useTexts(recordTexts);
  const c = useTexts(common);
  const language = useLanguage();
  const { busy, problem, send, clear } = useSubmit();
  const [lastFormat, setLastFormat] = useState<'csv' | 'xlsx'>('csv');
  const save = (format: 'csv' | 'xlsx'): void => {
    if (busy) return;
    setLastFormat(format);
    send(
      async () =>
        startDownload(
          (await unwrap(api.POST('/api/v1/exports', { body: { what, format, filters: { ...filters }, language } })))
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
          <Button type="primary" autoFocus onClick={() => save(lastFormat)}>
            {c.retry}
          </Button>
          <Button onClick={clear}>{c.close}</Button>
        </div>
      </Dialog>
    </div>
  );
}

/** Checks with HEAD, which does not use up the link. A refusal is fetched for its message. */
async function startDownload(url: string, language: string): Promise<void> {
  const probe = await fetchService(url, { method: 'HEAD' });
  if (!probe.ok) return saveFile(await fetchService(url, { headers: { 'Accept-Language': language } }), '');
  const link = Object.assign(document.createElement('a'), { href: url, download: '' });
  document.body.append(link);
  link.click();
  link.remove();
}
