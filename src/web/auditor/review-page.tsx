import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { Link, useSearchParams } from 'wouter';
import { ProblemNote } from '../bureau/problem-note.tsx';
import { answer, api } from '../shared/api.ts';
import { inShanghai } from '../shared/days.ts';
import { FilingFacts, type Filing } from '../shared/filing-facts.tsx';
import { FilingHistory } from '../shared/filing-history.tsx';
import { useLanguage, useTexts } from '../shared/language.ts';
import { notify } from '../shared/notice.tsx';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { Answered, Nothing } from '../shared/states.tsx';
import { StateTag } from '../shared/tags.tsx';
import { roundedText } from '../bureau/amounts.ts';
import { DecisionDialog, problemOfDecision, useDecision } from './decisions.tsx';
import { useFiling } from './filing-page.tsx';
import { FirmGlance } from './firm-glance.tsx';
import { ReasonList } from './reasons.tsx';
import { KeysHelp, useReviewKeys } from './review-keys.tsx';
import { auditorTexts } from './texts.ts';
import '../bureau/bureau.css';

const QUEUE_ITEMS = 200;

/** What waits for an auditor, the oldest first: one after another, by keyboard if one likes. */
export default function ReviewPage(): ReactNode {
  const t = useTexts(auditorTexts);
  const queue = useQuery({
    queryKey: ['filings', 'queue'],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/v1/filings', {
          params: { query: { state: 'submitted', sort: 'submittedAt', limit: QUEUE_ITEMS } },
          signal,
        }),
      ),
  });
  const counts = useQuery({
    queryKey: ['filings', 'counts', 'queue'],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/filings/counts', { params: { query: { state: 'submitted' } }, signal })),
  });
  const waiting = counts.data?.submitted ?? queue.data?.items.length;
  return (
    <Page
      title={t.reviewTitle}
      lead={
        waiting === undefined
          ? undefined
          : `${t.queueCount(waiting)}${waiting > QUEUE_ITEMS ? ` · ${t.queueOver(QUEUE_ITEMS)}` : ''}`
      }
    >
      <Answered query={queue} rows={8}>
        {({ items }) => <Desk items={items} />}
      </Answered>
    </Page>
  );
}

function Desk({ items }: { items: readonly Filing[] }): ReactNode {
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
      <Nothing text={t.queueEmpty}>
        <p>{t.queueEmptyHint}</p>
      </Nothing>
    );
  return (
    <div className="review">
      <div className="rows">
        {items.length > 0 && <Queue items={items} current={id} />}
        <KeysHelp {...keys} open={help} setOpen={setHelp} />
      </div>
      <div className="stacked">
        <Answered query={filing} rows={8}>
          {(shown) => (
            <>
              <Case key={shown.id} filing={shown} />
              <div className="decide">
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
                    {t.goneOn} <StateTag state={shown.state} />
                  </span>
                )}
                <ProblemNote problem={asking ? null : problemOfDecision(decide.error)} />
                {keys.on && (
                  <span className="soft small">
                    <kbd>J</kbd> {t.keys.next} <kbd>K</kbd> {t.keys.previous}
                  </span>
                )}
              </div>
              <DecisionDialog filing={shown} decision="return" open={asking} onClose={close} decide={decide} />
            </>
          )}
        </Answered>
      </div>
    </div>
  );
}

function Queue({ items, current }: { items: readonly Filing[]; current: string }): ReactNode {
  const t = useTexts(auditorTexts);
  const language = useLanguage();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    // Only within the list: the page stays where it is.
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
                <span>{roundedText(item.amount, language)}</span>
              </span>
              <span>{t.waitingSince(inShanghai(item.submittedAt))}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** All that is needed to decide about one filing. */
function Case({ filing }: { filing: Filing }): ReactNode {
  const t = useTexts(auditorTexts);
  const heading = useRef<HTMLSpanElement>(null);
  const first = useRef(document.activeElement === document.body || document.activeElement?.tagName === 'H1');
  // Whoever goes on to the next filing hears of it; who has just arrived is at the page's own heading.
  useEffect(() => {
    if (!first.current) heading.current?.focus({ preventScroll: false });
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
        <h3 className="because">{t.why}</h3>
        <ReasonList filing={filing} />
        <div className="after">
          <FilingFacts
            filing={filing}
            renewalOf={filing.renewalOf !== null && <Link href={`/filings/${filing.renewalOf}`}>{t.original}</Link>}
          />
        </div>
      </Section>
      <FirmGlance uscc={filing.firm.uscc} except={filing.id} />
      <FilingHistory id={filing.id} version={filing.version} />
    </>
  );
}
