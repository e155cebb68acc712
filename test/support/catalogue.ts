/**
 * The catalogue of PostgreSQL for the schema `public`, without Kysely's own tables, as lines to compare. Two databases
 * with the same lines have the same schema, rights included.
 */

const RELATIONS = `select c.* from pg_class c where c.relnamespace = 'public'::regnamespace and c.relname not like 'kysely%'`;
/** An absent list of privileges means the defaults; the order of privileges is irrelevant. */
const acl = (list: string, kind: string, owner: string): string =>
  `(select string_agg(item::text, ',' order by item::text collate "C") from unnest(coalesce(${list}, acldefault('${kind}', ${owner}))) item)`;
/** The comment on an object, as COMMENT ON has set it. */
const descriptionOf = (oid: string, catalogue: string, part = '0'): string =>
  `(select description from pg_description where objoid = ${oid} and classoid = '${catalogue}'::regclass and objsubid = ${part})`;

const PARTS: Readonly<Record<string, string>> = {
  relations: `select c.relkind, c.relname, c.relrowsecurity, c.relforcerowsecurity, c.relpersistence, c.reloptions, pg_get_userbyid(c.relowner),
      case when c.relkind = 'S' then ${acl('c.relacl', 's', 'c.relowner')} else ${acl('c.relacl', 'r', 'c.relowner')} end, ${descriptionOf('c.oid', 'pg_class')},
      case when c.relkind = 'v' then pg_get_viewdef(c.oid) end
    from (${RELATIONS}) c where c.relkind <> 'i'`,
  columns: `select c.relname, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated, a.attcollation::regcollation,
      pg_get_expr(d.adbin, d.adrelid), (select string_agg(item::text, ',' order by item::text collate "C") from unnest(a.attacl) item), ${descriptionOf('c.oid', 'pg_class', 'a.attnum')}
    from (${RELATIONS}) c join pg_attribute a on a.attrelid = c.oid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where a.attnum > 0 and not a.attisdropped and c.relkind <> 'i'`,
  constraints: `select conrelid::regclass, conname, pg_get_constraintdef(oid), condeferrable, convalidated from pg_constraint
    where connamespace = 'public'::regnamespace and conrelid::regclass::text not like 'kysely%' and contype <> 'n'`,
  indexes: `select indexdef from pg_indexes where schemaname = 'public' and tablename not like 'kysely%'`,
  triggers: `select pg_get_triggerdef(t.oid), t.tgenabled from pg_trigger t join (${RELATIONS}) c on c.oid = t.tgrelid where not t.tgisinternal`,
  functions: `select pg_get_functiondef(p.oid), pg_get_userbyid(p.proowner), ${acl('p.proacl', 'f', 'p.proowner')}, ${descriptionOf('p.oid', 'pg_proc')}
    from pg_proc p where p.pronamespace = 'public'::regnamespace and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
  'functions of extensions': `select p.oid::regprocedure, ${acl('p.proacl', 'f', 'p.proowner')} from pg_proc p
    where p.pronamespace = 'public'::regnamespace and exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
  policies: `select tablename, policyname, permissive, roles, cmd, qual, with_check from pg_policies where schemaname = 'public'`,
  types: `select typname, typtype from pg_type t where typnamespace = 'public'::regnamespace and typtype in ('e', 'd', 'r', 'm') and not exists (select from pg_depend d where d.objid = t.oid and d.deptype = 'e')`,
  extensions: `select extname from pg_extension where extname <> 'plpgsql'`,
  schemas: `select nspname, ${acl('nspacl', 'n', 'nspowner')} from pg_namespace where nspname !~ '^(pg_|information_schema)'`,
  'default privileges': `select defaclrole::regrole, defaclobjtype, defaclacl::text from pg_default_acl`,
};

interface Queryable {
  query(sql: string): Promise<{ rows: any[] }>;
}

export async function catalogue(owner: Queryable): Promise<string[]> {
  const lines: string[] = [];
  for (const [part, query] of Object.entries(PARTS)) {
    // The row as text, so that column names are not needed.
    const { rows } = await owner.query(`select q::text as line from (${query}) q order by 1`);
    lines.push(...rows.map((row) => `${part}: ${row.line}`));
  }
  return lines;
}

/** The rows that migrations insert. */
export async function seededRows(owner: Queryable): Promise<string[]> {
  const tables = ['registry', 'lpr', 'holiday', 'programme_rule', 'qualification_kind'];
  const { rows } = await owner.query(
    tables.map((table) => `select '${table} ' || to_jsonb(t)::text as line from ${table} t`).join(' union all '),
  );
  return rows.map((row) => row.line).sort();
}
