-- Which posting an audit event is in: the state of a record as of a posting is its present state without the later events.
create index posting_events on posting using gist (event_ids);
