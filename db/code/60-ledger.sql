-- Totals as a ledger. Triggers write an entry for what begins and what ceases to count (ledger_pending). A posting run
-- moves the entries to ledger_entry, numbers and hashes them, and adds them to the cells (total_sum, total_firms). Live
-- totals are the cells plus the effect of the pending entries. Both are read in one snapshot, so live totals are exact
-- at every moment, for every reader, who sees the cells and entries of the own bank or regions only.

-- ---- writing ----

-- These triggers read no table and take no lock. Security definer: no role may write entries itself, as it could forge
-- totals. Each trigger writes only what the rows of its statement contain.

create function ledger_insert() returns trigger
language plpgsql security definer
set search_path = public, pg_temp
as $$
begin
  insert into ledger_pending (
    filing_id, version, uscc, bank_code, region_code, status, filed_on, disbursed_on, renewal, first_loan, amount_fen,
    annual_rate_e4, sign, action
  )
  select id, version, uscc, bank_code, region_code, status, filed_on, disbursed_on, renewal, coalesce(first_loan, false),
    amount_fen, annual_rate_e4, 1, (select app_setting('action'))
  from new_rows
  where state = 'accepted';
  return null;
end $$;
create trigger ledger_insert after insert on filing referencing new table as new_rows
for each statement execute function ledger_insert();

-- Entries of unchanged rows cancel out and are not written. An update raises the version by one, so the entry that
-- takes the old image back has the new version.
create function ledger_update() returns trigger
language plpgsql security definer
set search_path = public, pg_temp
as $$
begin
  insert into ledger_pending (
    filing_id, version, uscc, bank_code, region_code, status, filed_on, disbursed_on, renewal, first_loan, amount_fen,
    annual_rate_e4, sign, action
  )
  select id, version, uscc, bank_code, region_code, status, filed_on, disbursed_on, renewal, first_loan, amount_fen,
    annual_rate_e4, sum(sign), (select app_setting('action'))
  from (
    select id, version + 1 as version, uscc, bank_code, region_code, status, filed_on, disbursed_on, renewal,
      coalesce(first_loan, false) as first_loan, amount_fen, annual_rate_e4, -1 as sign
    from old_rows
    where state = 'accepted'
    union all
    select id, version, uscc, bank_code, region_code, status, filed_on, disbursed_on, renewal,
      coalesce(first_loan, false), amount_fen, annual_rate_e4, 1
    from new_rows
    where state = 'accepted'
  ) image
  group by id, version, uscc, bank_code, region_code, status, filed_on, disbursed_on, renewal, first_loan, amount_fen,
    annual_rate_e4
  having sum(sign) <> 0;
  return null;
end $$;
create trigger ledger_update after update on filing referencing old table as old_rows new table as new_rows
for each statement execute function ledger_update();

-- Runs with the rights of the audit triggers, which alone write the trail.
create function journal_insert() returns trigger
language plpgsql
as $$
begin
  insert into journal_pending (event_id) select id from new_rows;
  return null;
end $$;
create trigger journal_insert after insert on trail referencing new table as new_rows
for each statement execute function journal_insert();

create function refuse_ledger_change() returns trigger
language plpgsql
as $$
begin
  raise exception 'the ledger is append-only' using errcode = 'ZD003';
end $$;
create trigger ledger_append_only before update or delete on ledger_entry
for each row execute function refuse_ledger_change();
create trigger ledger_no_truncate before truncate on ledger_entry
for each statement execute function refuse_ledger_change();
create trigger posting_append_only before update or delete on posting
for each row execute function refuse_ledger_change();
create trigger posting_no_truncate before truncate on posting
for each statement execute function refuse_ledger_change();

-- ---- cells ----

