-- The duties of administration: accounts that two people open, and the end of the administrator who holds all duties.
-- The rules bind what administrators write, by the API or by SQL; sign-in, jobs and commands act as the system.

-- Whether no account may have two duties: the setting SEPARATE_DUTIES.
create function duties_are_separate() returns boolean
language sql stable parallel safe
as $$
  select separate_duties from registry
$$;
grant execute on function duties_are_separate() to zhidai_admin, zhidai_security_admin, zhidai_system;

-- The role in which an account acts. Where duties are separate, an administrator (role admin) acts as a security
-- administrator, and may only hand over: open, and change until they have set their own password, accounts of the roles
-- system_admin, security_admin and audit_admin (require_hand_over). close_administrators ends this: it closes all accounts
-- of role admin once two security administrators can work.
create function acting_role(account_role text) returns text
language sql stable parallel safe
as $$
  select case when account_role = 'admin' and duties_are_separate() then 'security_admin' else account_role end
$$;
grant execute on function acting_role(text) to zhidai_admin, zhidai_security_admin, zhidai_system;

-- Whether the acting account is an administrator who may only hand over.
create function hands_over() returns boolean
language sql stable
as $$
  select duties_are_separate()
    and exists (select from account where id = app_setting('account')::uuid and role = 'admin')
$$;
grant execute on function hands_over() to zhidai_admin, zhidai_security_admin;

-- The roles whose accounts take two people where duties are separate: they decide on filings, or on who may.
create function takes_two_people(account_role text) returns boolean
language sql immutable parallel safe
as $$
  select account_role in ('auditor', 'security_admin', 'audit_admin')
$$;
grant execute on function takes_two_people(text) to zhidai_admin, zhidai_security_admin;

-- Whether the second list of regions has one that the first has not. Null: all regions.
create function widens_regions(old_regions text[], new_regions text[]) returns boolean
language sql immutable parallel safe
as $$
  select old_regions is not null and (new_regions is null or not new_regions <@ old_regions)
$$;
grant execute on function widens_regions(text[], text[]) to zhidai_admin, zhidai_security_admin;

create function refuse_duty(why text) returns void
language plpgsql
as $$
begin
  raise exception '%', why using errcode = 'ZD005';
end $$;
grant execute on function refuse_duty(text) to zhidai_admin, zhidai_security_admin;

-- What an administrator who hands over may not do to an account.
create function require_hand_over(account_role text, has_own_password boolean) returns void
language plpgsql
as $$
begin
  if account_role not in ('system_admin', 'security_admin', 'audit_admin') or has_own_password then
    perform refuse_duty('duties are separate: an administrator only opens accounts of the three duties');
  end if;
end $$;
grant execute on function require_hand_over(text, boolean) to zhidai_admin, zhidai_security_admin;

-- A new account. Until it is confirmed it is disabled.
create function account_guard_insert() returns trigger
language plpgsql
as $$
begin
  if current_user not in ('zhidai_admin', 'zhidai_security_admin') then return new; end if;
  new.awaits := null;
  new.awaits_regions := null;
  if duties_are_separate() then
    if new.role = 'admin' then perform refuse_duty('duties are separate: no account may have all of them'); end if;
    if hands_over() then perform require_hand_over(new.role, false); end if;
  end if;
  if not takes_two_people(new.role) then
    new.confirmation := null;
    new.asked_by := null;
    new.asked_at := null;
    new.confirmed_by := null;
    return new;
  end if;
  new.asked_by := app_setting('account');
  new.asked_at := app_now();
  new.confirmed_by := app_setting('account');
  if not duties_are_separate() then
    new.confirmation := 'one_person';
  elsif new.role = 'security_admin' and hands_over() then
    new.confirmation := 'hand_over';
  else
    new.confirmation := 'awaited';
    new.awaits := 'account';
    new.confirmed_by := null;
    new.disabled := true;
  end if;
  return new;
end $$;
create trigger account_guard_insert before insert on account
for each row execute function account_guard_insert();

-- A change of an account. Writing confirmation = 'two_people' confirms what the account awaits, and 'refused' drops it;
-- other writes to the columns of the confirmation are ignored. A change that needs a second person sets awaits: a new
-- password or enabling ('password', 'enabling') disables the account until it is confirmed; more regions ('regions') are
-- kept in awaits_regions, and the old ones stay in force. Where more than one is asked, the account stays disabled.
create function account_guard_update() returns trigger
language plpgsql
as $$
declare
  acting constant uuid := app_setting('account');
  decision text;
  asks text;
