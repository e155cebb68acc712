/** What administrators have asked for accounts and a second person must confirm or refuse. Whoever asked can only withdraw it. */
import { useQueryClient } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { useState, type ReactNode } from 'react';
import { ProblemAlert } from '../records/problem-alert.tsx';
import { useSubmit } from '../records/use-submit.ts';
import { api, unwrap } from '../shared/api.ts';
import { formatInstant } from '../shared/days.ts';
import { Details } from '../shared/filing-details.tsx';
import { Note } from '../shared/form-alerts.tsx';
import { useTexts } from '../shared/language.ts';
import { notify } from '../shared/notice.tsx';
import { Page } from '../shared/page.tsx';
import { EmptyState, QueryResult } from '../shared/query-state.tsx';
import { ReasonDialog } from '../shared/reason-dialog.tsx';
import { Section } from '../shared/section.tsx';
import { session } from '../shared/session.ts';
import { useStore } from '../shared/store.ts';
import { common } from '../shared/texts.ts';
import { dutiesTexts } from './duties-texts.ts';
import { OneTimePassword, type IssuedPassword } from './one-time-password.tsx';
import { useAwaiting, useDuties, useRegionNames, type Account } from './use-duties.ts';
import '../records/records.css';

export default function ConfirmationsPage(): ReactNode {
  const d = useTexts(dutiesTexts);
  const awaiting = useAwaiting();
  const duties = useDuties();
  const [issued, setIssued] = useState<IssuedPassword | null>(null);
  const [refusing, setRefusing] = useState<Account | null>(null);
  return (
    <Page title={d.confirmations} lead={d.confirmationsLead}>
      <QueryResult
        query={awaiting}
        empty={{ when: (accounts) => accounts.length === 0, show: <EmptyState text={d.nothing} /> }}
      >
        {(accounts) => (
          <div className="stacked">
            {accounts.map((account) => (
              <Request
                key={account.id}
                account={account}
                handingOver={duties.data?.handingOver ?? false}
                onIssued={setIssued}
                onRefuse={() => setRefusing(account)}
              />
            ))}
          </div>
        )}
      </QueryResult>
      <RefusalDialog account={refusing} onClose={() => setRefusing(null)} />
      <OneTimePassword issued={issued} onClose={() => setIssued(null)} />
    </Page>
  );
}

/** Whether the account that is signed in has asked for it. */
function useIsOwn({ confirmation }: Account): boolean {
  const state = useStore(session);
  return state.status === 'signed-in' && state.account.login === confirmation?.askedBy?.login;
}

/** What is asked for one account, and the decision on it. */
function Request({
  account,
  handingOver,
  onIssued,
  onRefuse,
}: {
  account: Account;
  handingOver: boolean;
  onIssued: (issued: IssuedPassword) => void;
  onRefuse: () => void;
}): ReactNode {
  const d = useTexts(dutiesTexts);
  const queries = useQueryClient();
  const { busy, problem, send } = useSubmit();
  const own = useIsOwn(account);
  const what = account.confirmation?.awaits ?? '';
  const confirm = (): void =>
    send(
      () =>
        unwrap(
          api.POST('/api/v1/admin/accounts/{id}/confirm', {
            params: { path: { id: account.id }, header: { 'If-Match': `"${account.version}"` } },
          }),
        ).finally(() => void queries.invalidateQueries({ queryKey: ['accounts'] })),
      ({ login, oneTimePassword }) =>
        oneTimePassword === undefined ? notify(d.confirmed(login)) : onIssued({ login, password: oneTimePassword }),
    );
  return (
    <Section
      title={
        <span className="tags">
          {account.login}
          <Tag color="processing">{d.what[what] ?? what}</Tag>
        </span>
      }
    >
      <div className="stack">
        <Requested account={account} />
        <p>{d.effect[what]}</p>
        <ProblemAlert problem={problem} />
        {own && <Note>{d.own}</Note>}
        {handingOver && <Note>{d.handOverOnly}</Note>}
        {!handingOver && (
          <div className="buttons">
            {!own && (
              <Button
                type="primary"
                aria-label={d.confirmOne(account.login)}
                aria-disabled={busy}
                onClick={() => busy || confirm()}
              >
                {d.confirm}
              </Button>
            )}
            <Button aria-label={own ? d.withdrawTitle(account.login) : d.refuseTitle(account.login)} onClick={onRefuse}>
              {own ? d.withdraw : d.refuse}
            </Button>
          </div>
        )}
      </div>
    </Section>
  );
}

function Requested({ account }: { account: Account }): ReactNode {
  const d = useTexts(dutiesTexts);
  const c = useTexts(common);
  const regionNames = useRegionNames();
  const { confirmation, role, displayName, regions } = account;
  const isAuditor = role === 'auditor';
  const widens = confirmation?.awaits === 'regions';
  return (
    <Details
      rows={[
        [d.account, `${displayName} · ${c.roles[role]}`],
        ...(isAuditor ? [[widens ? d.regionsNow : d.regions, regionNames(regions)] as const] : []),
        ...(widens
          ? [[d.regionsAsked, <strong key="asked">{regionNames(confirmation.regions)}</strong>] as const]
          : []),
        [
          d.askedBy,
          confirmation?.askedBy ? `${confirmation.askedBy.displayName} (${confirmation.askedBy.login})` : null,
        ],
        [d.askedAt, confirmation?.askedAt ? formatInstant(confirmation.askedAt) : null],
      ]}
    />
  );
}

function RefusalDialog({ account, onClose }: { account: Account | null; onClose: () => void }): ReactNode {
  return account !== null && <OpenRefusal account={account} onClose={onClose} />;
}

function OpenRefusal({ account, onClose }: { account: Account; onClose: () => void }): ReactNode {
  const d = useTexts(dutiesTexts);
  const queries = useQueryClient();
  const own = useIsOwn(account);
  const reload = (): Promise<void> => queries.invalidateQueries({ queryKey: ['accounts'] });
  const params = { path: { id: account.id }, header: { 'If-Match': `"${account.version}"` } };
  return (
    <ReasonDialog
      open
      title={own ? d.withdrawTitle(account.login) : d.refuseTitle(account.login)}
      text={d.refuseText}
      label={d.reason}
      confirm={own ? d.withdraw : d.refuse}
      draft={`refuse.${account.id}`}
      send={async (reason) => {
        await unwrap(api.POST('/api/v1/admin/accounts/{id}/refuse', { params, body: { reason } }));
        onClose();
        notify(d.refused(account.login));
        await reload();
      }}
      onClose={onClose}
      onStale={reload}
    />
  );
}
