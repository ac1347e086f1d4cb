import { fileURLToPath } from 'node:url';
import js from '@eslint/js';
import boundaries from 'eslint-plugin-boundaries';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { docsRules } from './docs-rules.mjs';
import { pageRules } from './page-rules.mjs';
import { guardFiles, mayWrite, pathsRules } from './paths-rules.mjs';
import { logRules } from './log-rules.mjs';
import { windowsRules } from './windows-rules.mjs';
import { dataNoWords, namesNoSentences } from './words-names.mjs';
import { wordsRules } from './words-rules.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const tests = ['**/*.test.ts', '**/*.test.tsx', '**/*.contract.ts', '**/fakes/**'];

const zones = [
  'shared',
  'electron/core',
  'electron/host',
  'electron/main',
  'electron/preload',
  'renderer',
  'e2e',
  'build',
];
const zoneName = (path) => path.replace('electron/', '');
/**
 * The launcher of Electron's double is support for tests: a journey starts the shell by it, as a process of its own.
 * This one file, and nothing else of electron/main, may be imported from e2e.
 */
const launcher = { category: 'double-launcher', pattern: 'electron/main/fakes/launch.ts' };
/** The import table of the house: who may import whom. The same table stands in depcruise.cjs and in the compiler's references. */
const may = {
  shared: [],
  core: ['shared'],
  host: ['shared', 'core'],
  main: ['shared', 'core', 'host'],
  preload: ['shared'],
  renderer: ['shared'],
  e2e: ['shared'],
  build: ['shared', 'core', 'host', 'main'],
};

const electronOnly = { name: 'electron', message: 'Only electron/main and electron/preload may import Electron.' };
const storeOnly = ['better-sqlite3', 'kysely'].map((name) => ({
  name,
  message: 'SQL lives in electron/core/store and electron/core/userstate/stores only; the file port opens its files.',
}));
const portsOnly = [
  ['Date', 'now', 'Use the clock port.'],
  ['Math', 'random', 'Use the ids port.'],
].map(([object, property, message]) => ({ object, property, message }));

