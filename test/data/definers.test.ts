import { readdir, readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { LOCK_CLASS } from '../../src/data/advisory-locks.ts';
import { schemaTexts } from '../../src/data/schema-texts.ts';
import { openWorld, type World } from '../support/world.ts';

/** Every function that runs with its owner's rights. A comment in its file states why it needs them and what it checks. */
const DEFINERS: readonly string[] = [
  'access_log_forget',
  'acting',
  'actor_key',
  'actor_sealed',
  'amendment_apply',
  'amendment_guard',
  'audit_delete',
  'audit_insert',
  'audit_update',
  'filing_context',
  'filing_guard',
  'filing_numbers_taken',
  'firm_changes_after',
  'firm_enter',
  'firms_as_filed',
  'history_file',
  'import_first_loan_contradicted',
  'import_open',
  'import_relink',
  'keep_former_name',
  'ledger_insert',
  'ledger_update',
  'lock_firms',
  'lock_firms_for_first_loan',
  'post_entries',
  'posted_by',
  'qualification_guard',
  'qualification_relink',
  'require_actor_key',
  'session_open',
  'sign_in_account',
  'sign_in_confirm',
  'totals_stamp',
  'year_is_closed',
];

describe('SECURITY DEFINER functions', () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  it('are exactly these, each with a fixed search path', async () => {
    const { rows } = await world.owner.query(`
      select p.proname as name, p.proconfig as settings from pg_proc p
      where p.pronamespace = 'public'::regnamespace and p.prosecdef
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') order by 1`);
    expect(rows.map(({ name }) => name)).to.deep.equal([...DEFINERS].sort());
    for (const { name, settings } of rows)
      expect(settings, name).to.include.oneOf(['search_path=public, pg_temp', 'search_path="public", "pg_temp"']);
  });

  it('state in a comment why they need the rights of their owner', () => {
    for (const name of DEFINERS) {
      const text = [...schemaTexts().code.values()].find((file) => file.includes(`create function ${name}(`))!;
      const before = text.slice(0, text.indexOf(`create function ${name}(`));
      // One comment may precede several functions.
      expect(before.slice(-2500).replace(/\n-- /g, ' ').toLowerCase(), name).to.match(/security definer/);
    }
  });

  it('are executable only by the roles with a grant, never by PUBLIC', async () => {
    const { rows } = await world.owner.query(`
      select p.proname as name from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g
      where p.pronamespace = 'public'::regnamespace and g.grantee = 0
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`);
    expect(rows).to.deep.equal([]);
  });
});

describe('src/', () => {
  it('contains no SQL of a function, trigger, policy or view', async () => {
    const files = (await readdir('src', { recursive: true })).filter((name) => /\.(ts|tsx|mjs)$/.test(name));
    const found: string[] = [];
    for (const name of files)
      if (
        /create\s+(or\s+replace\s+)?(function|procedure|trigger|policy|view)\s/i.test(
          await readFile(`src/${name}`, 'utf8'),
        )
      )
        found.push(name);
    expect(found).to.deep.equal([]);
  });
});

describe('advisory locks', () => {
  it('have a class of their own each, also those that SQL takes', () => {
    const classes = Object.values(LOCK_CLASS);
    expect(new Set(classes).size).to.equal(classes.length);
    const taken = [...schemaTexts().code.values()].flatMap((text) =>
      [...text.matchAll(/advisory_\w*lock\w*\((\d+)/g)].map(([, number]) => Number(number)),
    );
    expect(taken.sort()).to.deep.equal([LOCK_CLASS.posting, LOCK_CLASS.idempotencyKey]);
  });

  it('are taken by no literal number in src', async () => {
    const files = (await readdir('src', { recursive: true })).filter(
      (name) => /\.ts$/.test(name) && !name.startsWith('embedded'),
    );
    const found: string[] = [];
    for (const name of files)
      if (/advisory_\w*lock\w*\(\s*\d/.test(await readFile(`src/${name}`, 'utf8'))) found.push(name);
    expect(found).to.deep.equal([]);
  });
});
