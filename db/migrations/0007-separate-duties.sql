-- The duties of the administrator as three roles of their own, and accounts that two people open.

alter table registry add column separate_duties boolean not null default false;
comment on column registry.separate_duties is 'no account has two duties of administration; the setting SEPARATE_DUTIES, as of the last start';

alter table account drop constraint account_role_check;
alter table account
  add constraint account_role_check
    check (role in ('officer', 'auditor', 'firm', 'admin', 'system_admin', 'security_admin', 'audit_admin')),
  add column confirmation text collate "C"
    check (confirmation in ('one_person', 'hand_over', 'command', 'awaited', 'two_people', 'refused')),
  add column awaits text collate "C" check (awaits in ('account', 'password', 'enabling', 'regions')),
  add column awaits_regions text[] check (cardinality(awaits_regions) > 0),
  add column asked_by uuid references account,
  add column asked_at timestamptz,
  add column confirmed_by uuid references account,
  add check ((awaits is not null) = (confirmation is not distinct from 'awaited')),
  add check (awaits is null or asked_by is not null),
  -- So that nothing that asks whether an account is disabled has to know of confirmations.
  add check (awaits is null or awaits = 'regions' or disabled),
  add check (awaits is not distinct from 'regions' or awaits_regions is null);
comment on column account.confirmation is 'how it came to be, or to what it may do now; null: its role needs no second person, or it is older than this rule';
comment on column account.awaits is 'what another security administrator has yet to confirm';
comment on column account.awaits_regions is 'the wider regions that were asked for; null: all';

-- The newest events of administration, among many more of filings: the kinds of is_administration in db/code.
create index trail_administration on trail (id)
where type in ('account', 'session', 'bank', 'region', 'programme_rule', 'lpr', 'qualification_kind', 'registry');
