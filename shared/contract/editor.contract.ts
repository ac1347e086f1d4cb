import { describe, expect, test } from 'vitest';
import type { Edit } from '../model/edit.ts';
import type { EditorChange } from '../model/editor.ts';
import type { PackageId } from '../model/ids.ts';
import { applyOutlinePatch } from '../model/outline.ts';
import type { NodeId } from '../model/sequence.ts';
import type { Client } from './client.ts';

/** A connection to whoever edits, and a sequence without any steps. */
export type OpenEditing = () => Promise<{ readonly client: Pick<Client, 'call'>; readonly packageId: PackageId }>;

const step = 'SMS_TaskSequence_RunCommandLineAction';
const missing: NodeId = 'n999999';

type Editing = Awaited<ReturnType<typeof open>>;

/** An editing session with what its window knows of it. */
async function open(openEditing: OpenEditing) {
  const { client, packageId } = await openEditing();
  const state = await client.call('editor.open', { packageId, mode: 'edit', draft: 'keep' });
  const session = { sessionId: state.sessionId, epoch: state.epoch };
  let { rows, changeNumber } = state;
  /** Takes a change as a window does, and holds the rows against those of the session. */
  const take = async <Change extends EditorChange>(change: Change): Promise<Change> => {
    expect(change.changeNumber).toBe(changeNumber + 1);
    ({ changeNumber } = change);
    rows = applyOutlinePatch(rows, change.patch);
    expect(rows).toEqual((await client.call('editor.state', { sessionId: session.sessionId })).rows);
    return change;
  };
  const apply = async (...edits: Edit[]) => take(await client.call('editor.apply', { ...session, edits }));
  const insert = async (name: string, parentId: NodeId | null, type: string | null = step): Promise<NodeId> => {
    const change = await apply({ kind: 'insert', place: { where: 'into', parentId }, type, name });
    expect(change.select).toHaveLength(1);
    return change.select[0] ?? missing;
  };
  const undo = async (steps: number) => take(await client.call('editor.undo', { ...session, steps }));
  const redo = async (steps: number) => take(await client.call('editor.redo', { ...session, steps }));
  const names = (): string[] => rows.map(({ name, depth }) => '·'.repeat(depth) + name);
  const read = () => client.call('editor.state', { sessionId: session.sessionId });
  return { client, session, packageId, apply, insert, undo, redo, names, read, take };
}

/** A group with two steps, and a step after it. */
async function fill({ insert }: Editing) {
  const group = await insert('Setup', null, null);
  return { group, one: await insert('One', group), two: await insert('Two', group), last: await insert('Last', null) };
}

/** What every editing session promises its windows. `rule` is the rule id in brackets. */
export function describeEditing(name: string, rule: string, openEditing: OpenEditing): void {
  describe(`editing: ${name}`, () => {
    describeChanges(rule, openEditing);
    describeHistory(rule, openEditing);
    describeEpochs(rule, openEditing);
  });
}

function describeChanges(rule: string, openEditing: OpenEditing): void {
  test(`${rule} a change says what became of the rows, which to select, and the details of one`, async () => {
    const editing = await open(openEditing);
    const { group, one, last } = await fill(editing);
    expect(editing.names()).toEqual(['Setup', '·One', '·Two', 'Last']);
    const renamed = await editing.apply({ kind: 'setName', id: one, name: 'First' });
    expect([renamed.detail?.name, renamed.touched, renamed.isDirty]).toEqual(['First', [one], true]);
    await editing.apply({ kind: 'move', ids: [last], parentId: group, index: 1 });
    expect(editing.names()).toEqual(['Setup', '·First', '·Last', '·Two']);
    await editing.apply({ kind: 'setDisabled', ids: [one, last], disabled: true });
    expect((await editing.read()).rows.filter((row) => row.disabled).map((row) => row.id)).toEqual([one, last]);
    await editing.apply({ kind: 'remove', ids: [one, last] });
    expect(editing.names()).toEqual(['Setup', '·Two']);
  });

  test(`${rule} several edits are one step; one of them that is refused leaves everything as it was`, async () => {
    const editing = await open(openEditing);
    const { one, two } = await fill(editing);
    const before = await editing.read();
    const refused = editing.client.call('editor.apply', {
      ...editing.session,
      edits: [
        { kind: 'setName', id: one, name: 'Gone' },
        { kind: 'setName', id: missing, name: 'Nobody' },
      ],
    });
    await expect(refused).rejects.toMatchObject({ code: 'EDIT_TARGET_MISSING' });
    expect(await editing.read()).toEqual(before);
    await editing.apply({ kind: 'setName', id: one, name: 'A' }, { kind: 'setName', id: two, name: 'B' });
    expect((await editing.read()).history.undoCount).toBe(before.history.undoCount + 1);
    await editing.undo(1);
    expect(editing.names()).toEqual(['Setup', '·One', '·Two', 'Last']);
  });

  test(`${rule} details are asked for by id, and there are none of what is not there`, async () => {
    const editing = await open(openEditing);
    const { group, one } = await fill(editing);
    const { nodes } = await editing.client.call('editor.nodes', { ...editing.session, nodeIds: [one, group] });
    expect(nodes.map((node) => [node.id, node.kind, node.name])).toEqual([
      [one, 'step', 'One'],
      [group, 'group', 'Setup'],
    ]);
    await expect(editing.client.call('editor.node', { ...editing.session, nodeId: missing })).rejects.toMatchObject({
      code: 'EDIT_TARGET_MISSING',
    });
  });

  test(`${rule} what was copied can be pasted, with ids of its own`, async () => {
    const editing = await open(openEditing);
    const { group } = await fill(editing);
    const { xml, count } = await editing.client.call('editor.copy', { ...editing.session, nodeIds: [group] });
    expect(count).toBe(1);
    const change = await editing.apply({ kind: 'insertRaw', place: { where: 'after', id: group }, xml });
    expect(editing.names()).toEqual(['Setup', '·One', '·Two', 'Setup', '·One', '·Two', 'Last']);
    expect(change.select).not.toContain(group);
    expect(new Set((await editing.read()).rows.map((row) => row.id)).size).toBe(7);
  });
}

