/** One filing of the bank, with its state, history and what the officer can do. */
import './officer.css';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link, useParams } from 'wouter';
import { EarlierAmendments, isAmendable, OpenAmendment } from '../amendments/amendment-section.tsx';
import { amendmentTexts } from '../amendments/texts.ts';
import { proofTexts } from '../proofs/texts.ts';
import { unwrapVersioned, api, type Versioned as WithVersion } from '../shared/api.ts';
import { FilingDetails, type Filing } from '../shared/filing-details.tsx';
import { FilingHistory } from '../shared/filing-history.tsx';
import { useTexts } from '../shared/language.ts';
import { LinkButton } from '../shared/link-button.tsx';
import { Page } from '../shared/page.tsx';
import { ReasonDialog } from '../shared/reason-dialog.tsx';
import { notify } from '../shared/notice.tsx';
import { queryClient } from '../shared/query-client.ts';
import { Section } from '../shared/section.tsx';
import { QueryResult } from '../shared/query-state.tsx';
import { StateTag } from '../shared/tags.tsx';
import { texts } from './texts.ts';

export const isCorrectable = ({ state }: Filing): boolean => state === 'submitted' || state === 'returned';

export default function FilingPage(): ReactNode {
  const t = useTexts(texts);
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['filing', id],
    // Empty for a moment when the page is left.
    enabled: id !== '',
    queryFn: ({ signal }) => unwrapVersioned(api.GET('/api/v1/filings/{id}', { params: { path: { id } }, signal })),
  });
  const filing = query.data?.data;
  return (
    <Page
      title={filing?.number ?? t.filingTitle}
      lead={
        filing && (
          <>
            <StateTag state={filing.state} /> {filing.firm.name}
          </>
        )
      }
      actions={query.data && <Actions {...query.data} />}
    >
      <QueryResult query={query}>
        {({ data }) => (
          <>
            <StateReason filing={data} />
            <OpenAmendment filing={data} reader="officer" />
            <Section label={t.filingTitle}>
              <FilingDetails
                filing={data}
                renewalOf={data.renewalOf === null ? null : <Link href={`/filings/${data.renewalOf}`}>{t.view}</Link>}
              />
            </Section>
            <EarlierAmendments filing={data} />
            <FilingHistory id={id} version={data.version} />
          </>
        )}
      </QueryResult>
    </Page>
  );
}

/** The flags of a submitted filing, or the reason for its present state. */
function StateReason({ filing }: { filing: Filing }): ReactNode {
  const t = useTexts(texts);
  const title = {
    returned: t.returnReason,
    voided: t.voidReason,
    withdrawn: t.withdrawalReason,
    submitted: t.flagsInReview,
    accepted: '',
  }[filing.state];
  if (filing.state === 'submitted')
    return filing.flags.length === 0 ? null : (
      <Section title={title}>
        <ul className="plain-list">
          {filing.flags.map(({ rule, message }) => (
            <li key={rule}>{message}</li>
          ))}
        </ul>
      </Section>
    );
  if (filing.stateReason === null || title === '') return null;
  return (
    <Section className={filing.state === 'returned' ? 'returned' : ''} title={title}>
      <p>{filing.stateReason}</p>
    </Section>
  );
}

function Actions({ data: filing, etag }: WithVersion<Filing>): ReactNode {
  const t = useTexts(texts);
  const a = useTexts(amendmentTexts);
  const [asking, setAsking] = useState(false);
  const p = useTexts(proofTexts);
  if (filing.state === 'accepted')
    return (
      <>
        <LinkButton href={`/filings/${filing.id}/receipt`}>{p.receipt}</LinkButton>
        {isAmendable(filing) && <LinkButton href={`/filings/${filing.id}/amend`}>{a.propose}</LinkButton>}
      </>
    );
  if (!isCorrectable(filing)) return null;
  const withdraw = async (reason: string): Promise<void> => {
    const done = await unwrapVersioned(
      api.POST('/api/v1/filings/{id}/withdraw', {
        params: { path: { id: filing.id }, header: { 'If-Match': etag } },
        body: { reason },
      }),
    );
    setAsking(false);
    notify(t.withdrawn);
    queryClient.setQueryData(['filing', filing.id], done);
    void queryClient.invalidateQueries({
      predicate: ({ queryKey }) => ['filings', 'counts'].includes(String(queryKey[0])),
    });
  };
  return (
    <>
      <LinkButton href={`/filings/${filing.id}/correct`} type="primary">
        {t.correct}
      </LinkButton>
      <Button onClick={() => setAsking(true)}>{t.withdraw}</Button>
      <ReasonDialog
        open={asking}
        title={t.withdrawTitle}
        text={t.withdrawText}
        label={t.withdrawReason}
        confirm={t.withdraw}
        danger
        draft={`withdraw.${filing.id}`}
        send={withdraw}
        onClose={() => setAsking(false)}
        onStale={() => queryClient.invalidateQueries({ queryKey: ['filing', filing.id] })}
      />
    </>
  );
}
