-- Removes every object that the other files of this folder define, so that each of them is applied to a clean schema and
-- an object that has left the files leaves the database too. Tables and their rows stay. The runner applies the whole
-- folder in one transaction, so nobody sees the schema without them.

do $$
declare
  statement text;
begin
  for statement in
    select format('drop policy %I on %I', policyname, tablename) from pg_policies where schemaname = 'public'
  loop
    execute statement;
  end loop;

  for statement in
    select format('drop trigger %I on %I', t.tgname, c.relname)
    from pg_trigger t
    join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = 'public'::regnamespace
      and not t.tgisinternal
  loop
    execute statement;
  end loop;

  for statement in
    select format('drop view if exists %I cascade', relname)
    from pg_class
    where relnamespace = 'public'::regnamespace
      and relkind = 'v'
  loop
    execute statement;
  end loop;

  for statement in
    select format('drop routine if exists %s cascade', p.oid::regprocedure)
    from pg_proc p
    where p.pronamespace = 'public'::regnamespace
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  loop
    execute statement;
  end loop;
end $$;

revoke all on all tables in schema public
from zhidai_app, zhidai_officer, zhidai_auditor, zhidai_firm, zhidai_admin, zhidai_system_admin, zhidai_security_admin,
  zhidai_audit_admin, zhidai_system;

-- A function may be executed by those alone to whom it is granted.
alter default privileges revoke execute on functions from public;
