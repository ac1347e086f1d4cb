// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors';
import { pageOf } from '../../app/testing.tsx';
import { fakePackage } from './fakes/fake-nodes.ts';
import { giveSizes, openFake, type OpenedEditor } from './fakes/open-fake.tsx';

// Many test files share the processors: a second is too short for a dialog.
configure({ asyncUtilTimeout: 10_000 });

let opened: OpenedEditor | null = null;
beforeEach(giveSizes);
afterEach(() => {
  opened?.stop();
  cleanup();
});

const deletedAt = Date.UTC(2026, 10, 21, 12);
const click = (name: string) => act(async () => void fireEvent.click(await screen.findByRole('button', { name })));
const tabs = (editor: OpenedEditor) => editor.shell.tabs.store.getState().tabs.map(({ kind }) => kind);

const row = {
  packageId: fakePackage,
  ...{ folderId: null, folderPath: [], name: 'Deploy', description: '', dialect: 'cm' as const },
  ...{ revision: 23, stepCount: 4, sizeBytes: 1, enabled: true, createdAt: 0, modifiedAt: 0, modifiedBy: '' },
  hasDraft: false,
};

/** The list of the site has the sequence, has it among the deleted ones, or has it no more; every window hears of it. */
function tell({ client }: OpenedEditor, state: 'there' | 'deleted' | 'gone'): Promise<void> {
  client.handle({
    'sequence.list': ({ deleted }) => {
      if (state === 'gone' || deleted !== (state === 'deleted')) return pageOf([]);
      return pageOf([{ ...row, deletedAt: state === 'deleted' ? deletedAt : null }]);
    },
    'sequence.undelete': () => ({ count: 1 }),
  });
  return act(async () => client.emit('site.changed', { revision: 1, changes: [{ kind: 'sequences', ids: null }] }));
}

it('[UI-580] a sequence that is deleted elsewhere stays on show, and is brought back', async () => {
  opened = await openFake();
  await tell(opened, 'deleted');
  await screen.findByText(/^This task sequence was deleted on .*21/);
  expect(screen.getByRole('treeitem', { name: /Say hello/ })).toBeTruthy();
  await click('Bring it back');
  expect(opened.client.callsOf('sequence.undelete')).toMatchObject([
    { sequences: { kind: 'ids', ids: [fakePackage] } },
  ]);
  await tell(opened, 'there');
  await waitFor(() => expect(screen.queryByText(/was deleted on/)).toBeNull());
  expect(opened.client.callsOf('editor.open')).toHaveLength(1);
});

it('[UI-580] what is shown is saved as a copy, and the tab closes without asking to save', async () => {
  opened = await openFake();
  await act(async () => {
    await opened?.shell.commands.run('editor.wrap');
  });
  await waitFor(() => expect(opened?.client.callsOf('editor.apply')).toHaveLength(1));
  await tell(opened, 'deleted');
  await click('Save what I see as a copy');
  await waitFor(() => expect(opened?.client.callsOf('editor.saveCopy')).toHaveLength(1));
  await click('Close the tab');
  await waitFor(() => expect(tabs(opened as OpenedEditor)).not.toContain('editor'));
});

it('[UI-580] nothing is saved to, or run from, a sequence that is deleted', async () => {
  opened = await openFake();
  await tell(opened, 'deleted');
  await screen.findByText(/was deleted on/);
  for (const name of ['Save', 'Run…']) {
    expect(screen.queryByRole('button', { name })?.matches(':disabled, [aria-disabled="true"]') ?? true).toBe(true);
  }
});

it('[UI-580] one that is gone for good cannot be brought back, and says so', async () => {
  opened = await openFake();
  await tell(opened, 'gone');
  await screen.findByText(/is no longer in this site/);
  expect(screen.queryByRole('button', { name: 'Bring it back' })).toBeNull();
});

it('[UI-580] a tab of before a restart says that its sequence was deleted, and opens it when it is back', async () => {
  opened = await openFake();
  const { client, session } = opened;
  client.handle({
    'editor.open': () => {
      throw new AppError('SEQUENCE_NOT_FOUND', { packageId: fakePackage });
    },
  });
  await tell(opened, 'deleted');
  await act(async () => {
    opened?.shell.connection.set({ status: 'lost', attempt: 1 });
    opened?.shell.connection.set({ status: 'connected' });
  });
  await screen.findByRole('heading', { name: 'This task sequence was deleted' });
  client.handle(session.handlers);
  await click('Bring it back');
  await tell(opened, 'there');
  await screen.findByRole('treeitem', { name: /Say hello/ });
});
