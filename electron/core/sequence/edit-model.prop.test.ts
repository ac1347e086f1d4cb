import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Edit } from '#shared/model/edit';
import { moveRows } from '#shared/model/move-rows';
import { applyOutlinePatch, type OutlineRow } from '#shared/model/outline';
import { SequenceDocument } from './document.ts';
import { EditingSession, type SessionChange } from './editing-session.ts';
import { parseEntry, serialiseEntry } from './history.ts';

/** The plain thing to compare with: a tree of names in arrays, written without a look at the real one. */
interface Plain {
  readonly name: string;
  readonly isDisabled: boolean;
  /** Null for a step. */
  readonly children: readonly Plain[] | null;
}

interface Model {
  tree: readonly Plain[];
  past: (readonly Plain[])[];
  future: (readonly Plain[])[];
  saved: readonly Plain[];
}

interface Real {
  session: EditingSession;
  rows: OutlineRow[];
  savedText: string;
}

/** Flat rows of a plain tree, as the outline shows them. */
function flatten(tree: readonly Plain[], depth = 0): [string, boolean, number, boolean][] {
  return tree.flatMap((one) => [
    [one.name, one.isDisabled, depth, one.children !== null] as [string, boolean, number, boolean],
    ...flatten(one.children ?? [], depth + 1),
  ]);
}

const shown = (rows: readonly OutlineRow[]): [string, boolean, number, boolean][] =>
  rows.map((row) => [row.name, row.disabled, row.depth, row.kind === 'group']);

/** Every node of a plain tree with its path, in the order of the rows. */
function places(tree: readonly Plain[], path: readonly number[] = []): (readonly number[])[] {
  return tree.flatMap((one, at) => [[...path, at], ...places(one.children ?? [], [...path, at])]);
}

/** The tree with the list at a path changed. */
function change(
  tree: readonly Plain[],
  path: readonly number[],
  work: (list: readonly Plain[]) => readonly Plain[],
): readonly Plain[] {
  const [first, ...rest] = path;
  if (first === undefined) return work(tree);
  return tree.map((one, at) => (at === first ? { ...one, children: change(one.children ?? [], rest, work) } : one));
}

function nodeAt(tree: readonly Plain[], path: readonly number[]): Plain {
  const [first = 0, ...rest] = path;
  const node = tree[first];
  if (node === undefined) throw new Error('the model has no such node');
  return rest.length === 0 ? node : nodeAt(node.children ?? [], rest);
}

const splice =
  (at: number, count: number, ...fresh: Plain[]) =>
  (list: readonly Plain[]) =>
    list.toSpliced(at, count, ...fresh);
const replace = (tree: readonly Plain[], path: readonly number[], node: Plain): readonly Plain[] =>
  change(tree, path.slice(0, -1), splice(path.at(-1) ?? 0, 1, node));

