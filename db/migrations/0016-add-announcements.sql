-- Lists as they are announced: what the document says of all rows, and how each row was matched with a firm.

alter table import drop constraint import_kind_check;
alter table import add constraint import_kind_check
  check (kind in ('filings', 'qualifications', 'firms', 'history', 'announcement'));
alter table import drop constraint import_format_check;
alter table import add constraint import_format_check check (format in ('xlsx', 'csv', 'docx', 'pdf', 'text'));
alter table import add column announcement jsonb;
alter table import add constraint import_announcement_check check ((kind = 'announcement') = (announcement is not null));
comment on column import.announcement is 'what the announcement says of all its rows: list, document number, days';

alter table import_row add column match text collate "C" check (
  match in ('exact', 'folded', 'certificate', 'uscc', 'former_name', 'ambiguous', 'unmatched', 'refused')
);
alter table import_row add column candidates text[];
comment on column import_row.match is 'of an announcement: how the row was matched with a firm';
comment on column import_row.candidates is 'codes of the firms that the row may mean';

