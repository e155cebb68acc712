import './imports.css';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type DragEvent, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { answer, api, idempotencyKey, send, type Schemas } from '../shared/api.ts';
import { inShanghai } from '../shared/days.ts';
import { Icon } from '../shared/icons.tsx';
import { useTexts } from '../shared/language.ts';
import { inGroups } from '../shared/money.ts';
import { notify } from '../shared/notice.tsx';
import { Page } from '../shared/page.tsx';
import { ApiProblem, ConnectionLost, SessionEnded } from '../shared/problem.ts';
import { saveFile } from '../shared/save-file.ts';
import { problemOf } from '../shared/session.ts';
import { Answered, Nothing } from '../shared/states.tsx';
import { common } from '../shared/texts.ts';
import type { Import } from './follow.ts';
import { texts } from './texts.ts';

export type ImportKind = Schemas['ImportUpload']['kind'];

/** A sheet is dropped or chosen and checked; nothing is filed by that. */
export function UploadPage({ kinds }: { kinds: readonly ImportKind[] }): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const [, go] = useLocation();
  const [kind, setKind] = useState<ImportKind>(kinds[0]!);
  const [busy, setBusy] = useState(false);
  const [over, setOver] = useState(false);
  const [error, setError] = useState('');
  const chooser = useRef<HTMLInputElement>(null);
  const told = (problem: unknown): void => {
    if (problem instanceof SessionEnded) return;
    setError(problem instanceof ApiProblem ? problem.body.errors[0]?.message ?? problem.message : problem instanceof ConnectionLost ? c.connectionLostShort : c.failed);
  };
  const upload = async (file: File): Promise<void> => {
    const body = new FormData();
    body.set('kind', kind);
    body.set('mode', 'check');
    body.set('file', file, file.name);
    const response = await send(new Request(`${location.origin}/api/v1/imports`, { method: 'POST', body, headers: { 'Idempotency-Key': idempotencyKey() } }));
    if (!response.ok) throw await problemOf(response);
    go(`/imports/${((await response.json()) as Import).id}`);
  };
  const take = (file: File | undefined): void => {
    if (file === undefined || busy) return;
    setError('');
    setBusy(true);
    upload(file).catch(told).finally(() => setBusy(false));
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  const template = (): void => void send(new Request(`${location.origin}/api/v1/imports/templates/${kind}`)).then((response) => saveFile(response, `${kind}.xlsx`)).catch((problem: unknown) => { if (!(problem instanceof SessionEnded)) notify(c.failed); });
  return (
    <Page title={kinds.includes('filings') ? t.title : t.listTitle} lead={kinds.includes('filings') ? t.lead : t.listLead} actions={<button type="button" className="button" onClick={template}><Icon name="download" />{t.template}</button>}>
      {kinds.length > 1 && <div className="choice spaced" role="group" aria-label={t.kind}>{kinds.map((one) => <button key={one} type="button" aria-pressed={one === kind} onClick={() => setKind(one)}>{t.kinds[one]}</button>)}</div>}
      <div className={over ? 'dropzone over' : 'dropzone'} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={drop} aria-busy={busy}>
        <Icon name="upload" size={34} />
        <p>{busy ? t.uploading : t.drop}</p>
        <button type="button" className="button primary" disabled={busy} onClick={() => chooser.current?.click()}>{t.choose}</button>
        <p className="soft small">{t.formats}</p>
        <input ref={chooser} type="file" name="file" hidden accept=".xlsx,.csv,.txt" onChange={(event) => { take(event.target.files?.[0]); event.target.value = ''; }} />
      </div>
      <p role="alert" className={error === '' ? 'unseen' : 'alert'}>{error}</p>
      <Recent kinds={kinds} />
    </Page>
  );
}

function Recent({ kinds }: { kinds: readonly ImportKind[] }): ReactNode {
  const t = useTexts(texts);
  const query = useQuery({ queryKey: ['imports', kinds], staleTime: 0, queryFn: ({ signal }) => answer(api.GET('/api/v1/imports', { params: { query: { kind: kinds.join(','), limit: 20 } }, signal })) });
  return (
    <section className="card flush recent" aria-labelledby="recent">
      <h2 id="recent">{t.recent}</h2>
      <Answered query={query} rows={3} empty={{ when: ({ items }) => items.length === 0, show: <Nothing text={t.none} /> }}>
        {({ items }) => (
          <table className="table">
            <thead><tr><th scope="col">{t.file}</th><th scope="col">{t.at}</th><th scope="col" className="number">{t.rows}</th><th scope="col" className="number">{t.invalid}</th><th scope="col" className="number">{t.filed}</th><th scope="col">{t.state}</th></tr></thead>
            <tbody>
              {items.map((one) => (
                <tr key={one.id}>
                  <th scope="row"><Link href={`/imports/${one.id}`}>{one.file.name}</Link></th>
                  <td data-label={t.at} className="nowrap">{inShanghai(one.createdAt)}</td>
                  <td data-label={t.rows} className="number">{inGroups(one.rowsRead)}</td>
                  <td data-label={t.invalid} className="number">{inGroups(one.invalid)}</td>
                  <td data-label={t.filed} className="number">{inGroups(one.filed)}</td>
                  <td data-label={t.state}><ImportTag state={one.state} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Answered>
    </section>
  );
}

const TONES: Readonly<Record<Import['state'], string>> = { reading: 'accent', asking: 'warn', checked: 'accent', committing: 'accent', committed: 'good', failed: 'bad' };

export function ImportTag({ state }: { state: Import['state'] }): ReactNode {
  const t = useTexts(texts);
  return <span className={`tag ${TONES[state]}`}>{t.states[state]}</span>;
}
