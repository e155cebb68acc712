-- The limit of the term has a shortest and a longest term: {"termMonths": {"max": 36}} becomes {"term": {"max": 36}}.

update programme_rule
set limits = limits - 'termMonths' || jsonb_build_object('term', limits -> 'termMonths')
where limits ? 'termMonths';