-- The cells that are stored, for each basis and grain: not split (all), by bank, by region, or by both (bank_region).
-- Sums are stored split by bank only: a reader adds them up over the banks, and counts the banks by their cells. Firms
-- cannot be added up, as one firm may file with several banks, so each split is stored. Firms by month, bank and region
-- are not stored but counted on demand: nearly every filing would be a cell of its own.
create function total_groupings() returns table (basis text, grain text, sum_splits text[], firm_splits text[])
language sql immutable parallel safe
as $$
  values
    ('filed', 'ever', '{bank,bank_region}'::text[], '{all,bank,region,bank_region}'::text[]),
    ('filed', 'year', '{bank,bank_region}', '{all,bank,region,bank_region}'),
    ('filed', 'month', '{bank,bank_region}', '{all,bank,region}'),
    ('disbursed', 'year', '{bank,bank_region}', '{all,bank,region,bank_region}'),
    ('disbursed', 'month', '{bank,bank_region}', '{all,bank,region}')
$$;

create function cell_period(basis text, grain text, filed_on date, disbursed_on date) returns integer
language sql immutable parallel safe
as $$
  select case grain when 'ever' then 0 else
    date_part('year', case basis when 'filed' then filed_on else disbursed_on end)::integer * 100
      + case grain when 'month' then
        date_part('month', case basis when 'filed' then filed_on else disbursed_on end)::integer
      else 0 end
  end
$$;

create function cell_bank(split text, bank_code text) returns text
language sql immutable parallel safe
as $$
  select case when split in ('bank', 'bank_region') then bank_code else '' end
$$;

create function cell_region(split text, region_code text) returns text
language sql immutable parallel safe
as $$
  select case when split in ('region', 'bank_region') then region_code else '' end
$$;

-- A bit for each status, and another four for first loans of that status: the statuses of a firm's filings are one number.
create function status_bits(status text, first_loan boolean) returns integer
language sql immutable parallel safe
as $$
  select case status when 'both' then 1 when 'highTechOnly' then 2 when 'techSmeOnly' then 4 when 'neither' then 8 end
    * case when first_loan then 17 else 1 end
$$;

-- The change of the sums of each cell by the pending entries.
create function sum_effect(p_basis text, p_grain text, p_splits text[]) returns setof total_sum
language sql stable
as $$
  select p_basis, p_grain, cell_period(p_basis, p_grain, p.filed_on, p.disbursed_on), cell_bank(s.split, p.bank_code),
    cell_region(s.split, p.region_code), p.status, count(*), sum(p.sign), sum(p.sign * p.amount_fen)::bigint,
    coalesce(sum(p.sign) filter (where p.renewal), 0),
    coalesce(sum(p.sign * p.amount_fen) filter (where p.renewal), 0)::bigint,
    coalesce(sum(p.sign) filter (where p.first_loan), 0),
    coalesce(sum(p.sign * p.amount_fen) filter (where p.first_loan), 0)::bigint,
    sum(p.sign * p.amount_fen * p.annual_rate_e4)
  from ledger_pending p
  cross join unnest(p_splits) s (split)
  group by 3, 4, 5, 6
$$;

-- The change of the firms of each cell by the pending entries. For the firms and periods of pending entries it compares
-- the statuses now, read from filing, with those before, which are the same without the entries. "offset 0" and "is
-- true" make the planner read a firm's filings by their index.
create function firm_effect(p_basis text, p_grain text, p_splits text[]) returns setof total_firms
language sql stable
as $$
  with moved as (
    select p.uscc, cell_period(p_basis, p_grain, p.filed_on, p.disbursed_on) as period, p.bank_code, p.region_code,
      status_bits(p.status, p.first_loan) as statuses, sum(p.sign)::integer as n
    from ledger_pending p
    group by 1, 2, 3, 4, 5
    having sum(p.sign) <> 0
  ),
  standing as (
    select f.*
    from (select uscc, array_agg(distinct period) as periods from moved group by uscc) m
    cross join lateral (
      select f.uscc, cell_period(p_basis, p_grain, f.filed_on, f.disbursed_on) as period, f.bank_code, f.region_code,
        status_bits(f.status, f.first_loan) as statuses
      from filing f
      where f.uscc = m.uscc
        and (f.state = 'accepted') is true
        and cell_period(p_basis, p_grain, f.filed_on, f.disbursed_on) = any (m.periods)
      offset 0
    ) f
  ),
  held as (
    select uscc, period, bank_code, region_code,
      case when sum(before) > 0 then statuses else 0 end as before, case when sum(now) > 0 then statuses else 0 end as now
    from (
      select uscc, period, bank_code, region_code, statuses, 1 as before, 1 as now
      from standing
      union all
      select uscc, period, bank_code, region_code, statuses, -n, 0
      from moved
    ) image
    group by uscc, period, bank_code, region_code, statuses
  ),
  firm as (
    select h.period, cell_bank(s.split, h.bank_code) as bank_code, cell_region(s.split, h.region_code) as region_code,
      bit_or(h.before) as before, bit_or(h.now) as now
    from held h
    cross join unnest(p_splits) s (split)
    group by h.uscc, 1, 2, 3
    having bit_or(h.before) <> bit_or(h.now)
  )
  select p_basis, p_grain, f.period, f.bank_code, f.region_code, c.statuses, sum(c.firms)::integer
  from (
    select period, bank_code, region_code, before, now, count(*)::integer as firms
    from firm
    group by 1, 2, 3, 4, 5
  ) f
  cross join lateral (values (f.before, -f.firms), (f.now, f.firms)) c (statuses, firms)
  where c.statuses <> 0
  group by 3, 4, 5, 6
  having sum(c.firms) <> 0
