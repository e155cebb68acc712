-- What npm run verify compares, each function in the snapshot of its caller. Every row that one returns is a
-- difference: what is wrong where, what is stored (kept), and what it should be. They count by themselves and must not
-- call sum_effect and firm_effect of 60-ledger.sql, whose results they check.

-- The images that count: of the filings as they stand, or of the posted entries.
create function counted_images(p_source text)
returns table (
  uscc text, bank_code text, region_code text, status text, filed_on date, disbursed_on date, renewal boolean,
  first_loan boolean, amount_fen bigint, annual_rate_e4 integer, sign smallint
)
language sql stable
as $$
  select uscc, bank_code, region_code, status, filed_on, disbursed_on, renewal, coalesce(first_loan, false), amount_fen,
    annual_rate_e4, 1::smallint
  from filing
  where p_source = 'filing'
    and state = 'accepted'
  union all
  select uscc, bank_code, region_code, status, filed_on, disbursed_on, renewal, first_loan, amount_fen, annual_rate_e4, sign
  from ledger_entry
  where p_source = 'ledger'
$$;

create function recounted_sums(p_source text, p_basis text, p_grain text, p_split text) returns setof total_sum
language sql stable
as $$
  select p_basis, p_grain, cell_period(p_basis, p_grain, i.filed_on, i.disbursed_on), cell_bank(p_split, i.bank_code),
    cell_region(p_split, i.region_code), i.status, count(*), sum(i.sign), sum(i.sign * i.amount_fen)::bigint,
    coalesce(sum(i.sign) filter (where i.renewal), 0),
    coalesce(sum(i.sign * i.amount_fen) filter (where i.renewal), 0)::bigint,
    coalesce(sum(i.sign) filter (where i.first_loan), 0),
    coalesce(sum(i.sign * i.amount_fen) filter (where i.first_loan), 0)::bigint,
    sum(i.sign * i.amount_fen * i.annual_rate_e4)
  from counted_images(p_source) i
  group by 3, 4, 5, 6
$$;

create function recounted_firms(p_source text, p_basis text, p_grain text, p_split text) returns setof total_firms
language sql stable
as $$
  select p_basis, p_grain, f.period, f.bank_code, f.region_code, f.statuses, count(*)::integer
  from (
    select uscc, period, bank_code, region_code, bit_or(statuses) as statuses
    from (
      select i.uscc, cell_period(p_basis, p_grain, i.filed_on, i.disbursed_on) as period,
        cell_bank(p_split, i.bank_code) as bank_code, cell_region(p_split, i.region_code) as region_code,
        status_bits(i.status, i.first_loan) as statuses
      from counted_images(p_source) i
      group by 1, 2, 3, 4, 5
      having sum(i.sign) > 0
    ) held
    group by 1, 2, 3, 4
  ) f
  group by 3, 4, 5, 6
$$;

create function cell_name(basis text, grain text, period integer, bank_code text, region_code text, status text)
returns text
language sql immutable
as $$
  select concat_ws(' ', basis, grain, nullif(period / 100, 0), nullif(period % 100, 0), nullif(bank_code, ''),
    nullif(region_code, ''), status)
$$;

-- Source `filing`: live totals, compared with the filings counted again. Source `ledger`: the cells, compared with the
-- posted entries added up again.
create function verify_cells(p_source text)
returns table (what text, place text, figure text, kept text, counted text)
language plpgsql stable
set work_mem = '64MB'
as $$
declare
  g record;
  split text;
begin
  for g in select * from total_groupings() loop
    foreach split in array g.sum_splits loop
      return query
      select case p_source when 'filing' then 'total' else 'cell' end,
        cell_name(g.basis, g.grain, period, bank_code, region_code, status), v.figure,
        coalesce(v.kept, 0)::text, coalesce(v.counted, 0)::text
      from (
        select *
        from live_sums(g.basis, g.grain, split)
        where p_source = 'filing'
        union all
        select *
        from total_sum
        where p_source = 'ledger'
          and basis = g.basis
          and grain = g.grain
          and (region_code > '') = (split = 'bank_region')
      ) k
      full join recounted_sums(p_source, g.basis, g.grain, split) c using (period, bank_code, region_code, status)
      cross join lateral (
        values
          ('entries', case p_source when 'ledger' then k.entries end, case p_source when 'ledger' then c.entries end),
          ('filings', k.filings, c.filings),
          ('amount', k.amount_fen, c.amount_fen),
          ('renewals', k.renewals, c.renewals),
          ('renewal amount', k.renewal_amount_fen, c.renewal_amount_fen),
          ('first loans', k.first_loans, c.first_loans),
          ('first loan amount', k.first_loan_amount_fen, c.first_loan_amount_fen),
          ('amount times rate', k.amount_rate, c.amount_rate)
      ) v (figure, kept, counted)
      where coalesce(v.kept, 0) <> coalesce(v.counted, 0);
    end loop;
    foreach split in array g.firm_splits loop
      return query
      select case p_source when 'filing' then 'total' else 'cell' end,
        cell_name(g.basis, g.grain, period, bank_code, region_code, null), 'firms with statuses ' || statuses,
        coalesce(k.firms, 0)::text, coalesce(c.firms, 0)::text
      from (
        select *
        from live_firms(g.basis, g.grain, split)
        where p_source = 'filing'
        union all
        select *
        from total_firms
        where p_source = 'ledger'
          and basis = g.basis
          and grain = g.grain
          and (bank_code > '') = (split in ('bank', 'bank_region'))
          and (region_code > '') = (split in ('region', 'bank_region'))
      ) k
      full join recounted_firms(p_source, g.basis, g.grain, split) c using (period, bank_code, region_code, statuses)
      where coalesce(k.firms, 0) <> coalesce(c.firms, 0);
    end loop;
  end loop;
