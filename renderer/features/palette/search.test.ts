import { describe, expect, it } from 'vitest';
import type { PaletteEntry, PaletteGroup } from './entries.tsx';
import { markWords, parseQuery, searchEntries } from './search.ts';

function entry(group: PaletteGroup, label: string, hint = ''): PaletteEntry {
  return { id: `${group}:${label}`, group, label, hint, icon: null, keys: null, run: () => undefined };
}
const entries = [
  entry('objects', 'Capture user state'),
  entry('objects', 'OLD-PC', 'Devices'),
  entry('commands', 'Recapture'),
  entry('commands', 'Run capture'),
  entry('commands', 'Capture now'),
  entry('steps', '7 Capture files'),
];
const labels = (text: string) => searchEntries(entries, text).flatMap((group) => group.entries.map((one) => one.label));

describe('search of the palette', () => {
  it('[UI-60] looks for every word everywhere, commands first, the better match first', () => {
    expect(labels('cap')).toEqual(['Capture now', 'Run capture', 'Recapture', '7 Capture files', 'Capture user state']);
    expect(labels('user CAP')).toEqual(['Capture user state']);
    expect(labels('cap nothing')).toEqual([]);
  });
  it('[UI-60] narrows by a sign', () => {
    expect(labels('>cap')).toEqual(['Capture now', 'Run capture', 'Recapture']);
    expect(labels('@ cap')).toEqual(['Capture user state']);
    expect(labels('#')).toEqual(['7 Capture files']);
    expect(parseQuery(' >  a b ')).toEqual({ group: 'commands', words: ['a', 'b'] });
  });
  it('[UI-60] finds an object by where it belongs', () => {
    expect(labels('devices')).toEqual(['OLD-PC']);
  });
  it('[UI-63] marks what was found', () => {
    expect(markWords('Run Capture', ['cap', 'n'])).toEqual([
      { text: 'Ru', isHit: false },
      { text: 'n', isHit: true },
      { text: ' ', isHit: false },
      { text: 'Cap', isHit: true },
      { text: 'ture', isHit: false },
    ]);
  });
  it('[UI-63] shows a label whole when its lower case is longer', () => {
    expect(markWords('İstanbul x', ['x'])).toEqual([{ text: 'İstanbul x', isHit: false }]);
  });
});