$$;

-- The cells of one split as of the last posting, and as they are now. A posted cell may have come down to nothing.

create function posted_sums(p_basis text, p_grain text, p_split text) returns setof total_sum
language sql stable
as $$
  select *
  from total_sum
  where basis = p_basis
    and grain = p_grain
    and (bank_code > '') = (p_split in ('bank', 'bank_region'))
    and (region_code > '') = (p_split in ('region', 'bank_region'))
$$;

create function live_sums(p_basis text, p_grain text, p_split text) returns setof total_sum
language sql stable
as $$
  select p_basis, p_grain, period, bank_code, region_code, status, sum(entries)::bigint, sum(filings)::bigint,
    sum(amount_fen)::bigint, sum(renewals)::bigint, sum(renewal_amount_fen)::bigint, sum(first_loans)::bigint,
    sum(first_loan_amount_fen)::bigint, sum(amount_rate)
  from (
    select * from posted_sums(p_basis, p_grain, p_split)
    union all
    select * from sum_effect(p_basis, p_grain, array[p_split])
  ) cell
  group by 3, 4, 5, 6
  having sum(filings) <> 0
$$;

create function posted_firms(p_basis text, p_grain text, p_split text) returns setof total_firms
language sql stable
as $$
  select *
  from total_firms
  where basis = p_basis
    and grain = p_grain
    and (bank_code > '') = (p_split in ('bank', 'bank_region'))
    and (region_code > '') = (p_split in ('region', 'bank_region'))
    and firms <> 0
$$;

create function live_firms(p_basis text, p_grain text, p_split text) returns setof total_firms
language sql stable
as $$
  select p_basis, p_grain, period, bank_code, region_code, statuses, sum(firms)::integer
  from (
    select * from posted_firms(p_basis, p_grain, p_split)
    union all
    select * from firm_effect(p_basis, p_grain, array[p_split])
  ) cell
  group by 3, 4, 5, 6
  having sum(firms) <> 0
$$;

-- The stamp of the reader's totals: how many entries they consist of, posted or pending, plus the versions of the names
-- in them. It grows with every change of these totals and with nothing else; a posting does not change it. Security
-- definer: it is read before the transaction has the reader's role; the service asks, by its key, for the reader's own
-- bank or regions.
create function totals_stamp(key text, bank text, regions text[]) returns bigint
language plpgsql stable security definer
set search_path = public, pg_temp
as $$
begin
  perform require_actor_key(key);
  return (select coalesce(sum(version), 0) from bank)
    + (select coalesce(sum(version), 0) from region)
    + (
      select coalesce(sum(s.entries), 0)
      from total_sum s
      where s.basis = 'filed'
        and s.grain = 'ever'
        and s.region_code = any (coalesce(regions, '{""}'))
        and (bank is null or s.bank_code = bank)
    )
    + (
      select count(*)
      from ledger_pending p
      where (regions is null or p.region_code = any (regions))
        and (bank is null or p.bank_code = bank)
    );
end $$;

-- ---- posting ----

-- The texts of format 1 that the hash chain is computed over; a later format is another function. They do not depend on
-- DateStyle or TimeZone. The last member of an entry may be any text, the others hold no "|".

