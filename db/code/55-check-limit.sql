-- How many firms an account may check filings of on a day: whoever tries out the firms of a region looks for something.

-- Counts a firm for the acting account and day. False, and nothing is counted, when it would be one more than p_max.
-- Requests at once may exceed the limit by their number.
create function count_checked_firm(p_uscc text, p_max integer) returns boolean
language plpgsql volatile
as $$
declare
  own_account constant uuid := app_setting('account');
  today constant date := shanghai_day(app_now());
begin
  if exists (select from checked_firm c where c.account_id = own_account and c.day = today and c.uscc = p_uscc) then
    return true;
  end if;
  if (select count(*) from checked_firm c where c.account_id = own_account and c.day = today) >= p_max then
    return false;
  end if;
  insert into checked_firm (account_id, day, uscc)
  values (own_account, today, p_uscc)
  on conflict do nothing;
  return true;
end $$;
grant execute on function count_checked_firm(text, integer) to zhidai_officer;

alter table checked_firm enable row level security;
create policy officer_select on checked_firm for select to zhidai_officer
using (account_id = (select app_setting('account')::uuid));
create policy officer_insert on checked_firm for insert to zhidai_officer
with check (account_id = (select app_setting('account')::uuid));
create policy system_all on checked_firm for all to zhidai_system
using ((select acting_as('zhidai_system')))
with check ((select acting_as('zhidai_system')));
grant select, insert on checked_firm to zhidai_officer;
grant select, delete on checked_firm to zhidai_system;
