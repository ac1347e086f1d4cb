import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { noteBeside, sweepLeftBehind } from './left-beside.ts';
import { nameBeside } from './whole-file.ts';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(tmpdir(), 'waystation-beside-'));
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

/** A process that notes a file of this name, and is gone without another word. */
function noteAndDie(partial: string): void {
  const module = pathToFileURL(path.join(import.meta.dirname, 'left-beside.ts')).href;
  const script = `const { noteBeside } = await import(${JSON.stringify(module)});
    noteBeside(${JSON.stringify(partial)}, ${JSON.stringify(folder)});
    process.kill(process.pid, 'SIGKILL');`;
  spawnSync(process.execPath, ['--conditions=source', '--input-type=module', '-e', script]);
}

const there = (): string[] => fs.readdirSync(folder).filter((name) => !name.startsWith('waystation-beside-'));
const notes = (): number => fs.readdirSync(folder).length - there().length;

it('[PORT-187] what a killed process left beside a file goes at the next start, with what SQLite had beside it', () => {
  const partial = nameBeside(path.join(folder, 'mine.zip'));
  for (const name of [partial, `${partial}-journal`, path.join(folder, 'mine.zip')]) fs.writeFileSync(name, 'x');
  noteAndDie(partial);
  expect(notes()).toBe(1);
  sweepLeftBehind(folder);
  expect([there(), notes()]).toEqual([['mine.zip'], 0]);
});

it('[PORT-187] what a living process writes stays, and so does what is none of ours', () => {
  const partial = nameBeside(path.join(folder, 'a.zip'));
  fs.writeFileSync(partial, 'x');
  const end = noteBeside(partial, folder);
  const own = path.join(folder, 'letter.txt');
  const inFolder = nameBeside(path.join(folder, 'b.zip'));
  fs.writeFileSync(own, 'x');
  fs.mkdirSync(inFolder);
  for (const named of [own, inFolder]) noteAndDie(named);
  sweepLeftBehind(folder);
  expect(there().sort()).toEqual([path.basename(partial), path.basename(inFolder), 'letter.txt'].sort());
  end();
  expect(notes()).toBe(0);
});
