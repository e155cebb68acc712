/**
 * The review of flagged filings, one after another. After a decision the next filing is shown; nothing may be decided
 * twice.
 */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { Link, useSearchParams } from 'wouter';
import { ProblemAlert } from '../records/problem-alert.tsx';
import { unwrap, api } from '../shared/api.ts';
import { formatInstant } from '../shared/days.ts';
import { FilingDetails, type Filing } from '../shared/filing-details.tsx';
import { FilingHistory } from '../shared/filing-history.tsx';
import { useLanguage, useTexts } from '../shared/language.ts';
import { notify } from '../shared/notice.tsx';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { QueryResult, EmptyState } from '../shared/query-state.tsx';
import { StateTag } from '../shared/tags.tsx';
import { formatRounded } from '../records/amounts.ts';
import { AcceptMany } from './accept-many.tsx';
import { DecisionDialog, decisionProblem, useDecision } from './decisions.tsx';
import { useFiling } from './filing-page.tsx';
import { FirmSummary } from './firm-summary.tsx';
import { FlagList } from './filing-flags.tsx';
import { KeysHelp, useReviewKeys } from './review-keys.tsx';
import { auditorTexts } from './texts.ts';
import '../records/records.css';

const QUEUE_ITEMS = 200;

/** The review queue, oldest filing first; it can be worked through by keyboard. */
export default function ReviewPage(): ReactNode {
  const t = useTexts(auditorTexts);
  const queue = useQuery({
    queryKey: ['filings', 'queue'],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/filings', {
          params: { query: { state: 'submitted', sort: 'submittedAt', limit: QUEUE_ITEMS } },
          signal,
        }),
      ),
  });
  const counts = useQuery({
    queryKey: ['filings', 'counts', 'queue'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/filings/counts', { params: { query: { state: 'submitted' } }, signal })),
  });
  const waiting = counts.data?.submitted ?? queue.data?.items.length;
  return (
    <Page
      title={t.reviewTitle}
      lead={
        waiting === undefined
          ? undefined
          : `${t.queueCount(waiting)}${waiting > QUEUE_ITEMS ? ` · ${t.queueLimited(QUEUE_ITEMS)}` : ''}`
      }
    >
      <div className="stacked">
        <AcceptMany />
        <QueryResult query={queue} rows={8}>
          {({ items }) => <ReviewWorkspace items={items} />}
        </QueryResult>
      </div>
    </Page>
  );
}

