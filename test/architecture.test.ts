import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';

const ROOT = process.cwd();
const CONFIG = path.join(ROOT, '.ci/dependency-cruiser.cjs');
const PROGRAM = path.join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

interface Cruised {
  readonly files: number;
  readonly violations: readonly string[];
}

/** Runs dependency-cruiser in a folder with a src/. */
function cruise(folder: string): Promise<Cruised> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [PROGRAM, '--config', CONFIG, '--output-type', 'json', 'src'],
      { cwd: folder, maxBuffer: 1e8 },
      (error, stdout, stderr) => {
        if (stdout === '') return reject(error ?? new Error(stderr));
        const { modules, summary } = JSON.parse(stdout) as {
          modules: { source: string }[];
          summary: { violations: { from: string; to: string; rule: { name: string } }[] };
        };
        resolve({
          files: modules.filter(({ source }) => /^src\/.*\.ts$/.test(source)).length,
          violations: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
        });
      },
    );
  });
}

/** A small code base: `GOOD` files violate no rule, each of the `BAD` files violates the rule that it is listed under. */
const GOOD: Readonly<Record<string, string>> = {
  'src/main.ts': `import './commands/start.ts';`,
  'src/config.ts': `import './domain/day.ts'; export const config = 1;`,
  'src/commands/start.ts': `import '../app.ts'; import '../config.ts'; import '../jobs/sweep.ts'; import '../data/migrate.ts';`,
  'src/app.ts': `import express from 'express'; import './http/serve.ts'; import './features/loans/loans.routes.ts'; import './features/banks/banks.routes.ts'; express();`,
  'src/jobs/sweep.ts': `import '../data/sweep.queries.ts';`,
  'src/http/serve.ts': `import type { Request } from 'express'; import '../data/as-actor.ts'; import '../data/sweep.queries.ts'; import '../domain/day.ts'; export type R = Request;`,
  'src/data/as-actor.ts': `import { sql } from 'kysely'; import '../domain/day.ts'; import './pool.ts'; export const as = sql;`,
  'src/data/pool.ts': `import pg from 'pg'; export const p = pg;`,
  'src/data/sweep.queries.ts': `import { sql } from 'kysely'; export const sweep = sql;`,
  'src/data/migrate.ts': `import './pool.ts';`,
  'src/domain/day.ts': `import './month.ts'; export const day = 1;`,
  'src/domain/month.ts': `export const month = 1;`,
  'src/sheets/workbook.ts': `import '../domain/day.ts'; export const workbook = 1;`,
  'src/features/loans/loans.routes.ts': `import '../../http/serve.ts'; import '../../sheets/workbook.ts'; import './loans.view.ts';`,
  'src/features/loans/loans.view.ts': `import { sql } from 'kysely'; import type { day } from '../../domain/day.ts'; export const v = sql; export type D = typeof day;`,
  'src/features/banks/banks.routes.ts': `import '../../data/as-actor.ts';`,
  'src/web/main.ts': `import './page.ts';`,
  'src/web/page.ts': `export const page = 1;`,
  'test/helper.ts': `export const helper = 1;`,
};

const BAD: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'no-cycles': {
    'src/domain/one.ts': `import type { Two } from './two.ts'; export type One = Two | 1;`,
    'src/domain/two.ts': `import type { One } from './one.ts'; export type Two = One | 2;`,
  },
  'no-orphans': { 'src/domain/forgotten.ts': `export const forgotten = 1;` },
  'no-unresolved': { 'src/domain/lost.ts': `import './nowhere.ts';` },
  'no-dev-packages': { 'src/http/dev.ts': `import { expect } from 'chai'; export const e = expect;` },
  'domain-is-pure': {
    'src/domain/impure.ts': `import { randomUUID } from 'node:crypto'; export const id = randomUUID;`,
  },
  'data-below-http': { 'src/data/up.ts': `import '../http/serve.ts';` },
  'embedded-is-self-contained': { 'src/embedded/tables.ts': `import '../data/as-actor.ts';` },
  'http-limited-data-access': { 'src/http/pool.ts': `import '../data/pool.ts';` },
  'sheets-import-only-domain': { 'src/sheets/loans.ts': `import '../features/loans/loans.view.ts';` },
  'no-imports-between-features': {
    'src/features/banks/banks.meet.ts': `import type { D } from '../loans/loans.view.ts'; export type B = D;`,
  },
  'features-below-app': { 'src/features/banks/banks.job.ts': `import '../../jobs/sweep.ts';` },
  'features-open-no-pool': { 'src/features/banks/banks.pool.ts': `import '../../data/pool.ts';` },
  'jobs-and-demo-below-commands': { 'src/demo/demo.ts': `import '../app.ts';` },
  'app-below-commands': { 'src/app.ts': `import './jobs/sweep.ts';` },
  'no-imports-of-main': { 'src/commands/again.ts': `import '../main.ts';` },
  'commands-for-main': { 'src/jobs/starts.ts': `import '../commands/start.ts';` },
  'config-for-commands': {
    'src/features/banks/banks.config.ts': `import { config } from '../../config.ts'; export const c = config;`,
  },
  'kysely-in-queries': {
    'src/features/loans/loans.service.ts': `import type { Kysely } from 'kysely'; export type K = Kysely<unknown>;`,
  },
  'pg-in-pool': { 'src/data/second.ts': `import type { Pool } from 'pg'; export type P = Pool;` },
  'express-at-the-edge': {
    'src/features/loans/loans.express.ts': `import type { Request } from 'express'; export type R = Request;`,
  },
  'web-imports-only-web': {
    'src/web/borrows.ts': `import type { day } from '../domain/day.ts'; export type D = typeof day;`,
  },
  'no-imports-of-web': { 'src/http/page.ts': `import '../web/page.ts';` },
  'no-tests-in-service': { 'src/features/loans/loans.tested.ts': `import '../../../test/helper.ts';` },
};

async function inFolderOf<T>(
  files: Readonly<Record<string, string>>,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'zhidai-architecture-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), `${text}\n`);
    }
    for (const name of ['package.json', 'tsconfig.json'])
      await writeFile(path.join(folder, name), await readFile(path.join(ROOT, name)));
    await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe('the import rules', function () {
  this.timeout(120_000);

  it('accept src', async () => {
    const { files, violations } = await cruise(ROOT);
    expect(violations).to.deep.equal([]);
    // Guards against a tool that ignores TypeScript files.
    expect(files).to.be.greaterThan(100);
  });

  it('accept a code base that follows all rules', async () => {
    const { files, violations } = await inFolderOf(GOOD, cruise);
    expect(violations).to.deep.equal([]);
    expect(files).to.equal(Object.keys(GOOD).length - 1);
  });

  it('report a violation of each rule in its file', async () => {
    const names = (createRequire(CONFIG)(CONFIG) as { forbidden: { name: string }[] }).forbidden.map(
      ({ name }) => name,
    );
    expect(Object.keys(BAD)).to.have.members(names);
    const { violations } = await inFolderOf(
      Object.assign({}, GOOD, ...Object.values(BAD)) as Record<string, string>,
      cruise,
    );
    for (const [rule, files] of Object.entries(BAD)) {
      const places = Object.keys(files);
      expect(
        violations.some((violation) => places.some((place) => violation.startsWith(`${rule}: ${place} `))),
        `${rule}\n${violations.join('\n')}`,
      ).to.equal(true);
    }
  });
});
