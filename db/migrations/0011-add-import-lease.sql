-- Which process runs an import, and until when. The token grows with every run: a process whose run was taken over by
-- another one writes nothing any more.
alter table import_progress
  add column token integer not null default 0,
  add column leased_until timestamptz;
comment on column import_progress.token is 'number of the run; compared at every write of the run (fencing token)';
comment on column import_progress.leased_until is 'until then no other process starts a run; null: nobody runs it';
