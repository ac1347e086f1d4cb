import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors';
import { createFakeClient } from '../../../api/fake-client.ts';
import { fakePackage, fakeStep, nodeId, restartIds } from '../fakes/fake-nodes.ts';
import { createFakeSession } from '../fakes/fake-session.ts';
import { createDocumentStore } from './document-store.ts';
import { createEditorSession } from './editor-session.ts';

async function setUp() {
  restartIds();
  const fake = createFakeSession([fakeStep('One', 'SMS_TaskSequence_RunCommandLineAction'), fakeStep('Two', 'X')]);
  const client = createFakeClient(fake.handlers);
  const waiting: (() => void)[] = [];
  const store = createDocumentStore(fakePackage, 'edit');
  const session = createEditorSession(store, {
    client,
    say: () => undefined,
    schedule: (action) => {
      waiting.push(action);
      return () => void waiting.splice(waiting.indexOf(action), 1);
    },
  });
  await session.open('keep');
  return { fake, client, store, session, waiting };
}

describe('editing session', () => {
  it('[UI-106] a burst of typing in one field is one call with the last value', async () => {
    const { client, session, waiting, fake } = await setUp();
    for (const name of ['T', 'Th', 'Three']) session.type({ kind: 'setName', id: nodeId(1), name });
    expect(waiting).toHaveLength(1);
    await session.commit();
    expect(client.callsOf('editor.apply')).toHaveLength(1);
    expect(fake.names()).toEqual(['Three', 'Two']);
  });

  it('[UI-127] what waits in a field goes before a command, and commands run one after the other', async () => {
    const { client, session, store } = await setUp();
    session.type({ kind: 'setName', id: nodeId(1), name: 'Typed' });
    const both = [session.apply([{ kind: 'remove', ids: [nodeId(2)] }]), session.undo(1)];
    await Promise.all(both);
    const changing = ['editor.apply', 'editor.undo'];
    expect(client.calls.map((call) => call.method).filter((method) => changing.includes(method))).toEqual([
      'editor.apply',
      'editor.apply',
      'editor.undo',
    ]);
    expect(store.getState().rows.map((row) => row.name)).toEqual(['Typed', 'Two']);
  });

  it('[UI-127] a change of another window is taken once, and a gap reads the state again', async () => {
    const { client, session, store, fake } = await setUp();
    const made = await session.apply([{ kind: 'setName', id: nodeId(1), name: 'Mine' }]);
    if (made === null) throw new Error('refused');
    client.emit('editor.changed', made);
    expect(client.callsOf('editor.state')).toHaveLength(0);
    client.emit('editor.changed', { ...made, changeNumber: made.changeNumber + 2 });
    await expect.poll(() => client.callsOf('editor.state').length).toBe(1);
    expect(store.getState().rows.map((row) => row.name)).toEqual(fake.names());
    client.emit('editor.changed', {
      ...made,
      sessionId: crypto.randomUUID(),
      changeNumber: 99,
    });
    expect(client.callsOf('editor.state')).toHaveLength(1);
  });

  it('[UI-108] a refused field keeps what was typed with the reason, and the next value takes its place', async () => {
    const { session, store, fake } = await setUp();
    session.type({ kind: 'setName', id: nodeId(1), name: 'refuse me' });
    await session.commit();
    const draft = store.getState().drafts.get('setName:n1');
    expect(draft?.error?.code).toBe('EDIT_VALUE_INVALID');
    session.type({ kind: 'setName', id: nodeId(1), name: 'Better' });
    await session.commit();
    expect(store.getState().drafts.size).toBe(0);
    expect(fake.names()[0]).toBe('Better');
  });

  it('[UI-113] a conflict is an answer of saving, any other refusal is an error of the document', async () => {
    const { session, fake, client, store } = await setUp();
    fake.conflict();
    expect(await session.save(false)).toBe('conflict');
    expect(store.getState().error).toBeNull();
    client.handle({
      'editor.save': () => {
        throw new AppError('STORE_FULL', { file: 'site.db' });
      },
    });
    expect(await session.save(false)).toBeNull();
    expect(store.getState().error?.code).toBe('STORE_FULL');
    expect(store.getState().isSaving).toBe(false);
  });

  it('[UI-300] a discard of another window shows what is now, drops what waits in a field, and says why', async () => {
    const { client, session, store, fake, waiting } = await setUp();
    await session.apply([{ kind: 'setName', id: nodeId(1), name: 'Mine' }]);
    session.type({ kind: 'setName', id: nodeId(2), name: 'Typed' });
    const late = session.apply([{ kind: 'remove', ids: [nodeId(2)] }]);
    fake.renew();
    expect(await late).toBeNull();
    expect([fake.names(), store.getState().error?.code]).toEqual([['One', 'Two'], 'SESSION_RENEWED']);
    expect(store.getState().rows.map((row) => row.name)).toEqual(['One', 'Two']);
    expect([store.getState().drafts.size, waiting.length, session.key()?.epoch]).toEqual([0, 0, 2]);
    fake.renew();
    const { sessionId } = session.key() ?? {};
    client.emit('editor.renewed', { sessionId: sessionId ?? '', epoch: 3, cause: 'discarded' });
    await expect.poll(() => store.getState().renewal).toBe('discarded');
    expect([session.key()?.epoch, store.getState().history.undoCount]).toEqual([3, 0]);
    const before = client.callsOf('editor.state').length;
    client.emit('editor.renewed', { sessionId: sessionId ?? '', epoch: 3, cause: 'discarded' });
    await session.commit();
    expect(client.callsOf('editor.state')).toHaveLength(before);
  });

  it('[UI-300] what was meant for the steps of before is not sent for those of now', async () => {
    const { client, session, fake } = await setUp();
    // The first call is under way while the second one waits; right after it the document is read anew.
    const { 'editor.apply': apply } = fake.handlers;
    let calls = 0;
    client.handle({
      'editor.apply': async (input, call) => {
        const made = await apply?.(input, call);
        if (made === undefined) throw new Error('the fake has no answer');
        calls += 1;
        if (calls === 1) fake.renew();
        return made;
      },
    });
    const first = session.apply([{ kind: 'setName', id: nodeId(1), name: 'First' }]);
    const second = session.apply([{ kind: 'remove', ids: [nodeId(2)] }]);
    await first;
    expect(await second).toBeNull();
    expect(client.callsOf('editor.apply').map((input) => (input as { epoch: number }).epoch)).toEqual([1, 1]);
    expect(fake.names()).toEqual(['One', 'Two']);
  });

  it('[UI-301] a conflict of drafts is no error of the document but its standing, also at a save', async () => {
    const { client, session, store } = await setUp();
    const refuse = () => {
      throw new AppError('REVISION_CONFLICT', { of: 'draft', name: 'S', expected: 1, actual: 2 });
    };
    client.handle({ 'editor.apply': refuse, 'editor.save': refuse });
    expect(await session.apply([{ kind: 'remove', ids: [nodeId(1)] }])).toBeNull();
    expect([store.getState().isBehind, store.getState().error]).toEqual([true, null]);
    expect(await session.save(false)).toBeNull();
    expect(store.getState().error).toBeNull();
  });

  it('[UI-303] details come with the answer of an edit, and only what others changed is stale', async () => {
    const { client, session, store } = await setUp();
    await session.loadDetail(nodeId(1));
    await session.loadDetail(nodeId(2));
    session.type({ kind: 'setName', id: nodeId(1), name: 'Typed' });
    await session.commit();
    const made = await session.apply([{ kind: 'setDisabled', ids: [nodeId(1)], disabled: true }]);
    expect(store.getState().details.get(nodeId(1))).toMatchObject({ name: 'Typed', disabled: true });
    expect([client.callsOf('editor.node').length, store.getState().stale.size]).toEqual([2, 0]);
    if (made === null) throw new Error('refused');
    client.emit('editor.changed', { ...made, changeNumber: made.changeNumber + 1, touched: [nodeId(2)] });
    await expect.poll(() => [...store.getState().stale]).toEqual([nodeId(2)]);
    expect(await session.loadDetails([nodeId(1), nodeId(2)])).toHaveLength(2);
    expect(client.callsOf('editor.nodes')).toMatchObject([{ nodeIds: [nodeId(2)] }]);
  });
});
