import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createI18n } from './i18n.ts';

const text = createI18n().t as (key: string, values?: Readonly<Record<string, unknown>>) => string;

const sources = globSync('renderer/**/*.{ts,tsx}')
  .filter((file) => !/\.test\.tsx?$|fakes\//.test(file))
  .map((file) => ({ file: file.replaceAll('\\', '/'), source: readFileSync(file, 'utf8') }));

/** Keys of the editor’s own words go without their namespace. */
function words(key: string): string {
  return text(key.includes(':') ? key : `sequence-editor:${key}`, { count: 1, name: 'PC-1', run: 7 });
}

interface Question {
  readonly place: string;
  readonly title: string;
  readonly buttons: readonly string[];
}

/** What stands between a bracket and its fellow. */
function inside(source: string, from: number): string {
  let depth = 0;
  for (let at = from; at < source.length; at += 1) {
    if (source[at] === '{' || source[at] === '(') depth += 1;
    if (source[at] === '}' || source[at] === ')') depth -= 1;
    if (depth === 0) return source.slice(from, at);
  }
  return source.slice(from);
}

function keyOf(block: string, property: string): string | undefined {
  return new RegExp(`\\b${property}: \\S*?(?:text|words)\\('([^']+)'`).exec(block)?.[1];
}

/** Every question with named buttons, as a person reads it. */
function questions(): readonly Question[] {
  return sources.flatMap(({ file, source }) =>
    [...source.matchAll(/ask\('confirm', /g)].map(({ index }) => {
      const block = inside(source, source.indexOf('(', index));
      const keys = ['action', 'keep', 'alternative'].map((property) => keyOf(block, property));
      return {
        place: file,
        title: words(keyOf(block, 'title') ?? ''),
        buttons: keys.filter((key) => key !== undefined).map(words),
      };
    }),
  );
}

describe('a question', () => {
  it('[UI-532] has buttons that cannot be mistaken, none of which is “Cancel”', () => {
    const all = questions();
    expect(all.length).toBeGreaterThanOrEqual(11);
    const mistaken = all.filter(
      ({ title, buttons }) =>
        title === '' ||
        buttons.length < 2 ||
        new Set(buttons).size !== buttons.length ||
        buttons.some((button) => button === '' || button.includes(':') || /^(?:cancel|ok|yes|no)$/i.test(button)),
    );
    expect(mistaken).toEqual([]);
    expect(all.find(({ title }) => title === 'Cancel run 7?')?.buttons).toEqual(['Cancel run', 'Keep running']);
  });

  it('[UI-532] in a dialog of its own names what its last button leaves, when it has an action', () => {
    const dialogs = sources.flatMap(({ file, source }) =>
      [...source.matchAll(/<FormDialog\b[\s\S]*?^ {4}>$/gm)].map(([head]) => ({ file, head })),
    );
    const alerts = dialogs.filter(({ head }) => /\bisAlert\b/.test(head) && !/action=\{null\}/.test(head));
    expect(alerts.length).toBeGreaterThanOrEqual(4);
    expect(alerts.filter(({ head }) => !/\bcloseLabel=/.test(head)).map(({ file }) => file)).toEqual([]);
    const labels = alerts.flatMap(({ head }) => /closeLabel=\{(?:text|words)\('([^']+)'/.exec(head)?.[1] ?? []);
    expect(labels.map(words).filter((label) => /^cancel$/i.test(label))).toEqual([]);
  });
});
