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
