-- The rate limit names its benchmark: {"rate": {"overLprBasisPoints": 150}} becomes {"rate": {"benchmark": "oneYear",
-- "add": 150}}.

update programme_rule
set limits = jsonb_set(
  limits,
  '{rate}',
  (limits -> 'rate') - 'overLprBasisPoints'
    || jsonb_build_object('benchmark', 'oneYear', 'add', limits #> '{rate,overLprBasisPoints}')
)
where limits #> '{rate,overLprBasisPoints}' is not null;

-- An open flag NOT_ELIGIBLE names the statuses that the version in force asked for, so that a late list can meet it; a
-- list that has come already does so now. The flags of decided filings stay as they were decided.
update filing f
set flags = (
  select jsonb_agg(
    case
      when o.flag ->> 'rule' <> 'NOT_ELIGIBLE' then o.flag
      else o.flag
        || jsonb_build_object('params', coalesce(o.flag -> 'params', '{}') || jsonb_build_object('statuses', v.statuses))
        || case
          when f.links ?| string_to_array(v.statuses, ',') then
            jsonb_build_object('metAt', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
          else '{}'
        end
    end
    order by o.n
  )
  from jsonb_array_elements(f.flags) with ordinality o (flag, n)
)
from filing g
cross join lateral (
  select (select string_agg(s.status, ',') from jsonb_array_elements_text(r.limits #> '{eligibleAnyOf,statuses}') s (status))
    as statuses
  from programme_rule r
  where g.region_code like r.region_prefix || '%'
    and r.valid_from <= g.disbursed_on
    and (r.valid_to is null or r.valid_to >= g.disbursed_on)
  order by length(r.region_prefix) desc, r.valid_from desc, r.code
  limit 1
) v
where g.id = f.id
  and v.statuses is not null
  and f.state in ('submitted', 'returned')
  and f.flags @> '[{"rule": "NOT_ELIGIBLE"}]';

-- The working days that deadlines are counted by: where the yearly arrangement of public holidays (放假安排) differs from
-- the week, that is days off, and weekend days that are worked instead (调休).
create table holiday (
  from_day date primary key,
  to_day date not null,
  kind text collate "C" not null check (kind in ('off', 'working')),
  name text not null,
  source text,
  version integer not null default 1,
  check (to_day >= from_day)
);
comment on table holiday is 'days off of public holidays, and weekend days that are worked instead; working wins where both cover a day';
comment on column holiday.source is 'the document, such as 国办发明电〔2025〕7号';

alter table registry add column holidays_checked_until date;
update registry set holidays_checked_until = '2026-12-31';

insert into holiday (from_day, to_day, kind, name, source)
select f, t, k, n, '国办发明电' || s
from (values
  ('2021-01-01'::date, '2021-01-03'::date, 'off', '元旦', '〔2020〕27号'),
  ('2021-02-07', '2021-02-07', 'working', '春节调休', '〔2020〕27号'),
  ('2021-02-11', '2021-02-17', 'off', '春节', '〔2020〕27号'),
  ('2021-02-20', '2021-02-20', 'working', '春节调休', '〔2020〕27号'),
  ('2021-04-03', '2021-04-05', 'off', '清明节', '〔2020〕27号'),
  ('2021-04-25', '2021-04-25', 'working', '劳动节调休', '〔2020〕27号'),
  ('2021-05-01', '2021-05-05', 'off', '劳动节', '〔2020〕27号'),
  ('2021-05-08', '2021-05-08', 'working', '劳动节调休', '〔2020〕27号'),
  ('2021-06-12', '2021-06-14', 'off', '端午节', '〔2020〕27号'),
  ('2021-09-18', '2021-09-18', 'working', '中秋节调休', '〔2020〕27号'),
  ('2021-09-19', '2021-09-21', 'off', '中秋节', '〔2020〕27号'),
  ('2021-09-26', '2021-09-26', 'working', '国庆节调休', '〔2020〕27号'),
  ('2021-10-01', '2021-10-07', 'off', '国庆节', '〔2020〕27号'),
  ('2021-10-09', '2021-10-09', 'working', '国庆节调休', '〔2020〕27号'),
  ('2022-01-01', '2022-01-03', 'off', '元旦', '〔2021〕11号'),
  ('2022-01-29', '2022-01-30', 'working', '春节调休', '〔2021〕11号'),
  ('2022-01-31', '2022-02-06', 'off', '春节', '〔2021〕11号'),
  ('2022-04-02', '2022-04-02', 'working', '清明节调休', '〔2021〕11号'),
  ('2022-04-03', '2022-04-05', 'off', '清明节', '〔2021〕11号'),
  ('2022-04-24', '2022-04-24', 'working', '劳动节调休', '〔2021〕11号'),
  ('2022-04-30', '2022-05-04', 'off', '劳动节', '〔2021〕11号'),
  ('2022-05-07', '2022-05-07', 'working', '劳动节调休', '〔2021〕11号'),
  ('2022-06-03', '2022-06-05', 'off', '端午节', '〔2021〕11号'),
  ('2022-09-10', '2022-09-12', 'off', '中秋节', '〔2021〕11号'),
  ('2022-10-01', '2022-10-07', 'off', '国庆节', '〔2021〕11号'),
  ('2022-10-08', '2022-10-09', 'working', '国庆节调休', '〔2021〕11号'),
  ('2022-12-31', '2023-01-02', 'off', '元旦', '〔2022〕16号'),
  ('2023-01-21', '2023-01-27', 'off', '春节', '〔2022〕16号'),
  ('2023-01-28', '2023-01-29', 'working', '春节调休', '〔2022〕16号'),
  ('2023-04-05', '2023-04-05', 'off', '清明节', '〔2022〕16号'),
  ('2023-04-23', '2023-04-23', 'working', '劳动节调休', '〔2022〕16号'),
  ('2023-04-29', '2023-05-03', 'off', '劳动节', '〔2022〕16号'),
  ('2023-05-06', '2023-05-06', 'working', '劳动节调休', '〔2022〕16号'),
  ('2023-06-22', '2023-06-24', 'off', '端午节', '〔2022〕16号'),
  ('2023-06-25', '2023-06-25', 'working', '端午节调休', '〔2022〕16号'),
  ('2023-09-29', '2023-10-06', 'off', '中秋节、国庆节', '〔2022〕16号'),
  ('2023-10-07', '2023-10-08', 'working', '国庆节调休', '〔2022〕16号'),
  ('2024-01-01', '2024-01-01', 'off', '元旦', '〔2023〕7号'),
  ('2024-02-04', '2024-02-04', 'working', '春节调休', '〔2023〕7号'),
  ('2024-02-10', '2024-02-17', 'off', '春节', '〔2023〕7号'),
  ('2024-02-18', '2024-02-18', 'working', '春节调休', '〔2023〕7号'),
  ('2024-04-04', '2024-04-06', 'off', '清明节', '〔2023〕7号'),
  ('2024-04-07', '2024-04-07', 'working', '清明节调休', '〔2023〕7号'),
  ('2024-04-28', '2024-04-28', 'working', '劳动节调休', '〔2023〕7号'),
  ('2024-05-01', '2024-05-05', 'off', '劳动节', '〔2023〕7号'),
  ('2024-05-11', '2024-05-11', 'working', '劳动节调休', '〔2023〕7号'),
  ('2024-06-10', '2024-06-10', 'off', '端午节', '〔2023〕7号'),
  ('2024-09-14', '2024-09-14', 'working', '中秋节调休', '〔2023〕7号'),
  ('2024-09-15', '2024-09-17', 'off', '中秋节', '〔2023〕7号'),
  ('2024-09-29', '2024-09-29', 'working', '国庆节调休', '〔2023〕7号'),
  ('2024-10-01', '2024-10-07', 'off', '国庆节', '〔2023〕7号'),
  ('2024-10-12', '2024-10-12', 'working', '国庆节调休', '〔2023〕7号'),
  ('2025-01-01', '2025-01-01', 'off', '元旦', '〔2024〕12号'),
  ('2025-01-26', '2025-01-26', 'working', '春节调休', '〔2024〕12号'),
  ('2025-01-28', '2025-02-04', 'off', '春节', '〔2024〕12号'),
  ('2025-02-08', '2025-02-08', 'working', '春节调休', '〔2024〕12号'),
  ('2025-04-04', '2025-04-06', 'off', '清明节', '〔2024〕12号'),
  ('2025-04-27', '2025-04-27', 'working', '劳动节调休', '〔2024〕12号'),
  ('2025-05-01', '2025-05-05', 'off', '劳动节', '〔2024〕12号'),
  ('2025-05-31', '2025-06-02', 'off', '端午节', '〔2024〕12号'),
  ('2025-09-28', '2025-09-28', 'working', '国庆节调休', '〔2024〕12号'),
  ('2025-10-01', '2025-10-08', 'off', '国庆节、中秋节', '〔2024〕12号'),
  ('2025-10-11', '2025-10-11', 'working', '国庆节调休', '〔2024〕12号'),
  ('2026-01-01', '2026-01-03', 'off', '元旦', '〔2025〕7号'),
  ('2026-01-04', '2026-01-04', 'working', '元旦调休', '〔2025〕7号'),
  ('2026-02-14', '2026-02-14', 'working', '春节调休', '〔2025〕7号'),
  ('2026-02-15', '2026-02-23', 'off', '春节', '〔2025〕7号'),
  ('2026-02-28', '2026-02-28', 'working', '春节调休', '〔2025〕7号'),
  ('2026-04-04', '2026-04-06', 'off', '清明节', '〔2025〕7号'),
  ('2026-05-01', '2026-05-05', 'off', '劳动节', '〔2025〕7号'),
  ('2026-05-09', '2026-05-09', 'working', '劳动节调休', '〔2025〕7号'),
  ('2026-06-19', '2026-06-21', 'off', '端午节', '〔2025〕7号'),
  ('2026-09-20', '2026-09-20', 'working', '国庆节调休', '〔2025〕7号'),
  ('2026-09-25', '2026-09-27', 'off', '中秋节', '〔2025〕7号'),
  ('2026-10-01', '2026-10-07', 'off', '国庆节', '〔2025〕7号'),
  ('2026-10-10', '2026-10-10', 'working', '国庆节调休', '〔2025〕7号')
) v (f, t, k, n, s);
