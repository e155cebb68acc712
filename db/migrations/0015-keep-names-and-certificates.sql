-- Certificates of one firm and kind may overlap: a firm is recognised again before the older certificate ends. Which one
-- a loan links to is the rule of link_of(). The primary key still keeps a certificate at one firm.
alter table qualification drop constraint qualification_overlap;

-- ---- the names of firms ----

alter table firm add column named_on date;
comment on column firm.named_on is 'the first day of the present name; null: unknown';
create index firm_name_key on firm (name_key);

create table firm_name (
  uscc text collate "C" not null references firm,
  version integer not null,
  name text not null,
  name_key text collate "C" not null,
  initials text collate "C" not null,
  named_on date,
  until_day date not null,
  entered_by_bank text collate "C" references bank,
  primary key (uscc, version)
);
comment on table firm_name is 'former names of firms (曾用名), written by the rename itself';
comment on column firm_name.version is 'the last version of the firm that had the name';
comment on column firm_name.until_day is 'the last day of the name';
comment on column firm_name.entered_by_bank is 'the bank whose filing gave the name; null: the bureau or a list did';
create index firm_name_former on firm_name (name_key);

-- Earlier renames are known from the audit trail. The key is that of name_key() in db/code, spelt out because a new
-- database has no functions yet.
insert into firm_name (uscc, version, name, name_key, initials, named_on, until_day, entered_by_bank)
select r.uscc, r.version, r.name, r.old_key, '', null, r.until_day, r.entered_by_bank
from (
  select t.record_id as uscc, t.version - 1 as version, t.before ->> 'name' as name,
    (t.at at time zone 'Asia/Shanghai')::date - 1 as until_day, t.before ->> 'entered_by_bank' as entered_by_bank,
    k.keys[1] as old_key, k.keys[2] as new_key
  from trail t
  cross join lateral (
    select array_agg(
      upper(translate(
        regexp_replace(normalize(v.name, nfkc), '[\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]', '', 'g'),
        '[]〔〕【】', '()()()'
      )) order by v.place
    ) as keys
    from (values (1, t.before ->> 'name'), (2, t.after ->> 'name')) v (place, name)
  ) k
  where t.type = 'firm'
    and t.before ? 'name'
    and t.after ? 'name'
) r
join firm f using (uscc)
where r.old_key <> r.new_key;

-- ---- certificates of lists that name no firm of the registry ----

create table waiting_certificate (
  id uuid primary key,
  kind text collate "C" not null references qualification_kind,
  certificate_no text collate "C" not null,
  name text not null,
  name_key text collate "C" not null,
  valid_from date not null,
  valid_to date not null,
  doc_no text,
  announced_on date,
  import_id uuid,
  created_at timestamptz not null,
  state text collate "C" not null default 'waiting' check (state in ('waiting', 'assigned', 'dropped')),
  uscc text collate "C" references firm,
  version integer not null default 1,
  check (valid_to >= valid_from),
  check ((state = 'assigned') = (uscc is not null))
);
comment on table waiting_certificate is 'certificates of published lists whose firm is not in the registry (待认领证书)';
comment on column waiting_certificate.name is 'the name of the firm as listed';
comment on column waiting_certificate.import_id is 'the import that read the list; it may have been deleted';
comment on column waiting_certificate.uscc is 'the firm that got the certificate';
create unique index waiting_certificate_open on waiting_certificate (kind, certificate_no) where state = 'waiting';
create index waiting_certificate_named on waiting_certificate (name_key) where state = 'waiting';
