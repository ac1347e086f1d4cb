import { describe, expect, it } from 'vitest';
import { beginningOf, check, columns, field, keysOf, note, section } from './layout.ts';
import { layouts } from './layouts.ts';

describe('the beginning of a page', () => {
  it('[UI-821] ends with as many fields as fill a window, within a section too, and never within an item', () => {
    const page = [
      columns([field('name')], [field('description')]),
      note('page.noSelection'),
      section('others.label', [field('a'), check('b', [field('c'), field('d')]), field('e'), field('f')]),
      field('g'),
    ];
    expect(keysOf(beginningOf(page, 4))).toEqual(['name', 'description', 'a']);
    expect(keysOf(beginningOf(page, 5))).toEqual(['name', 'description', 'a', 'b', 'c', 'd']);
    expect(beginningOf(page, 100)).toEqual(page);
  });

  it.each(Object.entries(layouts))('[UI-821] %s begins as its whole page does', (_id, items) => {
    const beginning = keysOf(beginningOf(items));
    expect(beginning).toEqual(keysOf(items).slice(0, beginning.length));
    expect(beginning.length).toBeGreaterThanOrEqual(Math.min(9, keysOf(items).length));
  });
});