/** One thing that a person does, by numbers that are read against what is there. */
interface Act {
  readonly kind:
    'rename' | 'disable' | 'remove' | 'insert' | 'group' | 'move' | 'ungroup' | 'undo' | 'redo' | 'save' | 'reopen';
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

const pick = <Item>(list: readonly Item[], at: number): Item | undefined => list[at % Math.max(1, list.length)];

/** What an act does to the plain tree, and the edit that should do the same; undefined when it is not possible now. */
function plan(
  tree: readonly Plain[],
  rows: readonly OutlineRow[],
  act: Act,
): { tree: readonly Plain[]; edit: Edit } | undefined {
  const all = places(tree);
  const path = pick(all, act.a);
  const idOf = (one: readonly number[]): string => rows[all.indexOf(one)]?.id ?? '';
  if (act.kind === 'insert' || act.kind === 'group') {
    const groups = [undefined, ...all.filter((one) => nodeAt(tree, one).children !== null)];
    const parent = pick(groups, act.b);
    const siblings = parent === undefined ? tree : (nodeAt(tree, parent).children ?? []);
    const index = act.c % (siblings.length + 1);
    const isGroup = act.kind === 'group';
    const made: Plain = { name: `New ${String(act.a)}`, isDisabled: false, children: isGroup ? [] : null };
    const place = { where: 'into' as const, parentId: parent === undefined ? null : idOf(parent), index };
    const type = isGroup ? null : 'SMS_TaskSequence_RebootAction';
    return {
      tree: change(tree, parent ?? [], splice(index, 0, made)),
      edit: { kind: 'insert', place, type, name: made.name },
    };
  }
  if (path === undefined) return undefined;
  const node = nodeAt(tree, path);
  const own = path.at(-1) ?? 0;
  const above = path.slice(0, -1);
  const id = idOf(path);
  switch (act.kind) {
    case 'rename': {
      const name = `Name ${String(act.b)} & <${String(act.c)}> "é"`;
      return { tree: replace(tree, path, { ...node, name }), edit: { kind: 'setName', id, name } };
    }
    case 'disable':
      return {
        tree: replace(tree, path, { ...node, isDisabled: !node.isDisabled }),
        edit: { kind: 'setDisabled', ids: [id], disabled: !node.isDisabled },
      };
    case 'remove':
      return { tree: change(tree, above, splice(own, 1)), edit: { kind: 'remove', ids: [id] } };
    case 'ungroup':
      if (node.children === null || node.isDisabled) return undefined;
      return { tree: change(tree, above, splice(own, 1, ...node.children)), edit: { kind: 'ungroup', id } };
    case 'move': {
      const isBelow = (one: readonly number[]): boolean => path.every((part, at) => one[at] === part);
      const groups = [undefined, ...all.filter((one) => nodeAt(tree, one).children !== null && !isBelow(one))];
      const parent = pick(groups, act.b);
      const target = parent === undefined ? null : nodeAt(tree, parent);
      const index = act.c % ((target === null ? tree : (target.children ?? [])).length + 1);
      return {
        tree: movePlain(tree, node, target, index),
        edit: { kind: 'move', ids: [id], parentId: parent === undefined ? null : idOf(parent), index },
      };
    }
    default:
      return undefined;
  }
}

/** Puts a node before the child that has an index now; nodes are known by being the same object. */
function movePlain(tree: readonly Plain[], node: Plain, target: Plain | null, index: number): readonly Plain[] {
  const hole: Plain = { name: 'hole', isDisabled: false, children: null };
  const rebuild = (list: readonly Plain[], owner: Plain | null): readonly Plain[] => {
    const seen = list.map((one) =>
      one === node ? hole : { ...one, children: one.children === null ? null : rebuild(one.children, one) },
    );
    return owner === target ? seen.toSpliced(index, 0, node) : seen;
  };
  const withoutHole = (list: readonly Plain[]): readonly Plain[] =>
    list.flatMap((one) =>
      one === hole ? [] : [{ ...one, children: one.children === null ? null : withoutHole(one.children) }],
    );
  return withoutHole(rebuild(tree, null));
}

function travel(model: Model, from: (readonly Plain[])[], to: (readonly Plain[])[]): void {
  const next = from.pop();
  if (next === undefined) throw new Error('the model has nothing to go to');
  to.push(model.tree);
  model.tree = next;
}

function perform(model: Model, real: Real, act: Act): void {
  const { session } = real;
  const see = ({ outline }: SessionChange): void => {
    real.rows = applyOutlinePatch(real.rows, outline);
  };
  if (act.kind === 'undo' || act.kind === 'redo') {
    const [from, to] = act.kind === 'undo' ? [model.past, model.future] : [model.future, model.past];
    if (from.length === 0) {
      expect(() => session[act.kind as 'undo' | 'redo']()).toThrow(/NOTHING_TO_/);
      return;
    }
    see(session[act.kind]());
    travel(model, from, to);
    return;
  }
  if (act.kind === 'save') {
    session.markSaved();
    model.saved = model.tree;
    real.savedText = session.document.print();
    return;
  }
  if (act.kind === 'reopen') {
    const entries = session.entries.map((entry) => parseEntry(serialiseEntry(entry)));
    const { position, savedPosition } = session;
    const isReachable = savedPosition !== null;
    const text = isReachable ? real.savedText : session.document.print();
    const textPosition = isReachable ? savedPosition : position;
    real.session = EditingSession.restore({ text, entries, position, savedPosition, textPosition }, clock);
    real.rows = real.session.document.rows();
    return;
  }
  const planned = plan(model.tree, real.rows, act);
  if (planned === undefined) return;
  const { edit } = planned;
  const guessed = edit.kind === 'move' ? moveRows(real.rows, edit) : undefined;
  const done = session.apply([edit]);
  see(done);
  if (guessed !== undefined) expect(guessed).toEqual(real.rows);
  // A move to where it is already is no step.
  if (done.entry === undefined) {
    expect(flatten(planned.tree)).toEqual(flatten(model.tree));
    return;
  }
  model.past.push(model.tree);
  model.future = [];
  model.tree = planned.tree;
}

let time = 0;
const clock = { now: () => (time += 10_000), wait: () => Promise.resolve() };

const compact =
  '<sequence version="3.10"><group name="A" description=""><step type="T" name="1"><action>a</action><defaultVarList><variable name="v" property="v">x</variable></defaultVarList></step></group><group name="B" description=""/></sequence>\r\n';
const indented = `<?xml version="1.0"?>\n<!-- kept -->\n<sequence version="3.10">\n  <referenceList>\n    <reference package="LAB00001" />\n  </referenceList>\n  <group name="A" description="">\n    <!-- a note -->\n    <step type="T" name="1">\n      <action>a</action>\n    </step>\n\n    <step type="T" name="2"><action/></step>\n  </group>\n  <step type="T" name="3" />\n</sequence>\n<!-- end -->`;
const mdt = `<?xml version="1.0"?>\r\n<sequence version="3.00" name="M" description="d">\r\n  <globalVarList>\r\n    <variable name="A" property="A">1</variable>\r\n  </globalVarList>\r\n  <group expand="true" name="G" description="" disable="false" continueOnError="false">\r\n    <action />\r\n    <step name="S" disable="false" continueOnError="false" startIn="">\r\n      <defaultVarList />\r\n      <action>cmd</action>\r\n    </step>\r\n    <condition />\r\n  </group>\r\n</sequence>`;

function readPlain(document: SequenceDocument): readonly Plain[] {
  const read = (nodes: ReturnType<SequenceDocument['model']>['nodes']): readonly Plain[] =>
    nodes.map((node) => ({
      name: node.name,
      isDisabled: node.disabled,
      children: node.kind === 'group' ? read(node.children) : null,
    }));
  return read(document.model().nodes);
}

const kinds: readonly Act['kind'][] = [
  'rename',
  'disable',
  'remove',
  'insert',
  'insert',
  'group',
  'move',
  'move',
  'move',
  'ungroup',
  'undo',
  'undo',
  'redo',
  'save',
  'reopen',
];
const act: fc.Arbitrary<Act> = fc.record({
  kind: fc.constantFrom(...kinds),
  a: fc.nat(99),
  b: fc.nat(99),
  c: fc.nat(99),
});

it.each([
  ['compact', compact],
  ['indented, with comments', indented],
  ['of the other dialect', mdt],
])('[DOC-17] [DOC-44] any edits of a document that is %s do what they do to a plain tree', (_name, source) => {
  fc.assert(
    fc.property(fc.array(act, { minLength: 1, maxLength: 25 }), (acts) => {
      const document = new SequenceDocument(source);
      const model: Model = { tree: readPlain(document), past: [], future: [], saved: [] };
      const real: Real = { session: new EditingSession(document, clock), rows: document.rows(), savedText: source };
      for (const one of acts) {
        perform(model, real, one);
        const expected = flatten(model.tree);
        expect(shown(real.rows)).toEqual(expected);
        expect(shown(real.session.document.rows())).toEqual(expected);
        // Reading the printed text gives the same tree again.
        expect(shown(new SequenceDocument(real.session.document.print()).rows())).toEqual(expected);
      }
      while (real.session.position > 0) real.session.undo();
      expect(real.session.document.print()).toBe(source);
    }),
    { numRuns: 150 },
  );
});