end $$;

-- The entries of each filing add up to what it says.
create function verify_balance()
returns table (what text, place text, figure text, kept text, counted text)
language sql stable
as $$
  select 'balance', i.filing_id::text, concat_ws('|', i.uscc, i.bank_code, i.region_code, i.status, i.filed_on,
    i.disbursed_on, i.renewal, i.first_loan, i.amount_fen, i.annual_rate_e4), sum(i.entry)::text, sum(i.filing)::text
  from (
    select id as filing_id, uscc, bank_code, region_code, status, filed_on, disbursed_on, renewal,
      coalesce(first_loan, false) as first_loan, amount_fen, annual_rate_e4, 0 as entry, 1 as filing
    from filing
    where state = 'accepted'
    union all
    select filing_id, uscc, bank_code, region_code, status, filed_on, disbursed_on, renewal, first_loan, amount_fen,
      annual_rate_e4, sign, 0
    from ledger_entry
    union all
    select filing_id, uscc, bank_code, region_code, status, filed_on, disbursed_on, renewal, first_loan, amount_fen,
      annual_rate_e4, sign, 0
    from ledger_pending
  ) i
  group by i.filing_id, i.uscc, i.bank_code, i.region_code, i.status, i.filed_on, i.disbursed_on, i.renewal, i.first_loan,
    i.amount_fen, i.annual_rate_e4
  having sum(i.entry) <> sum(i.filing)
$$;

create function verify_links()
returns table (what text, place text, figure text, kept text, counted text)
language sql stable
as $$
  select 'link', f.id::text, 'links', f.links::text, l.links::text
  from filing f
  cross join lateral (select link_of(f.uscc, f.disbursed_on) as links offset 0) l
  where f.links is distinct from l.links
$$;

-- The postings from the first to the last: numbered without gaps, in order of time, each with the head that follows from
-- the head before, its entries and its audit events. An entry belongs to a posting; an event to one, or it is pending.
create function verify_chain()
returns table (what text, place text, figure text, kept text, counted text)
language sql stable
as $$
  with line as (
    select e.posting_no as no, count(*) as n,
      sha256(string_agg(sha256(convert_to(entry_text(e), 'UTF8')), '' order by e.line)) as digest
    from ledger_entry e
    group by 1
  ),
  listed as (
    select p.no, event_id
    from posting p
    cross join unnest(p.event_ids) ids
    cross join generate_series(lower(ids), upper(ids) - 1) event_id
  ),
  event as (
    select l.no, count(*) as n, sha256(string_agg(sha256(convert_to(event_text(t), 'UTF8')), '' order by t.id)) as digest
    from listed l
    join trail t on t.id = l.event_id
    group by 1
  ),
  chain as (
    select p.*, lag(p.no, 1, 0::bigint) over before as no_before, lag(p.at) over before as at_before,
      lag(p.head) over before as head_before, coalesce(l.n, 0) as entries_found, coalesce(e.n, 0) as events_found,
      coalesce(l.digest, sha256('')) as entry_digest, coalesce(e.digest, sha256('')) as event_digest
    from posting p
    left join line l using (no)
    left join event e using (no)
    window before as (order by p.no)
  )
  select 'posting', c.no::text, v.figure, v.kept, v.counted
  from chain c
  cross join lateral (
    values
      ('number', c.no::text, (c.no_before + 1)::text),
      ('moment', instant_text(c.at), instant_text(greatest(c.at, c.at_before))),
      ('entries', c.entries::text, c.entries_found::text),
      ('events', c.events::text, c.events_found::text),
      (
        'head',
        encode(c.head, 'hex'),
        encode(
          posting_head(c.head_before, c.format, c.no, c.at, c.entries, c.events, c.entry_digest, c.event_digest), 'hex'
        )
      )
  ) v (figure, kept, counted)
  where v.kept <> v.counted
  union all
  select 'entries of posting', l.no::text, 'postings', '0', '1'
  from line l
  where not exists (select from posting p where p.no = l.no)
  union all
  select 'event', e.id::text, 'postings', sum(e.listed)::text, sum(e.present)::text
  from (
    select id, 0 as listed, 1 as present from trail
    union all
    select event_id, 1, 0 from listed
    union all
    select event_id, 1, 0 from journal_pending
  ) e
  group by e.id
  having sum(e.listed) <> sum(e.present)
