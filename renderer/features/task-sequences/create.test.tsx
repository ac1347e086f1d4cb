// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { taskSequences as words } from '#shared/text/en/task-sequences';
import { PackageId } from '#shared/model/ids';
import { afterEach, expect, it } from 'vitest';
import { createTestShell, pageOf, renderWithShell } from '../../app/testing.tsx';
import { sequenceEditorFeature } from '../sequence-editor/index.tsx';
import { taskSequencesFeature } from './index.tsx';

afterEach(cleanup);

it('[UI-493] Create opens the editor on the new sequence, whose name has at most 50 characters', async () => {
  const packageId = PackageId.parse('LAB00042');
  const test = createTestShell(
    {
      'sequence.list': () => pageOf([]),
      'folder.list': () => pageOf([]),
      'sequence.create': () => ({ packageId }),
    },
    [taskSequencesFeature, sequenceEditorFeature],
  );
  test.shell.goTo('task-sequences');
  renderWithShell(<main />, test);
  void test.shell.commands.run('sequences.create');
  const name = await screen.findByRole('textbox', { name: words.fact.name });
  expect(name.getAttribute('maxlength')).toBe('50');
  fireEvent.change(name, { target: { value: 'Branch offices' } });
  fireEvent.click(screen.getByRole('button', { name: words.properties.createAction }));
  await waitFor(() => expect(test.shell.tabs.store.getState().activeId).toBe(`editor:${packageId}`));
  const tab = test.shell.tabs.store.getState().tabs.at(-1);
  expect(tab).toMatchObject({ title: 'Branch offices', params: { packageId, mode: 'edit' } });
  expect(test.shell.selection.get('task-sequences')).toMatchObject({ ids: [packageId] });
});
