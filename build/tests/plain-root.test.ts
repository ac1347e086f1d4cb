import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isWine } from '#core/ports/fakes/on-windows';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waystation-plain-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const module = pathToFileURL(join(import.meta.dirname, '../config/plain-root.mjs')).href;

/** What a process of its own is given for a checkout: the name ends with that process. */
function ask(checkout: string): { name: string; leadsTo: string } {
  const script = `import { realpathSync } from 'node:fs';
    import { plainRoot } from ${JSON.stringify(module)};
    const name = plainRoot(process.argv[1]);
    console.log(JSON.stringify({ name, leadsTo: realpathSync(name) }));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script, checkout], {
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as { name: string; leadsTo: string };
}

it.each(['100% sure', 'number #1', 'a%20b'])(
  '[BLD-30] “%s” gets a second name, which is gone with the process, and stays itself',
  (name) => {
    const checkout = join(folder, name);
    mkdirSync(checkout);
    writeFileSync(join(checkout, 'kept'), '');
    if (isWine) {
      // It makes no junctions, as a disk may not: then the words say what to do.
      expect(() => ask(checkout)).toThrow('put it elsewhere');
      return;
    }
    const given = ask(checkout);
    expect([/[#?%]/.test(given.name), given.leadsTo]).toEqual([false, realpathSync(checkout)]);
    expect([existsSync(given.name), existsSync(dirname(given.name)), existsSync(join(checkout, 'kept'))]).toEqual([
      false,
      false,
      true,
    ]);
  },
);

it('[BLD-30] a path that reads the same as an address keeps its name', () => {
  const checkout = join(folder, 'Wey stätion (日本) & more');
  mkdirSync(checkout);
  expect(ask(checkout).name).toBe(checkout);
});
