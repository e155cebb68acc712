import { useQueryClient } from '@tanstack/react-query';
import { Button, Card, Tag } from 'antd';
import { useState, type ReactNode } from 'react';
import { DataTable, type Column } from '../records/data-table.tsx';
import { PAGE_ITEMS, Pager, usePagedList } from '../records/paged-list.tsx';
import { ProblemAlert } from '../records/problem-alert.tsx';
import { useUrlFilters } from '../records/url-filters.ts';
import { recordTexts } from '../records/texts.ts';
import { TextFilter } from '../records/text-filter.tsx';
import { useSubmit } from '../records/use-submit.ts';
import { AddButton } from '../shared/add-button.tsx';
import { unwrap, api } from '../shared/api.ts';
import { formatInstant } from '../shared/days.ts';
import { Dialog } from '../shared/dialog.tsx';
import { useTexts } from '../shared/language.ts';
import { notify } from '../shared/notice.tsx';
import { LinkButton } from '../shared/link-button.tsx';
import { Note } from '../shared/form-alerts.tsx';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { QueryResult, EmptyState } from '../shared/query-state.tsx';
import { common } from '../shared/texts.ts';
import { EditAccountDialog, NewAccountDialog } from './account-forms.tsx';
import { dutiesTexts } from './duties-texts.ts';
import { SecondFactorReset } from './second-factor-reset.tsx';
import { OneTimePassword, type IssuedPassword } from './one-time-password.tsx';
import { adminTexts } from './texts.ts';
import { useAwaiting, useDuties, useRegionNames, type Account } from './use-duties.ts';
import '../records/records.css';

export default function AccountsPage(): ReactNode {
  const t = useTexts(adminTexts);
  const b = useTexts(recordTexts);
  const c = useTexts(common);
  const [creating, setCreating] = useState(false);
  const [editing, setEditing] = useState<Account | null>(null);
  const [resetting, setResetting] = useState<Account | null>(null);
  const [factorOf, setFactorOf] = useState<Account | null>(null);
  const [issued, setIssued] = useState<IssuedPassword | null>(null);
  const queries = useQueryClient();
  const d = useTexts(dutiesTexts);
  const duties = useDuties();
  const showPassword = (one: IssuedPassword | { readonly asked: string }): void => {
    setCreating(false);
    setResetting(null);
    if ('asked' in one) notify(d.asked(one.asked));
    else setIssued(one);
    void queries.invalidateQueries({ queryKey: ['accounts'] });
  };
  const { filters, set } = useUrlFilters();
  const q = filters['q'] ?? '';
  const paged = usePagedList(['accounts', q], (cursor, signal) =>
    unwrap(
      api.GET('/api/v1/admin/accounts', {
        params: {
          query: { limit: PAGE_ITEMS, ...(q === '' ? {} : { q }), ...(cursor === undefined ? {} : { cursor }) },
        },
        signal,
      }),
    ),
  );
  return (
    <Page
      title={t.accounts}
      lead={t.accountsLead}
      actions={<AddButton onClick={() => setCreating(true)}>{t.newAccount}</AddButton>}
    >
      {duties.data?.handingOver && <Note type="warning">{d.handingOver}</Note>}
      <AwaitingNote />
      <Card className="filter-panel">
        <TextFilter
          label={t.accountsQ}
          hint={t.accountsQHint}
          value={q}
          onSet={(text) => set({ q: text })}
          button={c.search}
        />
      </Card>
      <QueryResult
        query={paged.query}
        rows={8}
        empty={{
          when: ({ items }) => items.length === 0,
          show: <EmptyState text={q === '' ? c.noData : b.noMatches} />,
        }}
      >
        {({ items }) => (
          <>
            <Section flush label={t.accounts}>
              <AccountTable accounts={items} edit={setEditing} reset={setResetting} resetFactor={setFactorOf} />
            </Section>
            <Pager paged={paged} />
          </>
        )}
      </QueryResult>
      <NewAccountDialog
        duties={creating ? duties.data : undefined}
        onClose={() => setCreating(false)}
        onIssued={showPassword}
      />
      <EditAccountDialog account={editing} duties={duties.data} onClose={() => setEditing(null)} />
      <ResetDialog account={resetting} onClose={() => setResetting(null)} onIssued={showPassword} />
      <SecondFactorReset account={factorOf} onClose={() => setFactorOf(null)} />
      <OneTimePassword issued={issued} onClose={() => setIssued(null)} />
    </Page>
  );
}

/** How many accounts await a confirmation, if any. */
function AwaitingNote(): ReactNode {
  const d = useTexts(dutiesTexts);
  const count = useAwaiting().data?.length ?? 0;
  return (
    count > 0 && (
      <Note>
        {d.awaitingMany(String(count))}{' '}
        <LinkButton type="link" size="small" href="/confirmations">
          {d.open}
        </LinkButton>
      </Note>
    )
  );
}

