/** One filing, with its history and the decisions that an auditor can take. */
import { CheckOutlined, FileDoneOutlined, HistoryOutlined, ShopOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link, useParams } from 'wouter';
import { EarlierAmendments, isAmendable, OpenAmendment } from '../amendments/amendment-section.tsx';
import { amendmentTexts } from '../amendments/texts.ts';
import { ProblemAlert } from '../records/problem-alert.tsx';
import { recordTexts } from '../records/texts.ts';
import { proofTexts } from '../proofs/texts.ts';
import { Note } from '../shared/form-alerts.tsx';
import { unwrap, api } from '../shared/api.ts';
import { FilingDetails, type Filing } from '../shared/filing-details.tsx';
import { FilingHistory } from '../shared/filing-history.tsx';
import { Icon } from '../shared/icons.tsx';
import { useTexts } from '../shared/language.ts';
import { LinkButton } from '../shared/link-button.tsx';
import { notify } from '../shared/notice.tsx';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { QueryResult, LoadingSkeleton } from '../shared/query-state.tsx';
import { StateTag } from '../shared/tags.tsx';
import { DecisionDialog, decisionProblem, useDecision } from './decisions.tsx';
import { FilingFlags } from './filing-flags.tsx';
import { auditorTexts } from './texts.ts';
import '../records/records.css';

export const useFiling = (id: string): ReturnType<typeof useQuery<Filing>> =>
  useQuery({
    queryKey: ['filing', id],
    // Empty while there is none to show, and for a moment when the page is left.
    enabled: id !== '',
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/filings/{id}', { params: { path: { id } }, signal })),
  });

export default function FilingPage(): ReactNode {
  const { id = '' } = useParams<{ id: string }>();
  const t = useTexts(auditorTexts);
  const query = useFiling(id);
  if (query.data === undefined)
    return (
      <Page title={t.filing} focus={false}>
        {query.error ? <QueryResult query={query}>{() => null}</QueryResult> : <LoadingSkeleton rows={8} />}
      </Page>
    );
  return <LoadedFiling key={id} filing={query.data} />;
}

function LoadedFiling({ filing }: { filing: Filing }): ReactNode {
  const t = useTexts(auditorTexts);
  const b = useTexts(recordTexts);
  const p = useTexts(proofTexts);
  const a = useTexts(amendmentTexts);
  const [asking, setAsking] = useState<'return' | 'void' | null>(null);
  const decide = useDecision((decided, decision) => {
    setAsking(null);
    const { name } = decided.firm;
    notify(
      decision === 'accept'
        ? t.accepted(name, decided.number ?? '')
        : decision === 'return'
          ? t.returned(name)
          : t.voided(decided.number ?? ''),
    );
  });
  const close = (): void => {
    decide.reset();
    setAsking(null);
  };
  const ask = (what: 'return' | 'void') => (): void => {
    decide.reset();
    setAsking(what);
  };
  return (
    <Page
      title={filing.firm.name}
      lead={
        <span className="tags">
          <StateTag state={filing.state} />
          <span>{filing.number ?? t.noNumber}</span>
          <span>{filing.bank.name}</span>
        </span>
      }
      actions={
        <>
          {filing.state === 'submitted' && (
            <Button
              type="primary"
              aria-disabled={decide.isPending}
              onClick={() => decide.isPending || decide.mutate({ filing, decision: 'accept' })}
              icon={<Icon of={CheckOutlined} />}
            >
              {t.accept}
            </Button>
          )}
          {filing.state === 'submitted' && <Button onClick={ask('return')}>{t.return}</Button>}
          {isAmendable(filing) && <LinkButton href={`/filings/${filing.id}/amend`}>{a.propose}</LinkButton>}
          {filing.state === 'accepted' && <Button onClick={ask('void')}>{t.void}</Button>}
          {filing.state === 'accepted' && (
            <LinkButton href={`/filings/${filing.id}/receipt`} icon={<Icon of={FileDoneOutlined} />}>
              {p.receipt}
            </LinkButton>
          )}
          <LinkButton href={`/firms/${filing.firm.uscc}`} icon={<Icon of={ShopOutlined} />}>
            {t.firmOpen}
          </LinkButton>
          <LinkButton href={`/trail?type=filing&id=${filing.id}`} icon={<Icon of={HistoryOutlined} />}>
            {b.trailOf}
          </LinkButton>
        </>
      }
    >
      <div className="stacked">
        <ProblemAlert problem={asking === null ? decisionProblem(decide.error) : null} />
        {filing.stateReason !== null && (
          <Note>
            {b.reason}: {filing.stateReason}
          </Note>
        )}
        {(filing.flags.length > 0 || filing.state === 'submitted') && <FilingFlags filing={filing} />}
        <OpenAmendment filing={filing} reader="auditor" />
        <Section title={t.filing}>
          <FilingDetails
            filing={filing}
            renewalOf={filing.renewalOf !== null && <Link href={`/filings/${filing.renewalOf}`}>{t.original}</Link>}
          />
        </Section>
        <EarlierAmendments filing={filing} />
        <FilingHistory id={filing.id} version={filing.version} />
      </div>
      <DecisionDialog
        filing={filing}
        decision={asking ?? 'return'}
        open={asking !== null}
        onClose={close}
        decide={decide}
      />
    </Page>
  );
}
