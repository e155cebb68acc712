/**
 * The current schema of a database as one text: tables with their columns, constraints, indexes, triggers, policies and
 * grants, then views and functions. Written into db/schema.sql; stable from run to run.
 */
import { schemaTexts } from '../../src/data/schema-texts.ts';

interface Database {
  query(sql: string): Promise<{ rows: any[] }>;
}

const TABLES = `
  select c.oid, c.relname as name, c.relkind as kind, c.relrowsecurity as secured, obj_description(c.oid) as comment,
    case when c.relkind = 'v' then pg_get_viewdef(c.oid, true) end as definition, c.reloptions as options
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v') and c.relname not like 'kysely%'
  order by c.relname collate "C"`;

const COLUMNS = `
  select a.attrelid as oid, a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required,
    case when a.attcollation <> t.typcollation then (select collname from pg_collation where oid = a.attcollation) end
      as collation,
    a.attidentity as identity, a.attgenerated as generated, pg_get_expr(d.adbin, d.adrelid) as expression,
    col_description(a.attrelid, a.attnum) as comment
  from pg_attribute a
  join pg_type t on t.oid = a.atttypid
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attnum > 0 and not a.attisdropped
  order by a.attnum`;

const CONSTRAINTS = `
  select conrelid as oid, conname as name, pg_get_constraintdef(oid, true) as definition
  from pg_constraint
  where contype <> 'n'
  order by array_position(array['p', 'u', 'x', 'f', 'c'], contype::text), conname collate "C"`;

const INDEXES = `
  select i.indrelid as oid, pg_get_indexdef(i.indexrelid) as definition
  from pg_index i
  where not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u', 'x'))
  order by i.indexrelid::regclass::text collate "C"`;

const TRIGGERS = `
  select tgrelid as oid, pg_get_triggerdef(oid, true) as definition
  from pg_trigger
  where not tgisinternal
  order by tgname collate "C"`;

const POLICIES = `
  select p.polrelid as oid, p.polname as name,
    case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end
      as command,
    (select string_agg(rolname, ', ' order by rolname collate "C") from pg_roles where oid = any (p.polroles)) as roles,
    pg_get_expr(p.polqual, p.polrelid, true) as using, pg_get_expr(p.polwithcheck, p.polrelid, true) as checked
  from pg_policy p
  order by p.polname collate "C"`;

const GRANTS = `
  select oid, string_agg(privilege, ', ' order by privilege) as privileges, roles
  from (
    select oid, privilege, string_agg(grantee::regrole::text, ', ' order by grantee::regrole::text collate "C") as roles
    from (
      select c.oid, lower(g.privilege_type) as privilege, g.grantee
      from pg_class c, aclexplode(c.relacl) g
      where g.grantee <> c.relowner
      union all
      select a.attrelid,
        lower(g.privilege_type) || ' (' || string_agg(a.attname, ', ' order by a.attnum) || ')', g.grantee
      from pg_attribute a
      join pg_class c on c.oid = a.attrelid, aclexplode(a.attacl) g
      where g.grantee <> c.relowner
      group by a.attrelid, g.privilege_type, g.grantee
    ) one
    group by oid, privilege
  ) granted
  group by oid, roles
  order by roles collate "C"`;

const FUNCTIONS = `
  select p.proname as name, pg_get_function_arguments(p.oid) as arguments, pg_get_function_result(p.oid) as result,
    p.prokind as kind, p.prosecdef as definer, p.provolatile as volatility, l.lanname as language, p.proconfig as settings,
    (
      select string_agg(g.grantee::regrole::text, ', ' order by g.grantee::regrole::text collate "C")
      from aclexplode(p.proacl) g
      where g.grantee <> p.proowner
    ) as callers
  from pg_proc p
  join pg_language l on l.oid = p.prolang
  where p.pronamespace = 'public'::regnamespace
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  order by p.proname collate "C", arguments`;

const SEQUENCES = `
  select c.relname as name
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'S'
    and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'i')
  order by 1`;

const unqualified = (text: string): string => text.replaceAll('public.', '');
const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ').trim();

/** @returns the text, ending with a line break */
export async function schemaText(database: Database): Promise<string> {
  const all = async (query: string): Promise<any[]> => (await database.query(query)).rows;
  const tables = await all(TABLES);
  const parts = {
    columns: await all(COLUMNS),
    constraints: await all(CONSTRAINTS),
    indexes: await all(INDEXES),
    triggers: await all(TRIGGERS),
    policies: await all(POLICIES),
    grants: await all(GRANTS),
  };
  const of = (table: { oid: number }): typeof parts =>
    Object.fromEntries(
      Object.entries(parts).map(([part, rows]) => [part, rows.filter(({ oid }) => oid === table.oid)]),
    ) as typeof parts;
  const sections = [
    HEADER,
    ...tables.filter(({ kind }) => kind === 'r').map((table) => tableText(table, of(table))),
    ...(await all(SEQUENCES)).map(({ name }) => `create sequence ${name};`),
    ...tables.filter(({ kind }) => kind === 'v').map((view) => viewText(view, of(view))),
    `-- ---- functions ----\n\n${(await all(FUNCTIONS)).map(functionText).join('\n\n')}`,
  ];
  return `${sections.join('\n\n')}\n`;
}

