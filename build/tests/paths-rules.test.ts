import { globSync, readFileSync } from 'node:fs';
import { matchesGlob } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ESLint, Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** The configuration of the linter is JavaScript. */
const { pathsRules, guardFiles, mayWrite } = (await import(
  new URL('../config/paths-rules.mjs', import.meta.url).href
)) as {
  readonly pathsRules: ESLint.Plugin;
  readonly guardFiles: readonly string[];
  readonly mayWrite: Readonly<Record<string, readonly string[]>>;
};
const linter = new Linter();

/** The calls that the rule finds in a text when none is allowed. */
function findIn(text: string, filename = 'electron/core/planted.ts'): string[] {
  const config = {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser },
    plugins: { paths: pathsRules },
    rules: { 'paths/written-by-guard': ['error', []] },
  } satisfies Linter.Config;
  return linter
    .verify(text, config, { filename, reportUnusedDisableDirectives: false })
    .filter(({ ruleId }) => ruleId === 'paths/written-by-guard')
    .map(({ message }) => /Instead of (\w+)\./.exec(message)?.[1] ?? message);
}

it.each([
  ["import fs from 'node:fs';\nfs.writeFileSync('a', 'b');", ['writeFileSync']],
  ["import { appendFile as add } from 'node:fs/promises';\nawait add('a', 'b');", ['appendFile']],
  ["import * as fs from 'fs';\nfs.createWriteStream('a');", ['createWriteStream']],
  ["import { promises } from 'node:fs';\nawait promises.rename('a', 'b');", ['rename']],
  ["import fs from 'node:fs';\nawait fs.promises.cp('a', 'b');", ['cp']],
  ["work.files.openSync(file, 'w'); realFiles.renameSync(a, b);", ['openSync', 'renameSync']],
  ['files.openSync(file, O_WRONLY | O_CREAT); files.openSync(file, flags);', ['openSync', 'openSync']],
  ["import { open, mkdtemp } from 'node:fs/promises';\nawait open(a, 'a'); await mkdtemp(b);", ['open', 'mkdtemp']],
  [
    "calls.open(a, 'wx'); files.symlinkSync(a, b); files.mkdirSync(a); files.copyFileSync(a, b);",
    ['open', 'symlinkSync', 'mkdirSync', 'copyFileSync'],
  ],
])('[PORT-165] the linter refuses what writes a path without the guard: %s', (text, found) => {
  expect(findIn(text)).toEqual(found);
});

it.each([
  ["import { unlink, rm as remove } from 'node:fs/promises';\nawait unlink(a); await remove(b);", ['unlink', 'rm']],
  [
    "import fs from 'node:fs';\nfs.rmSync(a); fs.rmdirSync(b); fs.promises.unlink(c);",
    ['rmSync', 'rmdirSync', 'unlink'],
  ],
  ["import fs from 'node:fs';\nconst { renameSync: move } = fs; const { rm } = fs.promises;", ['renameSync', 'rm']],
  ['function clear({ rmSync }: Files, a: string) { rmSync(a); }', ['rmSync']],
  ["files['unlinkSync'](a); files[`rmdirSync`](b);", ['unlinkSync', 'rmdirSync']],
  ['paths.forEach(files.rmSync); const move = files.renameSync; move.call(files, a, b);', ['rmSync', 'renameSync']],
  ["import { rmSync } from 'node:fs';\npaths.forEach(rmSync);", ['rmSync']],
  ['const open = files.openSync;', ['openSync']],
  ["const fs = await import('node:fs/promises'); const more = require('fs');", ['fs', 'fs']],
  ["process.getBuiltinModule('node:fs').statSync(a);", ['fs']],
  ["export { renameSync } from 'node:fs';\nexport * from 'node:fs/promises';", ['renameSync', 'fs']],
])('[BLD-33] the linter refuses the removal and the calls that come by other doors: %s', (text, found) => {
  expect(findIn(text)).toEqual(found);
});

it.each([
  "import fs from 'node:fs';\nfs.readFileSync('a'); fs.openSync('a', 'r'); fs.openSync('a');",
  "import { open } from 'node:fs/promises';\nawait open('a'); await open('a', 'r');",
  'library.open(id); await folders.rename(id, name); link(one); calls.open(1, false, 2);',
  'const { rm, open } = library; shelf.unlink(one); const { readSync } = files; type Move = Files["renameSync"];',
  'files.openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW);',
])('[PORT-165] the linter lets reading and other things of such a name pass: %s', (text) => {
  expect(findIn(text)).toEqual([]);
});

it('[PORT-165] the product writes through the guard, and every exception is still needed', { timeout: 120_000 }, () => {
  const all = globSync('{electron,shared}/**/*.ts', { cwd: root }).map((file) => file.replaceAll('\\', '/'));
  const tests = ['**/*.test.ts', '**/*.contract.ts', '**/fakes/**'];
  const files = all.filter((file) => !tests.some((one) => matchesGlob(file, one)) && !guardFiles.includes(file));
  expect(files.length).toBeGreaterThan(400);
  const found = files.map((file): [string, string[]] => [file, findIn(readFileSync(`${root}${file}`, 'utf8'), file)]);
  const needed = found
    .filter(([, calls]) => calls.length > 0)
    .map(([file, calls]) => [file, [...new Set(calls)].sort()]);
  expect(Object.fromEntries(needed)).toEqual(
    Object.fromEntries(Object.entries(mayWrite).map(([file, calls]) => [file, [...calls].sort()])),
  );
});
