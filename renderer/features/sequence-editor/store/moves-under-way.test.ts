import { describe, expect, it } from 'vitest';
import type { ParsedInput } from '#shared/contract/contract';
import { AppError } from '#shared/contract/errors';
import type { MadeChange } from '#shared/model/editor';
import { createFakeClient } from '../../../api/fake-client.ts';
import { fakePackage, fakeStep, nodeId, restartIds } from '../fakes/fake-nodes.ts';
import { createFakeSession } from '../fakes/fake-session.ts';
import { selectOne } from '../model/selection.ts';
import { createEditorController } from './editor-controller.ts';
import { createClipboard } from './clipboard.ts';
import type { Spoken } from './ports.ts';

/** An open editor of A, B, C and D, with A selected. Edits wait for `answer` or `refuse`, one after the other. */
async function setUp() {
  restartIds();
  const fake = createFakeSession(['A', 'B', 'C', 'D'].map((name) => fakeStep(name, 'X')));
  const client = createFakeClient(fake.handlers);
  const said: Spoken[] = [];
  const editor = createEditorController({
    packageId: fakePackage,
    mode: 'edit',
    deps: { client, say: (one) => void said.push(one), schedule: () => () => undefined },
    clipboard: createClipboard(),
  });
  await editor.session.open('keep');
  editor.select(selectOne(nodeId(1)));
  const { 'editor.apply': apply } = fake.handlers;
  if (apply === undefined) throw new Error('the fake has no edits');
  const gates: ((error?: AppError) => void)[] = [];
  client.handle({
    'editor.apply': async (input: ParsedInput<'editor.apply'>, context) => {
      const error = await new Promise<AppError | undefined>((resolve) => gates.push(resolve));
      if (error !== undefined) throw error;
      return apply(input, context);
    },
  });
  const end = async (error?: AppError) => {
    await expect.poll(() => gates.length).toBeGreaterThan(0);
    gates.shift()?.(error);
  };
  const shown = () =>
    editor.document
      .getState()
      .rows.map((row) => row.name)
      .join('');
  const indexes = () => client.callsOf('editor.apply').map((input) => (input as ParsedInput<'editor.apply'>).edits[0]);
  return { fake, client, editor, said, shown, indexes, answer: () => end(), refuse: (error: AppError) => end(error) };
}

