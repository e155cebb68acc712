// The architecture as import rules (reasons in src/README.md). test/architecture.test.ts runs them and tests that each can fail.

const KYSELY_FILES = ['^src/data/', '^src/features/.+[.](queries|view|history|verify)[.]ts$'];
const HTTP_IMPORTS = [
  '^src/(http|sheets|domain)/',
  '^src/data/(as-actor|database|errors)[.]ts$',
  '^src/data/[^/]+[.]queries[.]ts$',
];

/** Pattern for packages and their @types. */
const npm = (...names) => `(^|/)node_modules/(@types/)?(${names.join('|')})/`;

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    rule('no-cycles', 'Type-only cycles count too.', {}, { circular: true }),
    rule('no-orphans', 'A file without imports and importers.', { orphan: true, pathNot: '[.]d[.]ts$' }, {}),
    rule('no-unresolved', 'An import that cannot be resolved.', {}, { couldNotResolve: true }),
    rule(
      'no-dev-packages',
      'The service uses dependencies, not devDependencies.',
      { path: '^src/', pathNot: '^src/web/' },
      {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
        pathNot: '(^|/)node_modules/@types/',
      },
    ),

    rule(
      'domain-is-pure',
      'domain/ imports no library and no Node module.',
      { path: '^src/domain/' },
      { pathNot: '^src/domain/' },
    ),
    rule(
      'data-below-http',
      'data/ imports only domain/.',
      { path: '^src/data/' },
      { path: '^(src|test)/', pathNot: '^src/(data|domain)/' },
    ),
    rule(
      'embedded-is-self-contained',
      'embedded/ starts and stops a PostgreSQL server; it does not depend on the content of the database.',
      { path: '^src/embedded/' },
      { path: '^(src|test)/', pathNot: '^src/embedded/' },
    ),
    rule(
      'http-limited-data-access',
      'http/ opens transactions and stores idempotency keys; it runs no other statements.',
      { path: '^src/http/' },
      { path: '^(src|test)/', pathNot: HTTP_IMPORTS },
    ),
    rule(
      'sheets-import-only-domain',
      'sheets/ reads and writes tables of values; it does not depend on their origin.',
      { path: '^src/sheets/' },
      { path: '^(src|test)/', pathNot: '^src/(sheets|domain)/' },
    ),
    rule(
      'no-imports-between-features',
      'A rule that two features need goes into domain/, a statement into data/*.queries.ts.',
      { path: '^src/features/([^/]+)/' },
      { path: '^src/features/', pathNot: '^src/features/$1/' },
    ),
    rule(
      'features-below-app',
      'Features import data, http, sheets and domain.',
      { path: '^src/features/' },
      { path: '^(src|test)/', pathNot: '^src/(features|data|http|sheets|domain)/' },
    ),
    rule(
      'features-open-no-pool',
      'Features run statements in transactions of asActor; commands open connections.',
      { path: '^src/features/' },
      { path: '^src/(data/pool[.]ts|embedded/)' },
    ),
    rule(
      'jobs-and-demo-below-commands',
      'jobs/ and demo/ import data, domain, http and features.',
      { path: '^src/(jobs|demo)/' },
      { path: '^(src|test)/', pathNot: '^src/(jobs|demo|features|data|http|domain)/' },
    ),
    rule(
      'app-below-commands',
      'app.ts wires the handling of requests, without jobs and commands.',
      { path: '^src/app[.]ts$' },
      { path: '^(src|test)/', pathNot: '^src/(features|http|data|domain)/' },
    ),
    rule(
      'no-imports-of-main',
      'main.ts runs a command when it is imported.',
      { path: '^(src|test)/' },
      { path: '^src/main[.]ts$' },
    ),
    rule(
      'commands-for-main',
      'Only main.ts runs commands.',
      { path: '^src/', pathNot: '^src/(main[.]ts$|commands/)' },
      { path: '^src/commands/' },
    ),
    rule(
      'config-for-commands',
      'Other code gets configuration values as parameters.',
      { path: '^src/', pathNot: '^src/(main[.]ts$|commands/|config)' },
      { path: '^src/config' },
    ),

    rule(
      'kysely-in-queries',
      'SQL is in *.queries.ts, *.view.ts, *.history.ts, *.verify.ts and data/.',
      { path: '^src/', pathNot: KYSELY_FILES },
      { path: npm('kysely') },
    ),
    rule(
      'pg-in-pool',
      'One file opens connections, another sends several statements in one round trip.',
      { path: '^src/', pathNot: '^src/data/(pool|batch)[.]ts$' },
      { path: npm('pg', 'pg-cursor') },
    ),
    rule(
      'express-at-the-edge',
      'Handlers take an Incoming and return an Answer.',
      { path: '^src/', pathNot: '^src/(http/|app[.]ts$)' },
      { path: npm('express', 'express-serve-static-core', 'helmet', 'swagger-ui-express') },
    ),
    rule(
      'web-imports-only-web',
      'The console is a client of the HTTP API.',
      { path: '^src/web/' },
      { path: '^(src|test)/', pathNot: '^src/web/' },
    ),
    rule(
      'no-imports-of-web',
      'The console is a client of the HTTP API.',
      { path: '^src/', pathNot: '^src/web/' },
      { path: '^src/web/' },
    ),
    rule('no-tests-in-service', 'src/ does not import test/.', { path: '^src/' }, { path: '^test/' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['main', 'types'],
    },
  },
};