create function instant_text(instant timestamptz) returns text
language sql stable parallel safe
as $$
  select to_char(instant at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;

create function entry_text(e ledger_entry) returns text
language sql stable parallel safe
as $$
  select concat_ws('|', e.line, e.filing_id, e.version, e.uscc, e.bank_code, e.region_code, e.status,
    to_char(e.filed_on, 'YYYY-MM-DD'), to_char(e.disbursed_on, 'YYYY-MM-DD'), e.renewal::integer, e.first_loan::integer,
    e.amount_fen, e.annual_rate_e4, e.sign, e.action)
$$;

create function event_text(t trail) returns text
language sql stable parallel safe
as $$
  select jsonb_build_array(t.id, instant_text(t.at), t.actor_id, t.actor, t.role, t.action, t.reason, t.request_id, t.type,
    t.record_id, t.version, t.bank_code, t.uscc, t.region_code, t.before, t.after, t.restricted)::text
$$;

create function posting_head(
  previous bytea, format integer, no bigint, at timestamptz, entries bigint, events bigint, entry_digest bytea,
  event_digest bytea
) returns bytea
language sql stable parallel safe
as $$
  select sha256(
    coalesce(previous, '')
    || convert_to(concat_ws('|', 'posting', format, no, instant_text(at), entries, events), 'UTF8')
    || entry_digest
    || event_digest
  )
$$;

-- The time of a posting: read after its snapshot, so later than every commit in it, and rounded up to the precision of
-- responses. The demonstration has a clock of its own, which its transactions set.
create function posting_moment() returns timestamptz
language sql volatile
as $$
  select greatest(
    (select at from posting order by no desc limit 1),
    coalesce(
      case when (select demo from registry) then app_now() end,
      date_trunc('milliseconds', clock_timestamp()) + interval '1 millisecond'
    )
  )
$$;

-- A posting run: posts everything that is pending. What it posts is decided by visibility alone: the one statement that
-- moves, appends, adds up and hashes has one snapshot. The lock is taken in a statement before it, so that the snapshot
-- includes the previous run. Returns no row when nothing is pending; when only audit events are pending and the last
-- posting is less than a minute old; or while another run is in progress. Security definer: no role may write the
-- ledger itself. Sequential scans are off: a session reuses its plans, also one made while filing was small.
create function post_entries() returns setof posting
language plpgsql volatile security definer
set search_path = public, pg_temp
set enable_seqscan = off
set work_mem = '64MB'
as $$
begin
  perform require_acting_as('zhidai_system');
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'entries are posted in READ COMMITTED, or a posting could miss the one before' using errcode = 'ZD004';
  end if;
  if not pg_try_advisory_xact_lock(7302, 0) then return; end if;
  if not exists (select from ledger_pending) and (
    not exists (select from journal_pending)
    or (select at from posting order by no desc limit 1) > posting_moment() - interval '1 minute'
  ) then
    return;
  end if;
  return query
  with last as (
    select coalesce(max(no), 0) as no from posting
  ),
  taken as (
    delete from ledger_pending returning *
  ),
  entry as (
    insert into ledger_entry (
      posting_no, line, filing_id, version, uscc, bank_code, region_code, status, filed_on, disbursed_on, renewal,
      first_loan, amount_fen, annual_rate_e4, sign, action
    )
    select last.no + 1, row_number() over (order by t.id), t.filing_id, t.version, t.uscc, t.bank_code, t.region_code,
      t.status, t.filed_on, t.disbursed_on, t.renewal, t.first_loan, t.amount_fen, t.annual_rate_e4, t.sign, t.action
    from taken t
    cross join last
    returning *
  ),
  entries as (
    select count(*) as n, sha256(coalesce(string_agg(d.digest, '' order by e.line), '')) as digest,
      coalesce(string_agg(substr(d.digest, 1, 8), '' order by e.line), '') as marks
    from entry e
    cross join lateral (select sha256(convert_to(entry_text(e::ledger_entry), 'UTF8')) as digest offset 0) d
  ),
  taken_event as (
    delete from journal_pending returning event_id
  ),
  events as (
    select count(*) as n, coalesce(range_agg(int8range(t.id, t.id, '[]')), '{}') as ids,
      sha256(coalesce(string_agg(t.digest, '' order by t.id), '')) as digest,
      coalesce(string_agg(substr(t.digest, 1, 8), '' order by t.id), '') as marks
    from taken_event e
    -- "offset 0" reads each event by its index: a plan made while the trail was small would hash all of it.
    cross join lateral (
      select t.id, sha256(convert_to(event_text(t), 'UTF8')) as digest
      from trail t
      where t.id = e.event_id
      offset 0
    ) t
  ),
  sums as (
    insert into total_sum as cell
    select effect.*
    from total_groupings() g
    cross join lateral sum_effect(g.basis, g.grain, g.sum_splits) effect
    on conflict (basis, grain, region_code, bank_code, period, status) do update
    set entries = cell.entries + excluded.entries,
      filings = cell.filings + excluded.filings,
      amount_fen = cell.amount_fen + excluded.amount_fen,
      renewals = cell.renewals + excluded.renewals,
      renewal_amount_fen = cell.renewal_amount_fen + excluded.renewal_amount_fen,
      first_loans = cell.first_loans + excluded.first_loans,
      first_loan_amount_fen = cell.first_loan_amount_fen + excluded.first_loan_amount_fen,
      amount_rate = cell.amount_rate + excluded.amount_rate
  ),
  firms as (
    insert into total_firms as cell
    select effect.*
    from total_groupings() g
    cross join lateral firm_effect(g.basis, g.grain, g.firm_splits) effect
    on conflict (basis, grain, region_code, bank_code, period, statuses) do update
    set firms = cell.firms + excluded.firms
  )
  insert into posting (no, at, format, entries, events, event_ids, head, entry_marks, event_marks)
  select last.no + 1, moment.at, 1, entries.n, events.n, events.ids,
    posting_head(
      (select p.head from posting p where p.no = last.no), 1, last.no + 1, moment.at, entries.n, events.n, entries.digest,
      events.digest
    ),
    entries.marks, events.marks
  from last
  cross join entries
  cross join events
  cross join (select posting_moment() as at offset 0) moment
  returning *;
end $$;

-- ---- as of a posting ----

-- Whether an audit event was posted by a posting. Security definer: which events a posting holds shows how much others do.
create function posted_by(event_id bigint, posting_no bigint) returns boolean
language plpgsql stable security definer
set search_path = public, pg_temp
as $$
begin
  return exists (select from posting p where p.event_ids @> posted_by.event_id and p.no <= posted_by.posting_no);
end $$;

-- What a firm and its qualifications were before each change that was not posted by a posting, newest first; `created`
-- is the entry of the record. Security definer: lists are public, but the trail is not. An officer gets the changes of
-- listed firms and of firms that its own bank entered: what another bank called a firm before it was listed stays hidden.
create function firm_changes_after(p_uscc text, p_posting bigint)
returns table (type text, record_id text, version integer, created boolean, before jsonb)
language plpgsql stable security definer
set search_path = public, pg_temp
as $$
declare
  then_firm jsonb;
begin
  perform require_acting_as('zhidai_officer', 'zhidai_auditor', 'zhidai_firm');
  if app_setting('role') = 'firm' and p_uscc is distinct from app_setting('uscc') then
    raise exception 'a firm reads its own record' using errcode = '42501';
  end if;
  if app_setting('role') = 'officer' then
    -- Of a member that changed several times, the value before the earliest change comes last and stays.
    select to_jsonb(f) || coalesce(jsonb_object_agg(m.key, m.value order by t.id desc) filter (where m.key is not null), '{}')
    into then_firm
    from firm f
    left join trail t on t.type = 'firm' and t.record_id = f.uscc and not posted_by(t.id, p_posting)
    left join lateral jsonb_each(t.before) m on true
    where f.uscc = p_uscc
    group by f.uscc;
    if not (then_firm ->> 'listed')::boolean and then_firm ->> 'entered_by_bank' is distinct from app_setting('bank') then
      return query select 'firm', p_uscc, 1, true, null::jsonb;
      return;
    end if;
  end if;
  return query
  select t.type, t.record_id, t.version, t.before is null and t.after is not null, t.before
  from (
    select 'firm' as type, p_uscc as record_id
    union all
    select 'qualification', q.kind || '/' || q.certificate_no
    from qualification q
    where q.uscc = p_uscc
  ) r
  join trail t on t.type = r.type and t.record_id = r.record_id
  where not posted_by(t.id, p_posting)
  order by t.id desc;
end $$;

-- ---- who may read and do what ----

-- An officer sees the cells and entries of the own bank, a regional auditor those of the own regions. A cell that is not
-- split by bank (by region) holds those of others as well, so it is not visible to them.

alter table ledger_pending enable row level security;
create policy officer_select on ledger_pending for select to zhidai_officer
using (bank_code = (select app_setting('bank')));
create policy auditor_select on ledger_pending for select to zhidai_auditor
using (
  (select app_setting('regions')) = '*'
  or region_code = any (string_to_array((select app_setting('regions')), ','))
);
create policy system_select on ledger_pending for select to zhidai_system
using ((select acting_as('zhidai_system')));

alter table total_sum enable row level security;
create policy officer_select on total_sum for select to zhidai_officer
using (bank_code = (select app_setting('bank')));
create policy auditor_select on total_sum for select to zhidai_auditor
using (
  (select app_setting('regions')) = '*'
  or region_code = any (string_to_array((select app_setting('regions')), ','))
);
create policy system_select on total_sum for select to zhidai_system
using ((select acting_as('zhidai_system')));

alter table total_firms enable row level security;
create policy officer_select on total_firms for select to zhidai_officer
using (bank_code = (select app_setting('bank')));
create policy auditor_select on total_firms for select to zhidai_auditor
using (
  (select app_setting('regions')) = '*'
  or region_code = any (string_to_array((select app_setting('regions')), ','))
);
create policy system_select on total_firms for select to zhidai_system
using ((select acting_as('zhidai_system')));

-- Entries show what a filing was: to its bank, to the auditors of the region that it had, to its firm.
alter table ledger_entry enable row level security;
create policy officer_select on ledger_entry for select to zhidai_officer
using (bank_code = (select app_setting('bank')));
create policy auditor_select on ledger_entry for select to zhidai_auditor
using (
  (select app_setting('regions')) = '*'
  or region_code = any (string_to_array((select app_setting('regions')), ','))
);
create policy firm_select on ledger_entry for select to zhidai_firm
using (uscc = (select app_setting('uscc')));
create policy system_select on ledger_entry for select to zhidai_system
using ((select acting_as('zhidai_system')));

grant select on total_sum, total_firms, ledger_pending to zhidai_officer, zhidai_auditor, zhidai_system;
grant select on ledger_entry to zhidai_auditor, zhidai_system;
-- What totals are counted from.
grant select (
  posting_no, uscc, bank_code, region_code, status, filed_on, disbursed_on, renewal, first_loan, amount_fen,
  annual_rate_e4, sign
) on ledger_entry to zhidai_officer, zhidai_firm;
grant select on journal_pending to zhidai_system;
grant select on posting to zhidai_auditor, zhidai_system;
-- What is public of every posting (GET /postings/latest).
grant select (no, at, head) on posting to zhidai_officer, zhidai_firm;
grant execute on function
  cell_bank(text, text), cell_region(text, text), sum_effect(text, text, text[]), firm_effect(text, text, text[]),
  posted_sums(text, text, text), posted_firms(text, text, text), live_sums(text, text, text), live_firms(text, text, text)
to zhidai_officer, zhidai_auditor, zhidai_system;
grant execute on function cell_period(text, text, date, date), status_bits(text, boolean)
to zhidai_officer, zhidai_auditor, zhidai_firm, zhidai_system;
grant execute on function posted_by(bigint, bigint), firm_changes_after(text, bigint)
to zhidai_officer, zhidai_auditor, zhidai_firm;
grant execute on function totals_stamp(text, text, text[]) to zhidai_app, zhidai_system;
grant execute on function
  total_groupings(), post_entries(), entry_text(ledger_entry), event_text(trail), instant_text(timestamptz),
  posting_head(bytea, integer, bigint, timestamptz, bigint, bigint, bytea, bytea)
to zhidai_system;
