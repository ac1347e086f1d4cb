// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fakeSessionId } from './fakes/fake-nodes.ts';
import { giveSizes, openFake, type OpenedEditor } from './fakes/open-fake.tsx';

// Many test files share the processors: a second is too short for a dialog.
configure({ asyncUtilTimeout: 10_000 });

let opened: OpenedEditor | null = null;
beforeEach(giveSizes);
afterEach(() => {
  opened?.stop();
  cleanup();
});

const click = (name: string) => act(async () => void fireEvent.click(await screen.findByRole('button', { name })));
/** A change of the core that changes only what is known of the session. */
function tell(editor: OpenedEditor, standing: object): Promise<void> {
  const change = {
    sessionId: fakeSessionId,
    label: null,
    patch: { changed: [], removed: [], order: [] },
    touched: [],
    select: [],
    epoch: 1,
    changeNumber: 1,
    revision: 23,
    storedRevision: 23,
    isBehind: false,
    history: { undo: [], redo: [], undoCount: 0, redoCount: 0, savedDistance: 0 },
    isDirty: false,
    sizeBytes: 1000,
    ...standing,
  };
  return act(async () => editor.client.emit('editor.changed', change));
}

it('[UI-301] a draft that another program changed is decided by the person: shown, kept after a question, or copied', async () => {
  opened = await openFake();
  const { client } = opened;
  await tell(opened, { isBehind: true });
  await screen.findByText(/Another program changed this draft/);
  const state = await client.call('editor.state', { sessionId: fakeSessionId });
  client.handle({ 'editor.settle': () => ({ ...state, isBehind: false }) });
  await click('Save what I see as a copy');
  await waitFor(() => expect(client.callsOf('editor.saveCopy')).toHaveLength(1));
  await click('Keep what I see');
  await screen.findByText(/can no longer be undone one by one/);
  expect(client.callsOf('editor.settle')).toHaveLength(0);
  const [, confirm] = await screen.findAllByRole('button', { name: 'Keep what I see', hidden: true });
  await act(async () => void fireEvent.click(confirm ?? document.body));
  await waitFor(() => expect(client.callsOf('editor.settle')).toMatchObject([{ keep: 'own', epoch: 1 }]));
  await waitFor(() => expect(screen.queryByText(/Another program changed this draft/)).toBeNull());
});

it('[UI-302] a draft that another window has saved is none any more, and nothing offers to discard it', async () => {
  opened = await openFake('edit', Date.UTC(2026, 10, 21));
  await screen.findByRole('button', { name: 'Discard the draft…' });
  await tell(opened, { isDirty: true });
  expect(screen.queryByRole('button', { name: 'Discard the draft…' })).not.toBeNull();
  await tell(opened, { changeNumber: 2, revision: 24, storedRevision: 24 });
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Discard the draft…' })).toBeNull());
});

it('[UI-302] a revision that was saved elsewhere is named, and a view can show it', async () => {
  opened = await openFake('view');
  await tell(opened, { storedRevision: 24 });
  await screen.findByText('Revision 24 was saved since; you see revision 23.');
  await click('Show revision 24');
  await waitFor(() => expect(opened?.client.callsOf('editor.open')).toHaveLength(2));
  await waitFor(() => expect(opened?.client.callsOf('editor.close')).toHaveLength(1));
});

it('[UI-300] [UI-302] an editor says who discarded, and that a save will ask', async () => {
  opened = await openFake();
  await tell(opened, { storedRevision: 24 });
  await screen.findByText(/Saving will ask which version to keep/);
  opened.session.renew();
  await act(async () =>
    opened?.client.emit('editor.renewed', { sessionId: fakeSessionId, epoch: 2, cause: 'discarded' }),
  );
  await screen.findByText(/discarded in another window/);
  await click('Dismiss');
  expect(screen.queryByText(/discarded in another window/)).toBeNull();
});
