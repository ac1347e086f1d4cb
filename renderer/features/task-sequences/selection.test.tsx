// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { useStore } from 'zustand';
import { createTestShell, pageOf, renderWithShell } from '../../app/testing.tsx';
import { PackageId } from '#shared/model/ids';
import type { TaskSequenceRow } from '#shared/model/task-sequence';
import { FolderId } from '#shared/model/ids';
import { drop, taskSequencesFeature } from './index.tsx';
import { knownFolders } from './folders.ts';
import { currentChild, selectedSequences, sequencesNode } from './model.ts';
import { TaskSequencesPage } from './page.tsx';

const capture = '11111111-1111-4111-8111-111111111111';
const deploy = '22222222-2222-4222-8222-222222222222';

function row(id: string, name: string, folderId: string): TaskSequenceRow {
  return {
    packageId: PackageId.parse(id),
    folderId: FolderId.parse(folderId),
    folderPath: [folderId === capture ? 'User state' : 'Deployment'],
    name,
    description: '',
    dialect: 'cm',
    revision: 1,
    stepCount: 3,
    sizeBytes: 2048,
    enabled: true,
    createdAt: 1,
    modifiedAt: 1,
    modifiedBy: 'm.devries',
    hasDraft: false,
    deletedAt: null,
  };
}

async function createList() {
  const moves: unknown[] = [];
  const test = createTestShell(
    {
      'sequence.list': ({ deleted, folderId, filter, ids }) =>
        pageOf(
          [row('LAB00001', 'Capture', capture), row('LAB00002', 'Deploy', deploy)].filter(
            (one) =>
              !deleted &&
              (folderId === null || one.folderId === folderId) &&
              ids?.includes(one.packageId) !== false &&
              one.name.toLowerCase().includes(filter),
          ),
        ),
      'sequence.move': (input) => {
        moves.push(input);
        return { count: 1 };
      },
      'folder.move': (input) => {
        moves.push(input);
        return {};
      },
      'folder.list': () =>
        pageOf([
          { id: FolderId.parse(capture), parentId: null, name: 'User state', path: ['User state'], sequenceCount: 1 },
          { id: FolderId.parse(deploy), parentId: null, name: 'Deployment', path: ['Deployment'], sequenceCount: 1 },
        ]),
    },
    [taskSequencesFeature],
  );
  function Page() {
    useStore(test.shell.navigation.store);
    return <TaskSequencesPage childId={currentChild(test.shell)} />;
  }
  renderWithShell(<Page />, test);
  await screen.findByText('Capture');
  await waitFor(() => expect(knownFolders(test.shell)).toHaveLength(2));
  return { ...test, moves };
}
const names = (test: Awaited<ReturnType<typeof createList>>) =>
  selectedSequences(test.shell).rows.map((one) => one.name);

afterEach(cleanup);

describe('what commands act on', () => {
  it('[UI-4] is never a row of another folder', async () => {
    const test = await createList();
    test.shell.goTo(sequencesNode, capture);
    test.shell.selection.select(sequencesNode, ['LAB00001']);
    await waitFor(() => expect(names(test)).toEqual(['Capture']));
    test.shell.goTo(sequencesNode, deploy);
    await waitFor(() => expect(names(test)).toEqual([]));
    test.shell.goTo(sequencesNode);
    await waitFor(() => expect(names(test)).toEqual(['Capture']));
  });

  it('[UI-4] is never a row that the filter hides', async () => {
    const test = await createList();
    test.shell.goTo(sequencesNode);
    test.shell.selection.select(sequencesNode, ['LAB00001', 'LAB00002']);
    fireEvent.change(await screen.findByRole('searchbox'), { target: { value: 'depl' } });
    await waitFor(() => expect(names(test)).toEqual(['Deploy']));
  });
});

describe('what is dropped on a folder', () => {
  const dragged = (id: string) => ({ kind: 'task-sequence', id });

  it('[UI-6] is the dragged row, without what is selected in other folders', async () => {
    const test = await createList();
    test.shell.selection.select(sequencesNode, ['LAB00001', 'LAB00002']);
    test.shell.goTo(sequencesNode, capture);
    drop.drop(test.shell, dragged('LAB00001'), deploy);
    await waitFor(() =>
      expect(test.moves).toEqual([{ sequences: { kind: 'ids', ids: ['LAB00001'] }, folderId: deploy }]),
    );
  });

  it('[UI-6] is a folder, but not into itself, and Undo brings it back', async () => {
    const test = await createList();
    const data = { kind: 'task-sequence-folder', id: capture };
    expect(drop.accepts(test.shell, data, capture)).toBe(false);
    expect(drop.accepts(test.shell, data, deploy)).toBe(true);
    drop.drop(test.shell, data, deploy);
    await waitFor(() => expect(test.shell.toasts.store.getState().toasts).toHaveLength(1));
    await test.shell.toasts.store.getState().toasts[0]?.action?.run();
    expect(test.moves).toEqual([
      { folderId: capture, parentId: deploy },
      { folderId: capture, parentId: null },
    ]);
  });
});
