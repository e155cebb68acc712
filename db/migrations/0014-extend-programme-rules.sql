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
