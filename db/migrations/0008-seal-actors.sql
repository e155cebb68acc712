-- The key that actors are sealed with (db/code/10-actor.sql). Two random UUIDs hold 244 random bits.
create table actor_key (
  only_row boolean primary key default true check (only_row),
  key bytea not null check (length(key) = 32)
);
comment on table actor_key is 'the key of the seals of actors; no role may read it, and the service gets it from the owner at its start';
insert into actor_key (key)
values (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())));
