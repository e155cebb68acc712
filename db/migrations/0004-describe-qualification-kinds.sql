-- A kind of qualifications is described by its row: titles, numbers, how lists call it, how long it is valid.

alter table qualification_kind
  add column short_zh text,
  add column short_en text,
  add column number_title_zh text,
  add column number_title_en text,
  add column number_pattern text,
  add column headings text[] not null default '{}',
  add column validity text collate "C" not null default 'stated' check (validity in ('months', 'year', 'stated')),
  add column validity_months integer check (validity_months between 1 and 600),
  add column position integer not null default 100,
  add column in_two_by_two boolean not null default false,
  add column version integer not null default 1,
  add check ((validity = 'months') = (validity_months is not null)),
  add check (not in_two_by_two or code in ('high_tech', 'tech_sme'));

update qualification_kind set short_zh = name_zh, short_en = name_en, number_title_zh = '证书编号', number_title_en = 'certificate no.';
update qualification_kind
set short_zh = '高企', short_en = 'high-tech', number_title_zh = '高企证书编号', number_title_en = 'high-tech certificate no.',
  number_pattern = '^(GR20(0[8-9]|[1-9][0-9])|GF20(0[8-9]|1[0-5]))[1-6][0-9]{7}$',
  headings = '{高新技术企业,高企,hightech}', validity = 'months', validity_months = 36, position = 1, in_two_by_two = true
where code = 'high_tech';
update qualification_kind
set short_zh = '科小', short_en = 'technology SME', number_title_zh = '入库登记编号', number_title_en = 'technology SME no.',
  number_pattern = '^20(1[7-9]|[2-9][0-9])[1-6][0-9]{5}[0-9A-Z]{2}[0-9]{6}$',
  headings = '{科技型中小企业,科小,techsme,technologysme}', validity = 'year', position = 2, in_two_by_two = true
where code = 'tech_sme';

alter table qualification_kind
  alter column short_zh set not null,
  alter column short_en set not null,
  alter column number_title_zh set not null,
  alter column number_title_en set not null;

comment on column qualification_kind.short_zh is 'for headings of columns, where short_en is in lower case';
comment on column qualification_kind.number_title_zh is 'what its numbers are called';
comment on column qualification_kind.number_pattern is 'the usual form of its numbers: lists are recognised by it, other numbers are marked; null: any';
comment on column qualification_kind.headings is 'words by which a list or a cell names the kind';
comment on column qualification_kind.validity is 'what holds where a list states no end: so many months less a day, or until 31 March of the next year';
comment on column qualification_kind.in_two_by_two is 'counts in the status of a filing and in totals';
