-- Failed sign-ins are counted for a known device and for an address, too.

alter table sign_in_failure
  add column device text collate "C";

create index sign_in_failure_address on sign_in_failure (address, failed_at);
