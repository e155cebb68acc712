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
