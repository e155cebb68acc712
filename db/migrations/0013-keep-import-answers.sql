-- Questions about uploaded files and their answers, what was confirmed before a commit, and the sums of what would be
-- filed.
create table import_answer (
  bank_code text collate "C" not null,
  kind text collate "C" not null,
  question text collate "C" not null,
  answer text not null,
  constraint import_answer_pkey primary key (bank_code, kind, question)
);
comment on table import_answer is 'how a bank (the bureau: an empty code) answered a question about a file; holds for its later files';

alter table import add column confirmed text[];
comment on column import.confirmed is 'codes of what was confirmed at the commit; a column, so that the audit trail shows it';

alter table import_row add column amount bigint;
comment on column import_row.amount is 'of a loan, in fen';
update import_row
set amount = (draft -> 'v' ->> 'amount')::bigint
where draft -> 'v' ->> 'amount' is not null;

alter table import_progress add column sum jsonb;
comment on column import_progress.sum is 'of the loans that would be filed: number, amount in fen, by month of disbursement';