const HEADER = `-- The present schema, as the database has it: to read, not to run. Generated by npm run schema:print from
-- db/migrations and db/code; a test fails when it is stale. The line above a function names the file that defines it.`;

function tableText(table: any, { columns, constraints, indexes, triggers, policies, grants }: any): string {
  const inside = [
    ...columns.map((column: any) => ({ text: columnText(column), comment: column.comment })),
    ...constraints.map(({ name, definition }: any) => ({
      text: `constraint ${name} ${unqualified(oneLine(definition))}`,
      comment: null,
    })),
  ];
  const lines = inside.map(
    ({ text, comment }, at) =>
      `  ${text}${at < inside.length - 1 ? ',' : ''}${comment === null ? '' : ` -- ${comment}`}`,
  );
  return [
    ...(table.comment === null ? [] : [`-- ${table.comment}`]),
    `create table ${table.name} (`,
    ...lines,
    ');',
    ...indexes.map(({ definition }: any) => `${lowerKeywords(unqualified(definition))};`),
    ...triggers.map(({ definition }: any) => `${lowerKeywords(unqualified(definition))};`),
    ...(table.secured ? [`alter table ${table.name} enable row level security;`] : []),
    ...policies.map(policyText(table.name)),
    ...grants.map(({ privileges, roles }: any) => `grant ${privileges} on ${table.name} to ${roles};`),
  ].join('\n');
}

function columnText({ name, type, required, collation, identity, generated, expression }: any): string {
  return [
    name,
    type,
    ...(collation === null ? [] : [`collate "${collation}"`]),
    ...(required ? ['not null'] : []),
    ...(identity === 'a' ? ['generated always as identity'] : []),
    ...(generated === 's' ? [`generated always as (${unqualified(oneLine(expression))}) stored`] : []),
    ...(generated === '' && expression !== null ? [`default ${expression}`] : []),
  ].join(' ');
}

const policyText =
  (table: string) =>
  ({ name, command, roles, using, checked }: any): string =>
    [
      `create policy ${name} on ${table} for ${command} to ${roles}`,
      ...(using === null ? [] : [`  using (${unqualified(oneLine(using))})`]),
      ...(checked === null ? [] : [`  with check (${unqualified(oneLine(checked))})`]),
    ].join('\n') + ';';

function viewText(view: any, { grants }: any): string {
  return [
    ...(view.comment === null ? [] : [`-- ${view.comment}`]),
    `create view ${view.name}${view.options === null ? '' : ` with (${view.options.join(', ')})`} as`,
    unqualified(withoutTable(view.definition)),
    ...grants.map(({ privileges, roles }: any) => `grant ${privileges} on ${view.name} to ${roles};`),
  ].join('\n');
}

const VOLATILITY: Readonly<Record<string, string>> = { i: 'immutable', s: 'stable', v: 'volatile' };

function functionText({ name, arguments: taken, result, kind, definer, volatility, language, settings, callers }: any) {
  return [
    `-- ${definedIn(name)}`,
    `${kind === 'p' ? 'procedure' : 'function'} ${name}(${taken})${kind === 'p' ? '' : ` returns ${result}`}`,
    `  language ${language} ${VOLATILITY[volatility]}${definer ? ' security definer' : ''}${(settings ?? []).map((setting: string) => ` set ${setting}`).join('')}`,
    ...(callers === null ? [] : [`  execute: ${callers}`]),
  ].join('\n');
}

/** The one file of db/code that defines a function. @throws Error when there is none, or more than one */
function definedIn(name: string): string {
  const files = [...schemaTexts().code].filter(([, text]) =>
    new RegExp(`create (or replace )?(function|procedure) ${name}\\(`).test(text),
  );
  if (files.length !== 1) throw new Error(`${name} is defined in ${files.length} files`);
  return `db/code/${files[0]![0]}.sql`;
}

/** pg_get_indexdef and pg_get_triggerdef write keywords in capitals. */
/** PostgreSQL 15 names the table of each column of a view over one table; later versions do not. */
function withoutTable(definition: string): string {
  const table = /\n\s+FROM (\w+)(?:;|\n)/.exec(definition)?.[1];
  return table === undefined ? definition : definition.replaceAll(`${table}.`, '');
}

function lowerKeywords(definition: string): string {
  return oneLine(definition).replace(
    /\b(CREATE|UNIQUE|INDEX|TRIGGER|ON|USING|INCLUDE|WHERE|BEFORE|AFTER|INSERT|UPDATE|DELETE|TRUNCATE|OR|FOR|EACH|ROW|STATEMENT|EXECUTE|FUNCTION|REFERENCING|OLD|NEW|TABLE|AS|WHEN|AND|IS|DISTINCT|FROM|NOT|NULL|ANY|ARRAY|COALESCE|DESC|ASC|NULLS|LAST|FIRST)\b/g,
    (word) => word.toLowerCase(),
  );
}