function describeHistory(rule: string, openEditing: OpenEditing): void {
  test(`${rule} undo and redo go back and forth by steps, and a new change ends the way forward`, async () => {
    const editing = await open(openEditing);
    await fill(editing);
    const undone = await editing.undo(3);
    expect(editing.names()).toEqual(['Setup']);
    expect([undone.history.undoCount, undone.history.redoCount]).toEqual([1, 3]);
    await editing.redo(2);
    expect(editing.names()).toEqual(['Setup', '·One', '·Two']);
    await editing.insert('New', null);
    expect((await editing.read()).history).toMatchObject({ undoCount: 4, redoCount: 0 });
    for (const [method, steps, code] of [
      ['editor.undo', 5, 'NOTHING_TO_UNDO'],
      ['editor.redo', 1, 'NOTHING_TO_REDO'],
    ] as const) {
      const before = await editing.read();
      await expect(editing.client.call(method, { ...editing.session, steps })).rejects.toMatchObject({
        code,
      });
      expect(await editing.read()).toEqual(before);
    }
  });

  test(`${rule} a save is a revision of its own, and history goes on across it`, async () => {
    const editing = await open(openEditing);
    await fill(editing);
    const { revision } = await editing.read();
    const saved = await editing.client.call('editor.save', { ...editing.session, overwrite: false });
    expect(saved.revision).toBe(revision + 1);
    await editing.take(saved.change);
    const standing = await editing.read();
    expect([standing.isDirty, standing.revision, standing.history.savedDistance]).toEqual([false, revision + 1, 0]);
    const undone = await editing.undo(1);
    expect([undone.isDirty, undone.history.savedDistance]).toEqual([true, -1]);
    const redone = await editing.redo(1);
    expect([redone.isDirty, redone.history.savedDistance]).toEqual([false, 0]);
  });
}

function describeEpochs(rule: string, openEditing: OpenEditing): void {
  test(`${rule} discarding begins anew: what was saved, no history, and ids of before lead nowhere`, async () => {
    const editing = await open(openEditing);
    const { one } = await fill(editing);
    const saved = await editing.client.call('editor.save', { ...editing.session, overwrite: false });
    await editing.take(saved.change);
    await editing.apply({ kind: 'remove', ids: [one] });
    const state = await editing.client.call('editor.discard', editing.session);
    expect(state.rows.map((row) => row.name)).toEqual(['Setup', 'One', 'Two', 'Last']);
    expect([state.isDirty, state.history.undoCount, state.history.redoCount]).toEqual([false, 0, 0]);
    expect(state.epoch).toBe(editing.session.epoch + 1);
    const { client, session } = editing;
    const late = [
      () => client.call('editor.apply', { ...session, edits: [{ kind: 'setName', id: one, name: 'x' }] }),
      () => client.call('editor.undo', { ...session, steps: 1 }),
      () => client.call('editor.redo', { ...session, steps: 1 }),
      () => client.call('editor.save', { ...session, overwrite: true }),
      () => client.call('editor.node', { ...session, nodeId: one }),
      () => client.call('editor.nodes', { ...session, nodeIds: [one] }),
      () => client.call('editor.copy', { ...session, nodeIds: [one] }),
      () => client.call('editor.find', { ...session, text: 'One' }),
      () => client.call('editor.setSecret', { ...session, nodeId: one, property: 'UserPassword', value: 'x' }),
      () => client.call('editor.discard', session),
    ];
    for (const call of late) {
      await expect(call()).rejects.toMatchObject({ code: 'SESSION_RENEWED', details: { expected: 1, actual: 2 } });
    }
    expect(await editing.read()).toEqual(state);
  });
}
