import './officer.css';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link, useParams } from 'wouter';
import { answerWithVersion, api, type Answered as WithVersion } from '../shared/api.ts';
import { FilingFacts, type Filing } from '../shared/filing-facts.tsx';
import { FilingHistory } from '../shared/filing-history.tsx';
import { useTexts } from '../shared/language.ts';
import { LinkButton } from '../shared/link-button.tsx';
import { Page } from '../shared/page.tsx';
import { ReasonDialog } from '../shared/reason-dialog.tsx';
import { notify } from '../shared/notice.tsx';
import { queries } from '../shared/queries.ts';
import { Section } from '../shared/section.tsx';
import { Answered } from '../shared/states.tsx';
import { StateTag } from '../shared/tags.tsx';
import { texts } from './texts.ts';

export const isOpen = ({ state }: Filing): boolean => state === 'submitted' || state === 'returned';

export default function FilingPage(): ReactNode {
  const t = useTexts(texts);
  const { id = '' } = useParams();
  const query = useQuery({
    queryKey: ['filing', id],
    queryFn: ({ signal }) => answerWithVersion(api.GET('/api/v1/filings/{id}', { params: { path: { id } }, signal })),
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
      <Answered query={query}>
        {({ data }) => (
          <>
            <Because filing={data} />
            <Section label={t.filingTitle}>
              <FilingFacts
                filing={data}
                renewalOf={data.renewalOf === null ? null : <Link href={`/filings/${data.renewalOf}`}>{t.view}</Link>}
              />
            </Section>
            <FilingHistory id={id} version={data.version} />
          </>
        )}
      </Answered>
    </Page>
  );
}

/** Why it stands where it stands. */
function Because({ filing }: { filing: Filing }): ReactNode {
  const t = useTexts(texts);
  const title = {
    returned: t.returnedBecause,
    voided: t.voidedBecause,
    withdrawn: t.withdrawnBecause,
    submitted: t.inReviewBecause,
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
  const [asking, setAsking] = useState(false);
  if (!isOpen(filing)) return null;
  const withdraw = async (reason: string): Promise<void> => {
    const done = await answerWithVersion(
      api.POST('/api/v1/filings/{id}/withdraw', {
        params: { path: { id: filing.id }, header: { 'If-Match': etag } },
        body: { reason },
      }),
    );
    setAsking(false);
    notify(t.withdrawn);
    queries.setQueryData(['filing', filing.id], done);
    void queries.invalidateQueries({
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
        onStale={() => void queries.invalidateQueries({ queryKey: ['filing', filing.id] })}
      />
    </>
  );
}
