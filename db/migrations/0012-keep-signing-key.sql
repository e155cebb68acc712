-- The signing key that serves the database: a process with other keys refuses to start, also after a restart of the
-- database server.
create table signing_key (
  only_row boolean primary key default true check (only_row),
  key_id text collate "C" not null,
  version integer not null default 1
);
comment on table signing_key is 'fingerprint of the key that signs access tokens; empty until the first start, and after a restore';
comment on column signing_key.key_id is 'thumbprint of the public key (RFC 7638)';

-- Ended sessions are deleted by and by; the links that they asked for go with them.
create index export_link_session on export_link (session_id);

-- The kinds of records of is_administration in db/code, as in 0007, and the signing key.
drop index trail_administration;
create index trail_administration on trail (id)
where type in (
  'account', 'session', 'bank', 'region', 'programme_rule', 'lpr', 'qualification_kind', 'registry', 'signing_key'
);