function ReviewWorkspace({ items }: { items: readonly Filing[] }): ReactNode {
  const t = useTexts(auditorTexts);
  const [params, setParams] = useSearchParams();
  const [help, setHelp] = useState(false);
  const [asking, setAsking] = useState(false);
  const id = params.get('id') ?? items[0]?.id;
  const place = items.findIndex((item) => item.id === id);
  const go = useCallback(
    (to: string | undefined) => setParams(to === undefined ? {} : { id: to }, { replace: true }),
    [setParams],
  );
  const decide = useDecision((decided, decision) => {
    setAsking(false);
    notify(decision === 'accept' ? t.accepted(decided.firm.name, decided.number ?? '') : t.returned(decided.firm.name));
    go((items[place + 1] ?? items[place - 1])?.id);
  });
  const filing = useFiling(id ?? '');
  const open = filing.data?.state === 'submitted' ? filing.data : undefined;
  const accept = (): void => {
    if (open && !decide.isPending) decide.mutate({ filing: open, decision: 'accept' });
  };
  const close = (): void => {
    decide.reset();
    setAsking(false);
  };
  const ask = (): void => {
    decide.reset();
    setAsking(open !== undefined);
  };
  const keys = useReviewKeys((key) => {
    if (key === 'j' || key === 'k') {
      const to = items[place + (key === 'j' ? 1 : -1)];
      if (to) go(to.id);
    } else if (key === 'a') accept();
    else if (key === 'r') ask();
    else setHelp(!help);
  });
  if (id === undefined)
    return (
      <EmptyState text={t.queueEmpty}>
        <p>{t.queueEmptyHint}</p>
      </EmptyState>
    );
  return (
    <div className="review">
      <div className="rows">
        {items.length > 0 && <Queue items={items} current={id} />}
        <KeysHelp {...keys} open={help} setOpen={setHelp} />
      </div>
      <div className="stacked">
        <QueryResult query={filing} rows={8}>
          {(shown) => (
            <>
              <ReviewedFiling key={shown.id} filing={shown} />
              <div className="decision-bar">
                {shown.state === 'submitted' ? (
                  <>
                    <Button type="primary" aria-disabled={decide.isPending} onClick={accept}>
                      {decide.isPending && !asking ? t.accepting : t.accept}
                      {keys.on && <kbd aria-hidden="true">A</kbd>}
                    </Button>
                    <Button onClick={ask}>
                      {t.return}
                      {keys.on && <kbd aria-hidden="true">R</kbd>}
                    </Button>
                  </>
                ) : (
                  <span role="status">
                    {t.noLongerWaiting} <StateTag state={shown.state} />
                  </span>
                )}
                <ProblemAlert problem={asking ? null : decisionProblem(decide.error)} />
                {keys.on && (
                  <span className="secondary small">
                    <kbd>J</kbd> {t.keys.next} <kbd>K</kbd> {t.keys.previous}
                  </span>
                )}
              </div>
              <DecisionDialog filing={shown} decision="return" open={asking} onClose={close} decide={decide} />
            </>
          )}
        </QueryResult>
      </div>
    </div>
  );
}

function Queue({ items, current }: { items: readonly Filing[]; current: string }): ReactNode {
  const t = useTexts(auditorTexts);
  const language = useLanguage();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    // Scrolls the list only, not the page.
    const [box, entry] = [list.current, list.current?.querySelector<HTMLElement>('[aria-current]')];
    if (!box || !entry) return;
    if (entry.offsetTop < box.scrollTop) box.scrollTop = entry.offsetTop;
    else if (entry.offsetTop + entry.offsetHeight > box.scrollTop + box.clientHeight)
      box.scrollTop = entry.offsetTop + entry.offsetHeight - box.clientHeight;
  }, [current]);
  return (
    <nav aria-label={t.queue}>
      <ul className="queue" ref={list}>
        {items.map((item) => (
          <li key={item.id}>
            <Link href={`/review?id=${item.id}`} replace aria-current={item.id === current ? 'true' : undefined}>
              <strong>{item.firm.name}</strong>
              <span>
                <span>{item.bank.name}</span>
                <span>{formatRounded(item.amount, language)}</span>
              </span>
              <span>{t.submittedAt(formatInstant(item.submittedAt))}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The filing under review with its flags, firm and history. */
function ReviewedFiling({ filing }: { filing: Filing }): ReactNode {
  const t = useTexts(auditorTexts);
  const heading = useRef<HTMLSpanElement>(null);
  const isFirst = useRef(document.activeElement === document.body || document.activeElement?.tagName === 'H1');
  // Moving to another filing focuses its heading for screen readers; the first one keeps the focus on the page heading.
  useEffect(() => {
    if (!isFirst.current) heading.current?.focus({ preventScroll: false });
  }, []);
  return (
    <>
      <Section
        title={
          <span ref={heading} tabIndex={-1}>
            <Link href={`/filings/${filing.id}`}>{filing.firm.name}</Link>
          </span>
        }
        extra={<StateTag state={filing.state} />}
      >
        <h3 className="flags-title">{t.flags}</h3>
        <FlagList filing={filing} />
        <div className="after">
          <FilingDetails
            filing={filing}
            renewalOf={filing.renewalOf !== null && <Link href={`/filings/${filing.renewalOf}`}>{t.original}</Link>}
          />
        </div>
      </Section>
      <FirmSummary uscc={filing.firm.uscc} except={filing.id} />
      <FilingHistory id={filing.id} version={filing.version} />
    </>
  );
}