begin
  if current_user not in ('zhidai_admin', 'zhidai_security_admin') then return new; end if;
  if (new.id, new.login, new.role, new.uscc) is distinct from (old.id, old.login, old.role, old.uscc) then
    perform refuse_duty('id, login, role and firm of an account never change');
  end if;
  if hands_over() then perform require_hand_over(old.role, not old.must_change_password); end if;
  if old.role = 'admin' and old.disabled and not new.disabled and duties_are_separate() then
    perform refuse_duty('duties are separate: the account that had all of them stays closed');
  end if;

  decision := case when new.confirmation is distinct from old.confirmation then new.confirmation end;
  new.confirmation := old.confirmation;
  new.awaits := old.awaits;
  new.awaits_regions := old.awaits_regions;
  new.asked_by := old.asked_by;
  new.asked_at := old.asked_at;
  new.confirmed_by := old.confirmed_by;

  if decision is not null then
    if old.awaits is null or decision not in ('two_people', 'refused') then
      perform refuse_duty('nothing of this account awaits a confirmation');
    end if;
    new.bank_code := old.bank_code;
    new.display_name := old.display_name;
    new.regions := old.regions;
    new.disabled := old.disabled;
    new.awaits := null;
    new.awaits_regions := null;
    new.confirmation := decision;
    if decision = 'refused' then
      new.password_hash := old.password_hash;
      return new;
    end if;
    if duties_are_separate() then
      if acting = old.asked_by or acting = old.id or hands_over() then
        perform refuse_duty('whoever asked, and whose account it is, cannot confirm');
      end if;
    else
      new.confirmation := 'one_person';
    end if;
    new.confirmed_by := acting;
    if old.awaits = 'regions' then
      new.regions := old.awaits_regions;
    else
      new.disabled := false;
    end if;
    return new;
  end if;

  if not duties_are_separate() or not takes_two_people(old.role) then
    if not new.disabled and old.awaits in ('account', 'password', 'enabling') then
      perform refuse_duty('the account awaits a confirmation');
    end if;
    return new;
  end if;
  asks := case
    when new.password_hash is distinct from old.password_hash and not (hands_over() and old.role = 'security_admin')
      then 'password'
    when old.disabled and not new.disabled then 'enabling'
    when widens_regions(old.regions, new.regions) then 'regions'
  end;
  if asks is null then
    -- Fewer regions need nobody else, and end what was asked before.
    if old.awaits = 'regions' and new.regions is distinct from old.regions then
      new.awaits := null;
      new.awaits_regions := null;
      new.confirmation := 'refused';
    end if;
    return new;
  end if;
  new.confirmation := 'awaited';
  new.asked_by := acting;
  new.asked_at := app_now();
  new.confirmed_by := null;
  if asks = 'regions' and old.awaits is distinct from 'account' and old.awaits is distinct from 'password'
    and old.awaits is distinct from 'enabling' then
    new.awaits := 'regions';
    new.awaits_regions := new.regions;
    new.regions := old.regions;
  else
    new.awaits := case
      when old.awaits in ('account', 'password') then old.awaits
      when asks = 'regions' then old.awaits
      else asks
    end;
    new.awaits_regions := null;
    new.disabled := true;
  end if;
  return new;
end $$;
create trigger account_guard_update before update on account
for each row execute function account_guard_update();

-- Whether two security administrators can work. They can confirm what the other one asks, so nobody else is needed, and
-- the accounts that have all duties are closed.
create function duties_handed_over() returns boolean
language sql stable
as $$
  select count(*) >= 2 from account where role = 'security_admin' and not disabled and not must_change_password
$$;
grant execute on function duties_handed_over() to zhidai_admin, zhidai_security_admin, zhidai_system;

create function close_administrators() returns void
language plpgsql
as $$
begin
  if not duties_are_separate() then return; end if;
  -- Of two that begin to work at once the later one sees the earlier one.
  perform from account where role = 'security_admin' order by id for update;
  if not duties_handed_over() then return; end if;
  update session s
  set ended_at = app_now(), end_reason = 'duties separated'
  from account a
  where a.id = s.account_id
    and a.role = 'admin'
    and s.ended_at is null;
  update account set disabled = true where role = 'admin' and not disabled;
end $$;
grant execute on function close_administrators() to zhidai_admin, zhidai_security_admin, zhidai_system;

create function account_closes_administrators() returns trigger
language plpgsql
as $$
begin
  perform close_administrators();
  return null;
end $$;
create trigger closes_administrators after update on account
for each row
when (
  new.role = 'security_admin'
  and not new.disabled
  and not new.must_change_password
  and (old.disabled or old.must_change_password)
)
execute function account_closes_administrators();

create trigger closes_administrators after update on registry
for each row when (new.separate_duties and not old.separate_duties)
execute function account_closes_administrators();
