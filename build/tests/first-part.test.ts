import { join, relative, sep } from 'node:path';
import { build, loadConfigFromFile, type Rolldown } from 'vite';
import { beforeAll, expect, it } from 'vitest';
import { projectRoot } from '../scripts/bundle.ts';

/** Of a feature that is not on the first page: its door, its commands, what it says in the frame. Never what it shows. */
const ofEveryFeature =
  /^renderer\/features\/[\w-]+\/(commands\/)?(index|([\w-]+-)?commands|status|status-counts|restart-notice)\.tsx$/;
const ofFirstPage = /^renderer\/features\/task-sequences\/(page|details)\.tsx$/;
/** Taken into the first part by what its commands need. Take them out; put none in. */
const known = ['renderer/features/capture-preview/preview-columns.tsx'];

/** Libraries of the first part, those of Fluent by scope. Another one is read and run before anything is shown. */
const libraries = [
  '@atlaskit/pragmatic-drag-and-drop',
  '@babel/runtime',
  '@emotion/hash',
  '@floating-ui',
  '@fluentui',
  '@fontsource',
  '@fontsource-variable',
  '@griffel',
  '@tanstack',
  'bind-event-listener',
  'i18next',
  'keyborg',
  'raf-schd',
  'react',
  'react-dom',
  'react-i18next',
  'scheduler',
  'stylis',
  'tabster',
  'use-sync-external-store',
  'zod',
  'zustand',
];

let page: string;
let files: Map<string, Rolldown.OutputChunk>;

beforeAll(async () => {
  const file = join(projectRoot, 'build/config/vite.config.mjs');
  const loaded = await loadConfigFromFile({ command: 'build', mode: 'production' }, file);
  if (loaded === null) throw new Error('The console has no way to be built.');
  const built = await build({
    ...loaded.config,
    ...{ configFile: false, logLevel: 'warn', mode: 'production' },
    build: { ...loaded.config.build, write: false },
  });
  const output = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  files = new Map(output.flatMap((one) => (one.type === 'chunk' ? [[one.fileName, one]] : [])));
  const html = output.find((one) => one.type === 'asset' && one.fileName === 'index.html');
  page = html?.type === 'asset' ? html.source.toString() : '';
}, 120_000);

/** A file and all that it needs before it can run. */
function withImports(name: string, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const other of files.get(name)?.imports ?? []) withImports(other, seen);
  return seen;
}

const scripts = (): string[] => [...page.matchAll(/<script [^>]*src="\.\/([^"]+)"/g)].map(([, name]) => name ?? '');
const modulesOf = (names: Iterable<string>): string[] =>
  [...names].flatMap((name) => Object.keys(files.get(name)?.modules ?? {}));
const ours = (module: string): string => relative(projectRoot, module).split(sep).join('/');

it('[UI-407] the questions are a script of their own, before that of the console and without anything else', () => {
  const [early = '', console = '', ...others] = scripts();
  expect(others).toEqual([]);
  expect(page).toMatch(new RegExp(`<script type="module" async [^>]*src="./${early}"`));
  expect(files.get(early)?.imports).toEqual([]);
  const own = modulesOf([early]).filter((module) => !module.includes('preload-helper'));
  expect(own.map(ours).sort()).toEqual([
    'renderer/api/early-port.ts',
    'renderer/api/first-questions.ts',
    'renderer/api/open-port.ts',
    'renderer/early.ts',
    'shared/contract/bridge.ts',
    'shared/contract/token.ts',
  ]);
  expect(withImports(console)).toContain(early);
});

it('[UI-407] the page names every file that the first drawing needs, so that all are asked for at once', () => {
  const needed = scripts().flatMap((name) => [...withImports(name)]);
  for (const name of needed) expect(page).toContain(`./${name}"`);
});

it('[UI-408] of other features the first part draws nothing', () => {
  const drawn = modulesOf(scripts().flatMap((name) => [...withImports(name)]))
    .map(ours)
    .filter((module) => module.startsWith('renderer/features/') && module.endsWith('.tsx'));
  expect(drawn).toContain('renderer/features/task-sequences/page.tsx');
  const unexpected = drawn.filter((module) => !ofEveryFeature.test(module) && !ofFirstPage.test(module));
  expect([...new Set(unexpected)].sort()).toEqual(known);
});

it('[UI-408] the first part has these libraries and no other', () => {
  const modules = modulesOf(scripts().flatMap((name) => [...withImports(name)]));
  const found = modules.flatMap(
    (module) => /.*node_modules[\\/]([^@\\/][^\\/]*|@[^\\/]+[\\/][^\\/]+)/.exec(module)?.[1] ?? [],
  );
  const names = [...new Set(found.map((name) => name.replaceAll('\\', '/')))];
  const isKnown = (name: string): boolean => libraries.some((known) => name === known || name.startsWith(`${known}/`));
  expect(names.filter((name) => !isKnown(name))).toEqual([]);
  expect(libraries.filter((known) => !names.some((name) => name === known || name.startsWith(`${known}/`)))).toEqual(
    [],
  );
});
