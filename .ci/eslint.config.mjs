import path from 'node:path';
import regexp from 'eslint-plugin-regexp';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const root = path.resolve(import.meta.dirname, '..');

/** Rules against errors. Prettier does the formatting. */
const errorRules = {
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/consistent-type-imports': 'error',
  '@typescript-eslint/no-array-delete': 'error',
  '@typescript-eslint/no-deprecated': 'error',
  '@typescript-eslint/no-duplicate-type-constituents': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-for-in-array': 'error',
  '@typescript-eslint/no-implied-eval': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/restrict-plus-operands': 'error',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-caller': 'error',
  'no-cond-assign': 'error',
  'no-constant-condition': ['error', { checkLoops: false }],
  'no-debugger': 'error',
  'no-eval': 'error',
  'no-self-compare': 'error',
  'no-throw-literal': 'error',
  'no-sparse-arrays': 'error',
  'no-template-curly-in-string': 'error',
  'no-unsafe-finally': 'error',
  'no-unsafe-optional-chaining': 'error',
  'no-useless-catch': 'error',
  'no-var': 'error',
  'prefer-const': 'error',
};

/** A regular expression takes linear time, whatever text it is applied to. */
const regexpRules = {
  'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
  'regexp/no-super-linear-move': ['error', { report: 'potential' }],
};

/** Limits of size; no limit for functions if `functionLines` is undefined. */
const sizeRules = (functionLines, fileLines = 400) => ({
  'max-lines': ['error', { max: fileLines, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function':
    functionLines === undefined ? 'off' : ['error', { max: functionLines, skipBlankLines: true, skipComments: true }],
  complexity: ['error', 20],
});

const NO_SLEEP = 'Tests wait for a condition: until() or, for what must not happen, stays() of test/support/until.ts.';

export default tseslint.config(
  { ignores: ['**/node_modules/', 'data*/', 'coverage/', 'dist/', 'src/web/shared/api-types.ts'] },
  {
    files: ['src/**/*.ts', 'test/**/*.ts'],
    ignores: ['src/web/**'],
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: root } },
    plugins: { '@typescript-eslint': tseslint.plugin },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: { ...errorRules, ...sizeRules(80) },
  },
  {
    // The console: a component is one long function; Date.now is allowed.
    files: ['src/web/**/*.ts', 'src/web/**/*.tsx'],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { project: path.join(root, 'src/web/tsconfig.json'), tsconfigRootDir: root },
    },
    plugins: { '@typescript-eslint': tseslint.plugin, 'react-hooks': reactHooks },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      ...errorRules,
      ...sizeRules(120),
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
    },
  },
  { files: ['src/**/*.ts', 'src/**/*.tsx'], rules: { 'no-console': 'error' } },
  { files: ['src/**/*.ts', 'src/**/*.tsx', 'src/**/*.mjs'], plugins: { regexp }, rules: regexpRules },
  {
    // Commands and the start of the embedded server wait in real time.
    files: ['src/**/*.ts'],
    ignores: ['src/commands/**', 'src/embedded/**', 'src/web/**'],
    rules: {
      'no-restricted-properties': ['error', { object: 'Date', property: 'now', message: 'The clock is passed in.' }],
    },
  },
  {
    // process-user.ts selects the environment of the server's programs.
    files: ['src/**/*.ts'],
    ignores: ['src/main.ts', 'src/embedded/process-user.ts', 'src/features/imports/job/worker-environment.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message: 'main.ts alone reads the environment.',
        },
      ],
    },
  },
  // JSON columns, results of raw SQL, and the default type parameters of a route have no precise type.
  {
    files: ['src/data/*.ts', 'src/features/**/*.queries.ts', 'src/http/route.ts'],
    rules: { '@typescript-eslint/no-explicit-any': 'off' },
  },
  // A routes file is one function that returns a list.
  { files: ['src/features/**/*.routes.ts'], rules: { 'max-lines-per-function': 'off' } },
  // A describe is one long function; bodies of responses are untyped JSON.
  {
    files: ['test/**/*.ts'],
    rules: {
      ...sizeRules(undefined, 650),
      '@typescript-eslint/no-explicit-any': 'off',
      'no-template-curly-in-string': 'off',
    },
  },
  {
    files: ['test/**/*.ts'],
    ignores: ['test/support/**', 'test/bench/**', 'test/faults/**', 'test/cluster/**'],
    rules: {
      'no-restricted-globals': ['error', ...['setTimeout', 'setInterval'].map((name) => ({ name, message: NO_SLEEP }))],
      'no-restricted-imports': [
        'error',
        ...['node:timers', 'node:timers/promises', 'timers', 'timers/promises'].map((name) => ({
          name,
          message: NO_SLEEP,
        })),
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'CallExpression[callee.name=/^(sleep|delay|pause)$/]', message: NO_SLEEP },
        {
          selector: 'CallExpression[callee.property.name=/^(setTimeout|setInterval|waitForTimeout)$/]',
          message: NO_SLEEP,
        },
        { selector: 'WhileStatement > EmptyStatement', message: NO_SLEEP },
      ],
    },
  },
);