describe('moves that the core has not answered', () => {
  it('[UI-305] a move is shown at once, and its answer leaves the very rows', async () => {
    const { fake, editor, said, shown, answer } = await setUp();
    const done = editor.move('down');
    expect([shown(), fake.names().join('')]).toEqual(['BACD', 'ABCD']);
    expect(editor.view.getState().selection.active).toBe(nodeId(1));
    const { rows } = editor.document.getState();
    expect(said).toEqual([]);
    await answer();
    await done;
    const state = editor.document.getState();
    expect(state.rows).toBe(rows);
    expect([state.underWay, state.isDirty, state.history.undoCount]).toEqual([[], true, 1]);
    expect(said).toEqual([{ key: 'moved', count: 1, name: 'A', number: 2 }]);
  });

  it('[UI-306] a refused move goes back with those made on top of it, and the reason is said', async () => {
    const { fake, client, editor, said, shown, refuse } = await setUp();
    const asked = [editor.move('down'), editor.move('down'), editor.undo(1)];
    expect(shown()).toBe('BCAD');
    const focusBefore = editor.view.getState().focusRequest;
    await refuse(new AppError('STORE_FULL', { file: 'site.db' }));
    await Promise.all(asked);
    const { error, underWay, isDirty } = editor.document.getState();
    expect([shown(), error?.code, underWay, isDirty]).toEqual(['ABCD', 'STORE_FULL', [], false]);
    expect([client.callsOf('editor.apply').length, client.callsOf('editor.undo').length]).toEqual([1, 0]);
    expect([editor.view.getState().selection.ids, said]).toEqual([[nodeId(1)], []]);
    expect(editor.view.getState().focusRequest).toBeGreaterThan(focusBefore);
    expect(fake.names().join('')).toBe('ABCD');
  });

  it('[UI-306] a conflict of drafts puts the rows back and is the standing of the document', async () => {
    const { editor, shown, refuse } = await setUp();
    const done = editor.move('down');
    await refuse(new AppError('REVISION_CONFLICT', { of: 'draft', name: 'S', expected: 1, actual: 2 }));
    await done;
    const { isBehind, error } = editor.document.getState();
    expect([shown(), isBehind, error]).toEqual(['ABCD', true, null]);
  });

  it('[UI-307] moves under way keep their order, whatever comes between', async () => {
    const { fake, client, editor, shown, indexes, answer } = await setUp();
    const asked = [editor.move('down'), editor.move('down')];
    expect(shown()).toBe('BCAD');
    await answer();
    await asked[0];
    expect([shown(), fake.names().join('')]).toEqual(['BCAD', 'BACD']);
    // Another window renames D before the second one is answered.
    const rename = { kind: 'setName' as const, id: nodeId(4), name: 'E' };
    const { sessionId, epoch } = editor.session.key() ?? { sessionId: '', epoch: 0 };
    const { detail: _own, ...other } = (await fake.handlers['editor.apply']?.(
      { sessionId, epoch, edits: [rename] } as ParsedInput<'editor.apply'>,
      { signal: new AbortController().signal },
    )) as MadeChange;
    client.emit('editor.changed', other);
    await expect.poll(shown).toBe('BCAE');
    await answer();
    await Promise.all(asked);
    expect([shown(), fake.names().join('')]).toEqual(['BCAE', 'BCAE']);
    expect(indexes()).toMatchObject([{ index: 2 }, { index: 3 }]);
  });

  it('[UI-307] a state that is read while moves are under way is shown with them, and they are not made twice', async () => {
    const { fake, client, editor, shown, answer } = await setUp();
    const done = editor.move('down');
    const { sessionId } = editor.session.key() ?? { sessionId: '' };
    // An event that tells of changes nobody here has heard of.
    const state = await fake.handlers['editor.state']?.({ sessionId } as never, {
      signal: new AbortController().signal,
    });
    if (state === undefined) throw new Error('no state');
    const {
      packageId: _id,
      name: _name,
      dialect: _dialect,
      mode: _mode,
      rows: _rows,
      draftFrom: _from,
      ...rest
    } = state;
    const patch = { changed: [], removed: [], order: [] };
    const gap = { ...rest, label: null, patch, touched: [], select: [], changeNumber: 7 };
    client.emit('editor.changed', gap);
    await expect.poll(() => client.callsOf('editor.state').length).toBe(1);
    expect(shown()).toBe('BACD');
    await answer();
    await done;
    expect([shown(), editor.document.getState().underWay]).toEqual(['BACD', []]);
  });

  it('[UI-308] undoing a move that is not answered takes that move back', async () => {
    const { fake, client, editor, shown, answer } = await setUp();
    const asked = [editor.move('down'), editor.undo(1)];
    expect(shown()).toBe('BACD');
    await answer();
    await Promise.all(asked);
    expect([shown(), fake.names().join('')]).toEqual(['ABCD', 'ABCD']);
    expect(client.callsOf('editor.undo')).toHaveLength(1);
  });

  it('[UI-308] what asks for everything that was done waits for moves under way', async () => {
    const { editor, answer } = await setUp();
    void editor.move('down');
    const done = editor.session.commit();
    await answer();
    await done;
    expect(editor.document.getState().isDirty).toBe(true);
  });

  it('[UI-300] moves under way are gone when another window discards', async () => {
    const { fake, editor, shown, answer } = await setUp();
    const done = editor.move('down');
    fake.renew();
    await answer();
    await done;
    expect([shown(), editor.document.getState().error?.code]).toEqual(['ABCD', 'SESSION_RENEWED']);
  });
});