export default tseslint.config(
  { ignores: ['out/**', 'node_modules/**', 'test-results/**', 'playwright-report/**'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: {
      parserOptions: {
        project: 'build/config/tsconfig.lint.json',
        tsconfigRootDir: root,
      },
    },
    plugins: { boundaries, 'react-hooks': hooks },
    settings: {
      'boundaries/root-path': root,
      'import/resolver': {
        typescript: {
          project: zones.filter((z) => z !== 'build').map((z) => `${root}/${z}/tsconfig.json`),
          conditionNames: ['source', 'types', 'import', 'node', 'default'],
          noWarnOnMultipleProjects: true,
        },
      },
      'boundaries/elements': zones.map((path) => ({ type: zoneName(path), pattern: path })),
      'boundaries/files': [launcher],
    },
    rules: {
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          policies: [
            ...Object.entries(may).map(([from, to]) => ({
              from: { element: { type: from } },
              allow: { to: { element: { types: { anyOf: [from, ...to] } } } },
            })),
            { from: { element: { type: 'e2e' } }, allow: { to: { file: { categories: launcher.category } } } },
            { allow: { to: { module: { origin: 'external' } } } },
            { allow: { to: { module: { origin: 'core' } } } },
          ],
        },
      ],
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'all' },
      ],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    ignores: ['electron/main/**', 'electron/preload/**'],
    rules: { 'no-restricted-imports': ['error', { paths: [electronOnly], patterns: ['electron/*'] }] },
  },
  {
    files: ['electron/core/**/*.ts', 'electron/host/**/*.ts'],
    ignores: ['electron/core/store/**', 'electron/core/userstate/stores/**', 'electron/core/ports/files*.ts', ...tests],
    rules: { 'no-restricted-imports': ['error', { paths: [electronOnly, ...storeOnly] }] },
  },
  {
    files: ['shared/**/*.ts', 'renderer/**/*.ts', 'renderer/**/*.tsx'],
    ignores: tests,
    rules: {
      'no-restricted-imports': ['error', { paths: [electronOnly, ...storeOnly], patterns: ['node:*', 'electron/*'] }],
    },
  },
  {
    files: ['electron/core/**/*.ts'],
    ignores: ['electron/core/ports/**', ...tests],
    rules: {
      'no-restricted-properties': ['error', ...portsOnly],
      'no-restricted-globals': [
        'error',
        { name: 'setTimeout', message: 'Use the clock port.' },
        { name: 'setInterval', message: 'Use the clock port.' },
      ],
    },
  },
  {
    files: ['electron/core/**/*.ts', 'electron/host/**/*.ts', 'electron/main/**/*.ts', 'shared/**/*.ts'],
    ignores: tests,
    rules: { 'no-empty': ['error', { allowEmptyCatch: false }] },
  },
  {
    files: tests,
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(skip|only|todo|fixme)$/]',
          message: 'A switched-off test needs a reason that the run prints.',
        },
      ],
    },
  },
  {
    files: ['renderer/**/*.ts', 'renderer/**/*.tsx'],
    // The door itself, and the one that fills names into sentences.
    ignores: [...tests, 'renderer/door/**', 'renderer/app/i18n.ts'],
    plugins: { page: pageRules },
    rules: { 'page/through-door': 'error' },
  },
  {
    plugins: { windows: windowsRules },
    rules: { 'windows/no-path-from-url': 'error' },
  },
  {
    files: ['electron/**/*.ts', 'shared/**/*.ts', 'build/scripts/**/*.ts'],
    ignores: [...tests, 'electron/core/ports/sync-path.ts'],
    rules: { 'windows/sync-in-one-place': 'error' },
  },
  {
    files: ['electron/core/**/*.ts', 'electron/host/**/*.ts', 'electron/main/**/*.ts'],
    ignores: tests,
    rules: { 'windows/renames-by-port': 'error' },
  },
  {
    files: ['electron/**/*.ts'],
    ignores: [...tests, 'electron/core/userstate/stores/store-lock.ts', 'electron/core/site/console-lock*.ts'],
    rules: { 'windows/locks-in-one-place': 'error' },
  },
  {
    // The restore syncs a file before the port writes the bit; the sample's devices may be made again.
    files: ['electron/**/*.ts'],
    ignores: [...tests, 'electron/core/ports/entry-facts-posix.ts', 'electron/core/sample/sample-devices.ts'],
    rules: { 'windows/read-only-in-one-place': 'error' },
  },
  {
    plugins: { paths: pathsRules },
    files: ['electron/**/*.ts', 'shared/**/*.ts'],
    ignores: [...tests, ...guardFiles],
    rules: { 'paths/written-by-guard': 'error' },
  },
  ...Object.entries(mayWrite).map(([file, calls]) => ({
    files: [file],
    rules: { 'paths/written-by-guard': ['error', calls] },
  })),
  {
    plugins: { log: logRules },
    files: ['electron/**/*.ts', 'shared/**/*.ts', 'renderer/**/*.ts', 'renderer/**/*.tsx'],
    ignores: tests,
    rules: { 'log/error-is-cause': 'error' },
  },
  {
    plugins: { docs: docsRules },
    files: ['shared/**/*.ts', 'electron/core/**/*.ts'],
    ignores: tests,
    rules: { 'docs/exported-function': 'error' },
  },
  {
    // Names that the field, Windows or a document gives are values; each has its reason. The list only becomes shorter.
    plugins: { words: wordsRules },
    files: ['electron/core/**/*.ts', 'electron/host/web/**', 'electron/host/windows/**', 'electron/host/web-host.ts'],
    ignores: [...tests, ...dataNoWords],
    rules: { 'words/no-sentence': ['error', namesNoSentences] },
  },
  {
    // A journey is told from its start to its end; cutting it into functions would hide the story.
    files: ['e2e/**/*.spec.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    files: ['electron/host/cli/**', 'build/**', 'electron/host/*.ts', 'electron/main/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.mjs', '**/*.cjs'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', URL: 'readonly', module: 'writable', require: 'readonly' },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