$$;

-- The rows of a posting whose digests are not those that it was posted with: changed, removed (counted is null), or
-- inserted (kept is null). Rows that changed places differ at both. Called for postings whose head is wrong.
create function verify_marks(p_posting bigint)
returns table (what text, place text, figure text, kept text, counted text)
language sql stable
as $$
  with mark as (
    select 'entry' as type, m.n as place, 1 as copy, substr(p.entry_marks, m.n * 8 - 7, 8) as kept
    from posting p
    cross join generate_series(1, length(p.entry_marks) / 8) m (n)
    where p.no = p_posting
    union all
    select 'event', i.id, 1, substr(p.event_marks, i.n::integer * 8 - 7, 8)
    from posting p
    cross join lateral (
      select id, row_number() over (order by id) as n
      from unnest(p.event_ids) r
      cross join generate_series(lower(r), upper(r) - 1) id
    ) i
    where p.no = p_posting
      and p.event_marks is not null
  ),
  found as (
    select 'entry' as type, e.line as place, row_number() over (partition by e.line) as copy, e.filing_id::text as record,
      substr(sha256(convert_to(entry_text(e), 'UTF8')), 1, 8) as counted
    from ledger_entry e
    where e.posting_no = p_posting
    union all
    select 'event', t.id, 1, t.type || ' ' || t.record_id, substr(sha256(convert_to(event_text(t), 'UTF8')), 1, 8)
    from posting p
    join trail t on p.event_ids @> t.id
    where p.no = p_posting
  )
  select type, concat_ws(' ', 'posting ' || p_posting || ',', case type when 'entry' then 'line' else 'id' end, place, f.record),
    'digest', encode(m.kept, 'hex'), encode(f.counted, 'hex')
  from mark m
  full join found f using (type, place, copy)
  where m.kept is distinct from f.counted
    and exists (select from posting p where p.no = p_posting and p.entry_marks is not null)
$$;

-- Committed imports: every row that was read is stored, and every valid one is filed. Rows are deleted after a while.
create function verify_imports()
returns table (what text, place text, figure text, kept text, counted text)
language sql stable
as $$
  select 'import', i.id::text, v.figure, v.kept::text, v.counted::text
  from import i
  join import_progress p on p.import_id = i.id
  cross join lateral (
    select count(*) as rows, count(*) filter (where r.verdict = 'valid') as valid,
      count(f.id) filter (where r.verdict = 'valid') as filed
    from import_row r
    left join filing f on f.id = r.record_id::uuid
    where r.import_id = i.id
  ) stored
  cross join lateral (
    values
      ('rows read', p.rows_read::bigint, stored.rows),
      ('filed', p.filed::bigint, stored.filed),
      ('valid rows filed', stored.valid, stored.filed)
  ) v (figure, kept, counted)
  where i.state = 'committed'
    and i.kind in ('filings', 'history')
    and stored.rows > 0
    and v.kept <> v.counted
$$;

-- The answer of a closed year is not in the audit trail, but its digest is.
create function verify_closings()
returns table (what text, place text, figure text, kept text, counted text)
language sql stable
as $$
  select 'closing', concat_ws(' ', c.year, c.basis, c.id), v.figure, v.kept, v.counted
  from closing c
  cross join lateral (
    select encode(sha256(convert_to(c.answer::text, 'UTF8')), 'hex') as counted
  ) answer
  cross join lateral (
    values
      ('digest', encode(c.digest, 'hex'), answer.counted),
      (
        'digest in the audit trail',
        (
          select substr(t.after ->> 'digest', 3)
          from trail t
          where t.type = 'closing'
            and t.record_id = c.id::text
            and t.after ? 'digest'
        ),
        answer.counted
      )
  ) v (figure, kept, counted)
  where c.answer is not null
    and v.kept is distinct from v.counted
$$;

create function verify_registry()
returns table (what text, place text, figure text, kept text, counted text)
language sql stable
as $$
  with chain as materialized (
    select * from verify_chain()
  )
  select * from verify_cells('filing')
  union all
  select * from verify_cells('ledger')
  union all
  select * from verify_balance()
  union all
  select * from verify_links()
  union all
  select * from chain
  union all
  select m.*
  from (select distinct place from chain where what = 'posting' and figure in ('head', 'entries', 'events')) c
  cross join lateral verify_marks(c.place::bigint) m
  union all
  select * from verify_closings()
  union all
  select * from verify_imports()
$$;

grant execute on function
  counted_images(text), recounted_sums(text, text, text, text), recounted_firms(text, text, text, text),
  cell_name(text, text, integer, text, text, text), verify_cells(text), verify_balance(), verify_links(), verify_chain(), verify_marks(bigint),
  verify_closings(), verify_imports(), verify_registry()
to zhidai_system;
