import path from 'node:path';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const root = path.resolve(import.meta.dirname, '..');

/** Mistakes that types make visible, and a budget of size. Layout is Prettier's business. */
const mistakes = {
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

const size = (linesOfFunction, linesOfFile = 400) => ({
  'max-lines': ['error', { max: linesOfFile, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function':
    linesOfFunction === undefined
      ? 'off'
      : ['error', { max: linesOfFunction, skipBlankLines: true, skipComments: true }],
  complexity: ['error', 20],
});

export default tseslint.config(
  { ignores: ['**/node_modules/', 'data*/', 'coverage/', 'dist/', 'src/web/shared/api-types.ts'] },
  {
    files: ['src/**/*.ts', 'test/**/*.ts'],
    ignores: ['src/web/**'],
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true, tsconfigRootDir: root } },
    plugins: { '@typescript-eslint': tseslint.plugin },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: { ...mistakes, ...size(80) },
  },
  {
    // The console: a component is one function, and its clock is the browser's.
    files: ['src/web/**/*.ts', 'src/web/**/*.tsx'],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { project: path.join(root, 'src/web/tsconfig.json'), tsconfigRootDir: root },
    },
    plugins: { '@typescript-eslint': tseslint.plugin, 'react-hooks': reactHooks },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: { ...mistakes, ...size(120), 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  { files: ['src/**/*.ts', 'src/**/*.tsx'], rules: { 'no-console': 'error' } },
  {
    // Commands and the minder of the embedded server wait in real time.
    files: ['src/**/*.ts'],
    ignores: ['src/commands/**', 'src/embedded/**', 'src/web/**'],
    rules: {
      'no-restricted-properties': ['error', { object: 'Date', property: 'now', message: 'The clock is passed in.' }],
    },
  },
  {
    // process-user.ts picks what the server's own programs inherit.
    files: ['src/**/*.ts'],
    ignores: ['src/main.ts', 'src/embedded/process-user.ts'],
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
  // What the database holds in JSON or answers to raw SQL has no type to name; nor have the defaults of a route's two parameters.
  {
    files: ['src/data/*.ts', 'src/features/**/*.queries.ts', 'src/http/route.ts'],
    rules: { '@typescript-eslint/no-explicit-any': 'off' },
  },
  // A list of routes is data.
  { files: ['src/features/**/*.routes.ts'], rules: { 'max-lines-per-function': 'off' } },
  // A describe is one function; bodies of answers are whatever JSON came.
  {
    files: ['test/**/*.ts'],
    rules: {
      ...size(undefined, 650),
      '@typescript-eslint/no-explicit-any': 'off',
      'no-template-curly-in-string': 'off',
    },
  },
);