function StateTags({ account: { disabled, mustChangePassword, confirmation } }: { account: Account }): ReactNode {
  const t = useTexts(adminTexts);
  const d = useTexts(dutiesTexts);
  const closed = disabled && (confirmation?.awaits ?? null) !== null;
  return (
    <span className="tags">
      {confirmation?.awaits && <Tag color="processing">{d.awaitingTag}</Tag>}
      {!closed && (
        <Tag color={disabled ? 'error' : mustChangePassword ? 'warning' : 'success'}>
          {disabled ? t.disabled : mustChangePassword ? t.mustChange : t.active}
        </Tag>
      )}
    </span>
  );
}

function AccountTable({
  accounts,
  edit,
  reset,
  resetFactor,
}: {
  accounts: readonly Account[];
  edit: (account: Account) => void;
  reset: (account: Account) => void;
  resetFactor: (account: Account) => void;
}): ReactNode {
  const t = useTexts(adminTexts);
  const b = useTexts(recordTexts);
  const c = useTexts(common);
  const regionNames = useRegionNames();
  const duties = useDuties().data;
  const mayChange = ({ role, mustChangePassword }: Account): boolean =>
    !duties?.handingOver || (duties.roles.includes(role) && mustChangePassword);
  const { send, problem } = useSubmit();
  const unlock = ({ id, login }: Account): void =>
    send(
      () => unwrap(api.POST('/api/v1/admin/accounts/{id}/unlock', { params: { path: { id } } })),
      () => notify(t.unlocked(login)),
    );
  const columns: Column<Account>[] = [
    { key: 'login', title: t.login, rowHeader: true, cell: ({ login }) => <span className="no-break">{login}</span> },
    { key: 'displayName', title: t.displayName, cell: ({ displayName }) => displayName },
    { key: 'role', title: t.role, cell: ({ role }) => <span className="no-break">{c.roles[role]}</span> },
    {
      key: 'place',
      title: t.place,
      cell: ({ bank, firm, regions: codes, role }) =>
        bank?.name ?? firm?.name ?? (role === 'auditor' ? regionNames(codes) : '—'),
    },
    {
      key: 'state',
      title: t.state,
      cell: (account) => (
        <>
          <StateTags account={account} />
          {account.secondFactor && <Tag>{t.secondFactor}</Tag>}
        </>
      ),
    },
    {
      key: 'passwordChangedAt',
      title: t.passwordChangedAt,
      cell: ({ passwordChangedAt }) => <span className="day">{formatInstant(passwordChangedAt).slice(0, 10)}</span>,
    },
    {
      key: 'acts',
      title: '',
      cell: (account) =>
        mayChange(account) && (
          <span className="row-buttons">
            <Button size="small" aria-label={`${b.edit} ${account.login}`} onClick={() => edit(account)}>
              {b.edit}
            </Button>
            <Button size="small" aria-label={`${t.reset} ${account.login}`} onClick={() => reset(account)}>
              {t.reset}
            </Button>
            <Button size="small" aria-label={`${t.unlock} ${account.login}`} onClick={() => unlock(account)}>
              {t.unlock}
            </Button>
            {account.secondFactor && (
              <Button
                size="small"
                aria-label={`${t.resetFactor} ${account.login}`}
                onClick={() => resetFactor(account)}
              >
                {t.resetFactor}
              </Button>
            )}
          </span>
        ),
    },
  ];
  return (
    <>
      <ProblemAlert problem={problem} />
      <DataTable caption={t.accounts} columns={columns} rows={accounts} rowKey={({ id }) => id} />
    </>
  );
}

function ResetDialog({
  account,
  onClose,
  onIssued,
}: {
  account: Account | null;
  onClose: () => void;
  onIssued: (issued: IssuedPassword | { readonly asked: string }) => void;
}): ReactNode {
  const t = useTexts(adminTexts);
  return (
    <Dialog open={account !== null} title={t.resetTitle} onClose={onClose}>
      {account !== null && <ResetForm account={account} onClose={onClose} onIssued={onIssued} />}
    </Dialog>
  );
}

function ResetForm({
  account,
  onClose,
  onIssued,
}: {
  account: Account;
  onClose: () => void;
  onIssued: (issued: IssuedPassword | { readonly asked: string }) => void;
}): ReactNode {
  const t = useTexts(adminTexts);
  const c = useTexts(common);
  const d = useTexts(dutiesTexts);
  const takesTwo = useDuties().data?.twoPeople.includes(account.role) ?? false;
  const { busy, problem, send } = useSubmit();
  const reset = (): void =>
    send(
      () =>
        unwrap(
          api.POST('/api/v1/admin/accounts/{id}/reset-password', {
            params: { path: { id: account.id }, header: { 'If-Match': `"${account.version}"` } },
          }),
        ),
      ({ login, oneTimePassword, confirmation }) =>
        onIssued(confirmation?.awaits ? { asked: login } : { login, password: oneTimePassword ?? null }),
    );
  return (
    <>
      <p>{takesTwo ? d.resetText(account.login) : t.resetText(account.login)}</p>
      <ProblemAlert problem={problem} />
      <div className="buttons">
        <Button type="primary" autoFocus aria-disabled={busy} onClick={() => busy || reset()}>
          {t.reset}
        </Button>
        <Button onClick={onClose}>{c.cancel}</Button>
      </div>
    </>
  );
}
