/** The upload of a file, and the recent imports. */
import './imports.css';
import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Radio, Tag } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { DataTable, type Column } from '../records/data-table.tsx';
import { FormError } from '../shared/form-alerts.tsx';
import { unwrap, api, send, type Schemas } from '../shared/api.ts';
import { formatInstant } from '../shared/days.ts';
import { Icon } from '../shared/icons.tsx';
import { useTexts } from '../shared/language.ts';
import { formatCount } from '../shared/money.ts';
import { notify } from '../shared/notice.tsx';
import { Page } from '../shared/page.tsx';
import { ApiProblem, ConnectionLost, SessionEnded } from '../shared/problem.ts';
import { saveFile } from '../shared/save-file.ts';
import { Section } from '../shared/section.tsx';
import { QueryResult, EmptyState } from '../shared/query-state.tsx';
import { common } from '../shared/texts.ts';
import { AnnouncementForm } from './announcement-form.tsx';
import { Dropzone } from './dropzone.tsx';
import type { Import } from './import-events.ts';
import { sendUpload } from './send-upload.ts';
import { texts } from './texts.ts';

export type ImportKind = Schemas['ImportUpload']['kind'];

/** Uploads a file for checking. Nothing is filed by the upload. */
export function UploadPage({ kinds }: { kinds: readonly ImportKind[] }): ReactNode {
  const t = useTexts(texts);
  const c = useTexts(common);
  const [, go] = useLocation();
  const [kind, setKind] = useState<ImportKind>(kinds[0]!);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const showProblem = (problem: unknown): void => {
    if (problem instanceof SessionEnded) return;
    setError(
      problem instanceof ApiProblem
        ? (problem.body.errors[0]?.message ?? problem.message)
        : problem instanceof ConnectionLost
          ? c.connectionLostShort
          : c.failed,
    );
  };
  const start = (file: File): void => {
    if (busy) return;
    setError('');
    setBusy(true);
    sendUpload({ kind }, file)
      .then(({ id }) => go(`/imports/${id}`))
      .catch(showProblem)
      .finally(() => setBusy(false));
  };
  const downloadTemplate = (): void =>
    void send(new Request(`${location.origin}/api/v1/imports/templates/${kind}`))
      .then((response) => saveFile(response, `${kind}.xlsx`))
      .catch((problem: unknown) => {
        if (!(problem instanceof SessionEnded)) notify(c.failed);
      });
  return (
    <Page
      title={t.title}
      lead={kinds.includes('filings') ? t.lead : t.listLead}
      actions={
        kind !== 'announcement' && (
          <Button onClick={downloadTemplate} icon={<Icon of={DownloadOutlined} />}>
            {t.template}
          </Button>
        )
      }
    >
      {kinds.length > 1 && (
        <Radio.Group
          className="spaced"
          name="kind"
          optionType="button"
          aria-label={t.kind}
          value={kind}
          onChange={(event) => setKind(event.target.value as ImportKind)}
          options={kinds.map((one) => ({ value: one, label: t.kinds[one] }))}
        />
      )}
      {kind === 'announcement' ? (
        <AnnouncementForm />
      ) : (
        <>
          <Dropzone accept=".xlsx,.csv,.txt" formats={t.formats} busy={busy} primary onFile={start} />
          <FormError>{error}</FormError>
        </>
      )}
      <Recent kinds={kinds} />
    </Page>
  );
}

function Recent({ kinds }: { kinds: readonly ImportKind[] }): ReactNode {
  const t = useTexts(texts);
  const query = useQuery({
    queryKey: ['imports', kinds],
    staleTime: 0,
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/imports', { params: { query: { kind: kinds.join(','), limit: 20 } }, signal })),
  });
  const columns: Column<Import>[] = [
    {
      key: 'file',
      title: t.file,
      rowHeader: true,
      cell: ({ id, file }) => <Link href={`/imports/${id}`}>{file.name}</Link>,
    },
    { key: 'at', title: t.time, cell: ({ createdAt }) => <span className="day">{formatInstant(createdAt)}</span> },
    { key: 'rows', title: t.rows, number: true, cell: ({ rowsRead }) => formatCount(rowsRead) },
    { key: 'invalid', title: t.invalid, number: true, cell: ({ invalid }) => formatCount(invalid) },
    { key: 'filed', title: t.filed, number: true, cell: ({ filed }) => formatCount(filed) },
    { key: 'state', title: t.state, cell: ({ state }) => <ImportTag state={state} /> },
  ];
  return (
    <Section flush className="recent" title={t.recent}>
      <QueryResult
        query={query}
        rows={3}
        empty={{ when: ({ items }) => items.length === 0, show: <EmptyState text={t.noImports} /> }}
      >
        {({ items }) => <DataTable caption={t.recent} columns={columns} rows={items} rowKey={({ id }) => id} />}
      </QueryResult>
    </Section>
  );
}

const STATE_COLORS: Readonly<Record<Import['state'], string>> = {
  reading: 'processing',
  asking: 'warning',
  checked: 'processing',
  committing: 'processing',
  committed: 'success',
  failed: 'error',
};

export function ImportTag({ state }: { state: Import['state'] }): ReactNode {
  const t = useTexts(texts);
  return <Tag color={STATE_COLORS[state]}>{t.states[state]}</Tag>;
}
