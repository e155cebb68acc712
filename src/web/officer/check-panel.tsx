/**
 * Beside the form of a filing: the firm's qualifications on the day of disbursement, and what the service would say to
 * the filing.
 */
import { CheckOutlined, FlagOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { unwrap, api, type Schemas } from '../shared/api.ts';
import { Icon } from '../shared/icons.tsx';
import { useLanguage, useTexts, type Text } from '../shared/language.ts';
import { useKindWords } from '../shared/kinds.tsx';
import { PROGRAMME_LIMITS } from '../shared/programme-limits.ts';
import { Section } from '../shared/section.tsx';
import { LoadingSkeleton } from '../shared/query-state.tsx';
import { texts } from './texts.ts';
import type { CheckState } from './use-filing-check.ts';

/** The qualifications of the firm on the day of disbursement, once both are entered. */
export function QualificationsOnDay({
  uscc,
  day,
  listed,
}: {
  uscc: string;
  day: string | null;
  listed: boolean;
}): ReactNode {
  const t = useTexts(texts);
  const { nameOf } = useKindWords();
  const known = listed && uscc !== '' && day !== null;
  const query = useQuery({
    queryKey: ['firm', uscc, day],
    enabled: known,
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/firms/{uscc}', { params: { path: { uscc }, query: { on: day ?? '' } }, signal })),
  });
  const counting = query.data?.qualifications.filter((one) => one.counts) ?? [];
  return (
    <Section className="on-day" title={t.qualifications}>
      <div role="status">
        {!listed && uscc !== '' ? (
          <p className="secondary">{t.notListed}</p>
        ) : !known ? (
          <p className="secondary">{t.chooseFirm}</p>
        ) : query.data === undefined ? (
          <LoadingSkeleton rows={2} />
        ) : (
          <>
            <p className="secondary small">{t.onDay(day)}</p>
            {counting.length === 0 ? (
              <p>{t.noneOnDay}</p>
            ) : (
              <ul className="ticks">
                {counting.map((one) => (
                  <li key={one.certificateNo}>
                    <Icon of={CheckOutlined} />
                    <span>
                      <strong>{nameOf(one.kind)}</strong>
                      <br />
                      <span className="secondary small">
                        {one.certificateNo} · <span className="day">{t.validUntil(one.validTo)}</span>
                      </span>
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </div>
    </Section>
  );
}

/** What a rule of a limit is called. */
const LABELS: ReadonlyMap<string, Text> = new Map(
  PROGRAMME_LIMITS.flatMap(({ rules }) => rules.map(({ code, label }): [string, Text] => [code, label])),
);

/** The result of the check by the service for the current form. */
export function CheckPanel({ checked: { result, waiting, problem } }: { checked: CheckState }): ReactNode {
  const t = useTexts(texts);
  const language = useLanguage();
  return (
    <Section className="checks" title={t.checkTitle}>
      <div role="status">
        {result === null ? (
          <p className="secondary">{problem?.message ?? (waiting ? t.checking : t.checkWaiting)}</p>
        ) : (
          <CheckResult result={result} />
        )}
      </div>
      {result !== null && (
        <dl className="limits">
          {result.checks.map(({ rule, outcome }) => (
            <div key={rule}>
              <dt>{LABELS.get(rule)?.[language] ?? rule}</dt>
              <dd className={outcome === 'broken' ? 'error-text' : outcome === 'passed' ? '' : 'secondary'}>
                {t.outcomes[outcome]}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
}

function CheckResult({ result }: { result: Schemas['FilingCheck'] }): ReactNode {
  const t = useTexts(texts);
  if (result.errors.length > 0)
    return (
      <>
        <p className="error-text">{t.checkErrors}</p>
        <ul className="plain-list">
          {result.errors.map(({ path, message }) => (
            <li key={path + message}>{message}</li>
          ))}
        </ul>
      </>
    );
  if (result.flags.length > 0)
    return (
      <>
        <p>
          <Icon of={FlagOutlined} /> {t.checkFlags}
        </p>
        <ul className="plain-list">
          {result.flags.map(({ rule, message }) => (
            <li key={rule}>{message}</li>
          ))}
        </ul>
      </>
    );
  return (
    <p className="check-passed">
      <Icon of={CheckOutlined} /> {t.checkPassed}
    </p>
  );
}
