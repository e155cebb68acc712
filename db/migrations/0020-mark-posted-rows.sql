-- The first eight bytes of the digest of each row of a posting, in order. The head shows that a posting was changed, the
-- marks show which of its rows. Postings from before have none.
alter table posting add column entry_marks bytea;
alter table posting add column event_marks bytea;
comment on column posting.entry_marks is 'eight bytes of the digest of each entry, by line; null in postings from before they were kept';
comment on column posting.event_marks is 'eight bytes of the digest of each audit event, by its id';
