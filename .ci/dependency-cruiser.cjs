// The architecture as rules (src/README.md says why). test/architecture.test.ts runs them, and proves that each can fail.

const KYSELY_PLACES = ['^src/data/', '^src/features/.+[.](queries|view|history|verify)[.]ts$'];
const HTTP_READS = [
  '^src/(http|sheets|domain)/',
  '^src/data/(as-actor|database|errors)[.]ts$',
  '^src/data/[^/]+[.]queries[.]ts$',
];

/** A package, or the types of it. */
const npm = (...names) => `(^|/)node_modules/(@types/)?(${names.join('|')})/`;

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    rule('no-cycles', 'Type-only cycles count too.', {}, { circular: true }),
    rule('no-orphans', 'A file that nobody uses and that uses nobody.', { orphan: true, pathNot: '[.]d[.]ts$' }, {}),
    rule('no-unresolved', 'An import that leads nowhere.', {}, { couldNotResolve: true }),
    rule(
      'no-dev-packages',
      'What runs in service is a dependency, not a devDependency.',
      { path: '^src/', pathNot: '^src/web/' },
      {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
        pathNot: '(^|/)node_modules/@types/',
      },
    ),

    rule(
      'domain-is-pure',
      'Rules and words of the field; no library, no Node module.',
      { path: '^src/domain/' },
      { pathNot: '^src/domain/' },
    ),
    rule(
      'data-below-http',
      'data/ knows the domain.',
      { path: '^src/data/' },
      { path: '^(src|test)/', pathNot: '^src/(data|domain)/' },
    ),
    rule(
      'embedded-stands-alone',
      "embedded/ starts and stops a PostgreSQL server; what is in the database is others' business.",
      { path: '^src/embedded/' },
      { path: '^(src|test)/', pathNot: '^src/embedded/' },
    ),
    rule(
      'http-reads-little',
      'http/ opens transactions and keeps idempotency keys; nothing else of the database.',
      { path: '^src/http/' },
      { path: '^(src|test)/', pathNot: HTTP_READS },
    ),
    rule(
      'sheets-stand-alone',
      "Files are written and read from tables of values; where those come from is others' business.",
      { path: '^src/sheets/' },
      { path: '^(src|test)/', pathNot: '^src/(sheets|domain)/' },
    ),
    rule(
      'features-do-not-meet',
      'A rule that two need goes into domain/; a SELECT that two need is written twice.',
      { path: '^src/features/([^/]+)/' },
      { path: '^src/features/', pathNot: '^src/features/$1/' },
    ),
    rule(
      'features-below-app',
      'Features know data, http, sheets and domain.',
      { path: '^src/features/' },
      { path: '^(src|test)/', pathNot: '^src/(features|data|http|sheets|domain)/' },
    ),
    rule(
      'features-open-no-pool',
      'Who acts is said by asActor; connections are opened by commands.',
      { path: '^src/features/' },
      { path: '^src/(data/pool[.]ts|embedded/)' },
    ),
    rule(
      'jobs-and-demo-below-commands',
      'They know data, domain, http and features.',
      { path: '^src/(jobs|demo)/' },
      { path: '^(src|test)/', pathNot: '^src/(jobs|demo|features|data|http|domain)/' },
    ),
    rule(
      'app-below-commands',
      'app.ts wires what serves requests.',
      { path: '^src/app[.]ts$' },
      { path: '^(src|test)/', pathNot: '^src/(features|http|data|domain)/' },
    ),
    rule(
      'nobody-imports-main',
      'main.ts alone has side effects.',
      { path: '^(src|test)/' },
      { path: '^src/main[.]ts$' },
    ),
    rule(
      'commands-for-main',
      'Commands are started by main.ts.',
      { path: '^src/', pathNot: '^src/(main[.]ts$|commands/)' },
      { path: '^src/commands/' },
    ),
    rule(
      'config-for-commands',
      'Configuration is handed down as values.',
      { path: '^src/', pathNot: '^src/(main[.]ts$|commands/|config)' },
      { path: '^src/config' },
    ),

    rule(
      'kysely-in-queries',
      'SQL is in *.queries.ts, *.view.ts, *.history.ts, *.verify.ts and data/.',
      { path: '^src/', pathNot: KYSELY_PLACES },
      { path: npm('kysely') },
    ),
    rule(
      'pg-in-pool',
      'One file opens connections, another writes several statements to one at once.',
      { path: '^src/', pathNot: '^src/data/(pool|batch)[.]ts$' },
      { path: npm('pg', 'pg-cursor') },
    ),
    rule(
      'express-at-the-edge',
      'Handlers get an Incoming and give an Answer.',
      { path: '^src/', pathNot: '^src/(http/|app[.]ts$)' },
      { path: npm('express', 'express-serve-static-core', 'helmet', 'swagger-ui-express') },
    ),
    rule(
      'web-imports-nothing',
      'The console is a client like any other.',
      { path: '^src/web/' },
      { path: '^(src|test)/', pathNot: '^src/web/' },
    ),
    rule(
      'nobody-imports-web',
      'The console is a client like any other.',
      { path: '^src/', pathNot: '^src/web/' },
      { path: '^src/web/' },
    ),
    rule('no-tests-in-service', 'src/ knows no test.', { path: '^src/' }, { path: '^test/' }),
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
