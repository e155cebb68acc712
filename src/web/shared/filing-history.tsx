/** The versions of a filing and what changed in each. */
import { useQuery } from '@tanstack/react-query';
import { Timeline } from 'antd';
import type { ReactNode } from 'react';
import { unwrap, api, type Schemas } from './api.ts';
import { formatInstant } from './days.ts';
import { filingTexts } from './filing-texts.ts';
import { useFieldFormatter } from './filing-details.tsx';
import { useTexts } from './language.ts';
import { Section } from './section.tsx';
import { QueryResult } from './query-state.tsx';

type Entry = Schemas['FilingHistory']['items'][number];

// Shown in the heading of the entry, or internal.
const HIDDEN_FIELDS = new Set([
  'id',
  'bankCode',
  'stateChangedAt',
  'stateReason',
  'submittedAt',
  'flags',
  'pendingAmendment',
  'amendedAt',
]);

/** The history of a filing, newest first. */
export function FilingHistory({ id, version }: { id: string; version: number }): ReactNode {
  const t = useTexts(filingTexts);
  const query = useQuery({
    queryKey: ['filing', id, 'history', version],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/filings/{id}/history', { params: { path: { id } }, signal })),
  });
  return (
    <Section title={t.history}>
      <QueryResult query={query} rows={3}>
        {({ items }) => (
          <Timeline
            items={[...items]
              .reverse()
              .map((entry, index) => ({ key: index, content: <HistoryEntry entry={entry} /> }))}
          />
        )}
      </QueryResult>
    </Section>
  );
}

function HistoryEntry({ entry }: { entry: Entry }): ReactNode {
  const t = useTexts(filingTexts);
  const format = useFieldFormatter();
  const who = { officer: t.byBank, auditor: t.byBureau, firm: t.byFirm, admin: t.byAdmin }[entry.role] ?? t.bySystem;
  const reason = entry.reason ?? (entry.action === 'amendment.accept' ? entry.amendment?.reason : undefined);
  const changes =
    entry.action === 'filing.submit' ? [] : entry.changes.filter(({ field }) => !HIDDEN_FIELDS.has(field));
  return (
    <>
      <p>
        <strong>
          {t.actions[entry.action] ?? (entry.action.startsWith('qualification.') ? t.relinked : t.otherAction)}
        </strong>
        <span className="secondary">
          {' '}
          {formatInstant(entry.at)} · {who}
          {entry.actor !== undefined && entry.role !== 'system' ? ` ${entry.actor}` : ''}
        </span>
      </p>
      {reason !== undefined && (
        <p>
          {t.reason}: {reason}
          {entry.action === 'amendment.accept' && entry.amendment && (
            <span className="secondary"> · {t.proposedBy(entry.amendment.proposedBy)}</span>
          )}
        </p>
      )}
      {changes.length > 0 && (
        <ul className="changes">
          {changes.map(({ field, before, after }) => (
            <li key={field}>
              <span className="secondary">{t.fields[field] ?? field}: </span>
              <del>{format(field, before)}</del> → <ins>{format(field, after)}</ins>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
