import { describe, expect, it } from 'vitest';
import { applyOutlinePatch } from '#shared/model/outline';
import type { Edit } from '#shared/model/edit';
import { SequenceDocument } from './document.ts';
import { joinBurst, storedPatches } from './history.ts';
import { invertPatches, type Patch } from './patch.ts';

const step = (name: string) => `<step type="T" name="${name}"><action>run ${name}</action></step>`;
const compact = `<sequence version="3.10"><group name="A" description="">${step('1')}${step('2')}</group><group name="B" description=""/>${step('3')}</sequence>`;
const indented = `<sequence version="3.10">\n  <!-- top -->\n  <group name="A" description="">\n    ${step('1')}\n\n    ${step('2')}\n  </group>\n  <group name="B" description="" />\n  ${step('3')}\n</sequence>\n`;
const idOf = (document: SequenceDocument, name: string) =>
  document.rows().find((row) => row.name === name)?.id ?? 'n999';

const moves: [string, (id: (name: string) => string) => Edit][] = [
  ['one step', (id) => ({ kind: 'move', ids: [id('1')], parentId: id('B'), index: 0 })],
  ['several steps', (id) => ({ kind: 'move', ids: [id('1'), id('3')], parentId: id('B'), index: 0 })],
  ['all of a group', (id) => ({ kind: 'move', ids: [id('1'), id('2')], parentId: null, index: 3 })],
  ['a group with its steps', (id) => ({ kind: 'move', ids: [id('A')], parentId: id('B'), index: 0 })],
  ['within a group', (id) => ({ kind: 'move', ids: [id('2')], parentId: id('A'), index: 0 })],
  ['into a new group', (id) => ({ kind: 'wrapInGroup', ids: [id('A'), id('B')], name: 'New' })],
  ['out of a group', (id) => ({ kind: 'ungroup', id: id('A') })],
];

describe.each([
  ['compact', compact],
  ['indented', indented],
])('a move in a %s document', (_name, source) => {
  it.each(moves)('[DOC-40] %s has no text of a step in it, and undo and redo give the very text', (_kind, make) => {
    const document = new SequenceDocument(source);
    const { patches } = document.apply(make((name) => idOf(document, name)));
    expect(JSON.stringify(patches)).not.toContain('<action>');
    const moved = document.print();
    document.applyPatches(invertPatches(patches));
    expect([document.print(), document.sizeBytes]).toEqual([source, Buffer.byteLength(source)]);
    // As it comes back from where it was kept, in another reading of the text.
    const again = new SequenceDocument(source);
    again.applyPatches(JSON.parse(JSON.stringify(storedPatches(patches))) as Patch[]);
    expect([again.print(), again.sizeBytes]).toEqual([moved, Buffer.byteLength(moved)]);
    again.applyPatches(invertPatches(patches));
    expect(again.print()).toBe(source);
  });

  it.each(moves)('[DOC-40] [DOC-43] %s keeps the ids, and its outline is as large as it is', (_kind, make) => {
    const document = new SequenceDocument(source);
    const before = document.rows();
    const { outline } = document.apply(make((name) => idOf(document, name)));
    const rows = document.rows();
    expect(applyOutlinePatch(before, outline)).toEqual(rows);
    const old = new Map(before.map((row) => [row.id, row]));
    const differ = rows.filter((row) => JSON.stringify(old.get(row.id)) !== JSON.stringify(row));
    expect(outline.changed.map((row) => row.id).sort()).toEqual(differ.map((row) => row.id).sort());
    for (const row of rows) if (row.name !== 'New') expect(row.name).toBe(old.get(row.id)?.name);
  });
});

it('[DOC-43] moving one of 2,000 steps by one place sends one step', () => {
  const many = Array.from({ length: 2000 }, (_, at) => step(`s${String(at)}`)).join('');
  const document = new SequenceDocument(`<sequence version="3.10">${many}</sequence>`);
  const before = document.rows();
  const id = idOf(document, 's1000');
  const { outline, touched } = document.apply({ kind: 'move', ids: [id], parentId: null, index: 1002 });
  expect([outline, touched]).toEqual([
    {
      changed: [],
      removed: [],
      order: [
        { index: 1000, remove: 1, insert: [] },
        { index: 1001, remove: 0, insert: [id] },
      ],
    },
    [id],
  ]);
  expect(applyOutlinePatch(before, outline)).toEqual(document.rows());
});

it('[DOC-4] a refused edit leaves the size of the document as it was', () => {
  const document = new SequenceDocument(compact);
  const condition = { children: [{ kind: 'unknown' as const, key: null, element: '', raw: '<broken' }] };
  expect(() => document.apply({ kind: 'setCondition', id: idOf(document, '1'), condition })).toThrow();
  expect([document.print(), document.sizeBytes]).toEqual([compact, Buffer.byteLength(compact)]);
});

it('[DOC-4] patches that do not fit in the middle change nothing', () => {
  const document = new SequenceDocument(compact);
  const before = document.rows();
  const { patches } = new SequenceDocument(compact).apply({ kind: 'remove', ids: ['n2'] });
  const wrong: Patch = { kind: 'tag', path: [0], open: ['<other>', '<b>'], close: ['', ''] };
  expect(() => document.applyPatches([...patches, wrong])).toThrow(/INTERNAL/);
  expect([document.print(), document.rows(), document.sizeBytes]).toEqual([
    compact,
    before,
    Buffer.byteLength(compact),
  ]);
});

describe('patches that are kept', () => {
  it('[DOC-41] have no ids', () => {
    const document = new SequenceDocument(compact);
    const { patches } = document.apply({ kind: 'remove', ids: [idOf(document, 'A')] });
    expect([JSON.stringify(patches).includes('ids'), JSON.stringify(storedPatches(patches)).includes('ids')]).toEqual([
      true,
      false,
    ]);
  });

  const text = (from: string, to: string): Patch => ({
    kind: 'children',
    path: [0, 1],
    index: 0,
    remove: from === '' ? [] : [from],
    insert: to === '' ? [] : [to],
  });
  const tag = (from: string, to: string): Patch => ({
    kind: 'tag',
    path: [0],
    open: [from, to],
    close: ['</a>', '</a>'],
  });
  it('[DOC-42] of one text in a row are one, with what follows them; others stay as they are', () => {
    expect(joinBurst([text('', 'a'), tag('<a>', '<b>')], [text('a', 'ab'), tag('<b>', '<c>')])).toEqual([
      text('', 'ab'),
      tag('<a>', '<c>'),
    ]);
    const element: Patch = { kind: 'children', path: [0, 1], index: 0, remove: [], insert: [{ e: '<x/>' }] };
    const others: [Patch[], Patch[]][] = [
      [[text('', 'a')], [text('a', 'ab'), tag('<a>', '<b>')]],
      [[text('', 'a')], [text('other', 'b')]],
      [[element], [element]],
      [[tag('<a>', '<b>')], [text('', 'a')]],
    ];
    for (const [first, second] of others) expect(joinBurst(first, second)).toEqual([...first, ...second]);
  });
});
