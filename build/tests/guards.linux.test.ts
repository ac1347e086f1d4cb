import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toolFile } from '../scripts/tool.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let copy = '';

/** The real tree without what was built or installed; packages are reached through a link. */
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'waystation-guards-'));
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  for (const file of files.split('\n').filter((line) => line !== '')) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file), { force: true });
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => {
  if (copy !== '') rmSync(copy, { recursive: true, force: true });
});

function check(job: string, ...paths: string[]): { failed: boolean; output: string } {
  const result = spawnSync(
    process.execPath,
    ['build/scripts/check.ts', job, ...(paths.length > 0 ? ['--', ...paths] : [])],
    {
      cwd: copy,
      encoding: 'utf8',
    },
  );
  return { failed: result.status !== 0, output: result.stdout + result.stderr };
}

/** One zone with those that it may see: `check types` compiles all of them in the same way. */
function compile(zone: string): { failed: boolean; output: string } {
  const words = [toolFile('tsc'), '-b', zone, '--pretty', 'false'];
  const result = spawnSync(process.execPath, words, { cwd: copy, encoding: 'utf8' });
  return { failed: result.status !== 0, output: result.stdout + result.stderr };
}

function withPlanted(file: string, text: string, look: () => void): void {
  const path = join(copy, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  try {
    look();
  } finally {
    rmSync(path);
  }
}

describe('the guards of the import table', () => {
  it('[BLD-1] the compiler refuses the page in core and Node in shared', { timeout: 240_000 }, () => {
    const shared = 'shared/util/planted.ts';
    const core = 'electron/core/planted.ts';
    const node = "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n";
    withPlanted(shared, node, () => {
      withPlanted(core, 'export const title = document.title;\n', () => {
        const { failed, output } = compile('electron/core');
        expect(output).toContain(shared);
        expect(output).toContain(core);
        expect(failed).toBe(true);
      });
    });
    // Without them the same two zones compile: it was the planted files, and nothing else, that were refused.
    const clean = compile('electron/core');
    expect(clean.failed, clean.output).toBe(false);
  });

  it('[BLD-2] the linter refuses an import against the table', { timeout: 120_000 }, () => {
    const core = 'electron/core/planted.ts';
    const host = 'electron/host/planted.ts';
    withPlanted(core, "export { serve } from '../host/serve.ts';\n", () => {
      withPlanted(host, "import { app } from 'electron';\nexport const quit = () => app.quit();\n", () => {
        const { failed, output } = check('lint', core, host);
        const [ofCore, ofHost] = output.split(host);
        expect(ofCore).toContain('boundaries/dependencies');
        expect(ofHost).toContain('no-restricted-imports');
        expect(failed).toBe(true);
      });
    });
  });

  const onWindows: [string, string][] = [
    ['[BLD-31] no-path-from-url', "export const root = new URL('../..', import.meta.url).pathname;\n"],
    [
      '[BLD-31] no-path-from-url',
      "const here = new URL('.', import.meta.url);\nexport const root = decodeURI(here.pathname);\n",
    ],
    ['[BLD-31] no-path-from-url', "export const root = import.meta.url.replace('file://', '');\n"],
    [
      '[BLD-32] sync-in-one-place',
      "import { fsyncSync, openSync } from 'node:fs';\nexport const sync = (file: string) => fsyncSync(openSync(file, 'r'));\n",
    ],
    [
      '[BLD-32] sync-in-one-place',
      "import type { FileHandle } from 'node:fs/promises';\nexport const sync = (handle: FileHandle) => handle.sync();\n",
    ],
    [
      '[BLD-32] locks-in-one-place',
      "import { rmSync } from 'node:fs';\nexport const release = (lockFile: string) => rmSync(lockFile);\n",
    ],
    [
      '[BLD-32] renames-by-port',
      "import { renameSync } from 'node:fs';\nexport const finish = (file: string) => renameSync(`${file}.partial`, file);\n",
    ],
    [
      '[BLD-32] read-only-in-one-place',
      "import { chmodSync } from 'node:fs';\nexport const protect = (file: string) => chmodSync(file, 0o444);\n",
    ],
  ];
  it('[BLD-31] [BLD-32] the linter refuses what Windows does not do', { timeout: 240_000 }, () => {
    onWindows.forEach(([, text], index) => {
      writeFileSync(join(copy, `electron/core/planted-${index}.ts`), text);
    });
    const files = onWindows.map((_case, index) => `electron/core/planted-${index}.ts`);
    const { failed, output } = check('lint', ...files);
    for (const file of files) rmSync(join(copy, file));
    // One part of the output for each file, in their order.
    const parts = output.split('planted-').slice(1);
    expect(parts.map((part) => /windows\/([a-z-]+)/.exec(part)?.[1])).toEqual(
      onWindows.map(([name]) => name.split(' ')[1]),
    );
    expect(failed).toBe(true);
  });

  it('[BLD-3] the graph refuses a cycle, an import of nothing and a foreign package', { timeout: 120_000 }, () => {
    const clean = check('graph');
    expect(clean.failed, clean.output).toBe(false);
    const cases: [string, string, string][] = [
      [
        'no-circular',
        'shared/util/planted.ts',
        "import { second } from './planted-second.ts';\nexport const first = () => second;\n",
      ],
      ['not-to-unresolvable', 'shared/util/planted.ts', "export { nothing } from './is-not-there.ts';\n"],
      ['core-packages', 'electron/core/planted.ts', "export { WebSocket } from 'ws';\n"],
    ];
    withPlanted(
      'shared/util/planted-second.ts',
      "import { first } from './planted.ts';\nexport const second = () => first;\n",
      () => {
        for (const [rule, file, text] of cases) {
          withPlanted(file, text, () => {
            const result = check('graph');
            expect(result.output).toContain(rule);
            expect(result.failed).toBe(true);
          });
        }
      },
    );
  });

  it('[BLD-40] the linter refuses a sentence below electron/core', { timeout: 240_000 }, () => {
    const planted: Record<string, string> = {
      'electron/core/planted-reason.ts': "export const details = { reason: 'it is not a file' };\n",
      'electron/core/planted-place.ts':
        'export const note = (name: string, count: number) => `${String(count)} files of ${name} are missing`;\n',
      'electron/core/planted-code.ts':
        "export const fine = { say: 'reasons:not-a-file', sql: 'SELECT one FROM two', bug: new Error('it is a bug') };\n",
    };
    for (const [file, text] of Object.entries(planted)) writeFileSync(join(copy, file), text);
    const { failed, output } = check('lint', ...Object.keys(planted));
    for (const file of Object.keys(planted)) rmSync(join(copy, file));
    const parts = output.split('planted-').slice(1);
    expect(parts.map((part) => part.includes('words/no-sentence'))).toEqual([true, true]);
    expect(failed).toBe(true);
  });
});
