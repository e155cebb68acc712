import { useQuery } from '@tanstack/react-query';
import { Timeline } from 'antd';
import type { ReactNode } from 'react';
import { answer, api, type Schemas } from './api.ts';
import { inShanghai } from './days.ts';
import { filingTexts } from './filing-texts.ts';
import { useValueInWords } from './filing-facts.tsx';
import { useTexts } from './language.ts';
import { Section } from './section.tsx';
import { Answered } from './states.tsx';

type Entry = Schemas['FilingHistory']['items'][number];

// What the entry's own head says, and what is the same for everybody.
const NOT_TOLD = new Set(['id', 'bankCode', 'stateChangedAt', 'stateReason', 'submittedAt', 'flags']);

/** What happened to a filing, newest first: when, who, what changed, why. */
export function FilingHistory({ id, version }: { id: string; version: number }): ReactNode {
  const t = useTexts(filingTexts);
  const query = useQuery({
    queryKey: ['filing', id, 'history', version],
    queryFn: ({ signal }) => answer(api.GET('/api/v1/filings/{id}/history', { params: { path: { id } }, signal })),
  });
  return (
    <Section title={t.history}>
      <Answered query={query} rows={3}>
        {({ items }) => (
          <Timeline
            items={[...items]
              .reverse()
              .map((entry, index) => ({ key: index, content: <HistoryEntry entry={entry} /> }))}
          />
        )}
      </Answered>
    </Section>
  );
}

function HistoryEntry({ entry }: { entry: Entry }): ReactNode {
  const t = useTexts(filingTexts);
  const say = useValueInWords();
  const who = { officer: t.byBank, auditor: t.byBureau, firm: t.byFirm, admin: t.byAdmin }[entry.role] ?? t.bySystem;
  const changes = entry.action === 'filing.submit' ? [] : entry.changes.filter(({ field }) => !NOT_TOLD.has(field));
  return (
    <>
      <p>
        <strong>
          {t.actions[entry.action] ?? (entry.action.startsWith('qualification.') ? t.relinked : t.otherAction)}
        </strong>
        <span className="soft">
          {' '}
          {inShanghai(entry.at)} · {who}
          {entry.actor !== undefined && entry.role !== 'system' ? ` ${entry.actor}` : ''}
        </span>
      </p>
      {entry.reason !== null && (
        <p>
          {t.reason}: {entry.reason}
        </p>
      )}
      {changes.length > 0 && (
        <ul className="changes">
          {changes.map(({ field, before, after }) => (
            <li key={field}>
              <span className="soft">{t.fields[field] ?? field}: </span>
              <del>{say(field, before)}</del> → <ins>{say(field, after)}</ins>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
