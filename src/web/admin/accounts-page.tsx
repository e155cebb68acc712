import { PlusOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Card, Tag } from 'antd';
import { useState, type ReactNode } from 'react';
import { DataTable, type Column } from '../bureau/data-table.tsx';
import { PAGE_ITEMS, Pager, usePaged } from '../bureau/paged.tsx';
import { useRegions } from '../bureau/places.ts';
import { ProblemNote } from '../bureau/problem-note.tsx';
import { useFilters } from '../bureau/search-state.ts';
import { bureau } from '../bureau/texts.ts';
import { TypedFilter } from '../bureau/typed-filter.tsx';
import { useSending } from '../bureau/use-sending.ts';
import { answer, api } from '../shared/api.ts';
import { inShanghai } from '../shared/days.ts';
import { Dialog } from '../shared/dialog.tsx';
import { Icon } from '../shared/icons.tsx';
import { useTexts } from '../shared/language.ts';
import { notify } from '../shared/notice.tsx';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { Answered, Nothing } from '../shared/states.tsx';
import { common } from '../shared/texts.ts';
import { EditAccountDialog, NewAccountDialog, type Account } from './account-forms.tsx';
import { OneTimePassword, type Told } from './one-time-password.tsx';
import { adminTexts } from './texts.ts';
import '../bureau/bureau.css';

export default function AccountsPage(): ReactNode {
  const t = useTexts(adminTexts);
  const b = useTexts(bureau);
  const c = useTexts(common);
  const [making, setMaking] = useState(false);
  const [editing, setEditing] = useState<Account | null>(null);
  const [resetting, setResetting] = useState<Account | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  const queries = useQueryClient();
  const tell = (one: Told): void => {
    setMaking(false);
    setResetting(null);
    setTold(one);
    void queries.invalidateQueries({ queryKey: ['accounts'] });
  };
  const { filters, set } = useFilters();
  const q = filters['q'] ?? '';
  const paged = usePaged(['accounts', q], (cursor, signal) =>
    answer(
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
      actions={
        <Button type="primary" onClick={() => setMaking(true)} icon={<Icon of={PlusOutlined} />}>
          {t.newAccount}
        </Button>
      }
    >
      <Card className="filter-panel">
        <TypedFilter
          label={t.accountsQ}
          hint={t.accountsQHint}
          value={q}
          onSet={(text) => set({ q: text })}
          button={c.search}
        />
      </Card>
      <Answered
        query={paged.query}
        rows={8}
        empty={{
          when: ({ items }) => items.length === 0,
          show: <Nothing text={q === '' ? c.nothing : b.nothingFits} />,
        }}
      >
        {({ items }) => (
          <>
            <Section flush label={t.accounts}>
              <AccountTable accounts={items} edit={setEditing} reset={setResetting} />
            </Section>
            <Pager paged={paged} />
          </>
        )}
      </Answered>
      <NewAccountDialog open={making} onClose={() => setMaking(false)} tell={tell} />
      <EditAccountDialog account={editing} onClose={() => setEditing(null)} />
      <ResetDialog account={resetting} onClose={() => setResetting(null)} tell={tell} />
      <OneTimePassword told={told} onClose={() => setTold(null)} />
    </Page>
  );
}

function AccountTable({
  accounts,
  edit,
  reset,
}: {
  accounts: readonly Account[];
  edit: (account: Account) => void;
  reset: (account: Account) => void;
}): ReactNode {
  const t = useTexts(adminTexts);
  const b = useTexts(bureau);
  const c = useTexts(common);
  const regions = useRegions();
  const { send, problem } = useSending();
  const unlock = ({ id, login }: Account): void =>
    send(
      () => answer(api.POST('/api/v1/admin/accounts/{id}/unlock', { params: { path: { id } } })),
      () => notify(t.unlocked(login)),
    );
  const regionsOf = (codes: readonly string[]): string =>
    codes.map((code) => regions.data?.find((region) => region.code === code)?.name ?? code).join(' · ');
  const columns: Column<Account>[] = [
    { key: 'login', title: t.login, head: true, cell: ({ login }) => <span className="whole-word">{login}</span> },
    { key: 'displayName', title: t.displayName, cell: ({ displayName }) => displayName },
    { key: 'role', title: t.role, cell: ({ role }) => <span className="whole-word">{c.roles[role]}</span> },
    {
      key: 'place',
      title: t.place,
      cell: ({ bank, firm, regions: codes, role }) =>
        bank?.name ??
        firm?.name ??
        (role === 'auditor' ? (codes === undefined ? t.allRegions : regionsOf(codes)) : '—'),
    },
    {
      key: 'state',
      title: t.state,
      cell: ({ disabled, mustChangePassword }) => (
        <Tag color={disabled ? 'error' : mustChangePassword ? 'warning' : 'success'}>
          {disabled ? t.disabled : mustChangePassword ? t.mustChange : t.active}
        </Tag>
      ),
    },
    {
      key: 'passwordChangedAt',
      title: t.passwordChangedAt,
      cell: ({ passwordChangedAt }) => <span className="day">{inShanghai(passwordChangedAt).slice(0, 10)}</span>,
    },
    {
      key: 'acts',
      title: '',
      cell: (account) => (
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
        </span>
      ),
    },
  ];
  return (
    <>
      <ProblemNote problem={problem} />
      <DataTable caption={t.accounts} columns={columns} rows={accounts} rowKey={({ id }) => id} />
    </>
  );
}

function ResetDialog({
  account,
  onClose,
  tell,
}: {
  account: Account | null;
  onClose: () => void;
  tell: (told: Told) => void;
}): ReactNode {
  const t = useTexts(adminTexts);
  return (
    <Dialog open={account !== null} title={t.resetTitle} onClose={onClose}>
      {account !== null && <ResetForm account={account} onClose={onClose} tell={tell} />}
    </Dialog>
  );
}

function ResetForm({
  account,
  onClose,
  tell,
}: {
  account: Account;
  onClose: () => void;
  tell: (told: Told) => void;
}): ReactNode {
  const t = useTexts(adminTexts);
  const c = useTexts(common);
  const { busy, problem, send } = useSending();
  const reset = (): void =>
    send(
      () =>
        answer(
          api.POST('/api/v1/admin/accounts/{id}/reset-password', {
            params: { path: { id: account.id }, header: { 'If-Match': `"${account.version}"` } },
          }),
        ),
      ({ login, oneTimePassword }) => tell({ login, password: oneTimePassword ?? null }),
    );
  return (
    <>
      <p>{t.resetText(account.login)}</p>
      <ProblemNote problem={problem} />
      <div className="buttons">
        <Button type="primary" autoFocus aria-disabled={busy} onClick={() => busy || reset()}>
          {t.reset}
        </Button>
        <Button onClick={onClose}>{c.cancel}</Button>
      </div>
    </>
  );
}
