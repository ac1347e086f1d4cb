// @vitest-environment jsdom
import { cleanup, configure, screen, within } from '@testing-library/react';
import { ErrorCode } from '#shared/contract/errors';
import { FolderId, JobId, PackageId } from '#shared/model/ids';
import type { ImportResult } from '#shared/model/task-sequence';
import { afterEach, expect, it } from 'vitest';
import { createTestShell, pageOf, renderWithShell } from '../../app/testing.tsx';
import { taskSequencesFeature } from './index.tsx';

// Many test files share the processors: a second is too short for a dialog.
configure({ asyncUtilTimeout: 10_000 });
afterEach(cleanup);

const jobId = JobId.parse('5f0c6f3e-6a3c-4c1e-9a55-0a6f0f1f2c01');
const folderId = FolderId.parse('5f0c6f3e-6a3c-4c1e-9a55-0a6f0f1f2c02');

/** What the dialog of an import shows that came to this. */
async function shown(result: ImportResult): Promise<HTMLElement> {
  const job = {
    kind: 'import',
    title: 'a',
    state: 'succeeded',
    startedAt: 1,
    endedAt: 60_000,
    done: 1,
    total: 1,
  } as const;
  const { shell } = createTestShell(
    {
      'transfer.begin': () => ({ transferId: jobId }),
      'transfer.write': () => ({ received: 1 }),
      'sequence.startImport': () => ({ jobId }),
      'sequence.importResult': () => result,
      'job.list': () => pageOf([{ ...job, id: jobId, text: '', stateStoreId: null, error: null }]),
      'sequence.list': () => pageOf([]),
      'folder.list': () => pageOf([{ id: folderId, parentId: null, name: 'Lab', path: ['Lab'], sequenceCount: 0 }]),
    },
    [taskSequencesFeature],
  );
  await shell.jobs.refresh();
  renderWithShell(<main />, { shell });
  void shell.dialogs.ask('sequence.importing', { files: [new File(['x'], 'a.zip')], folderId });
  const dialog = await screen.findByRole('dialog');
  await within(dialog).findAllByRole('listitem');
  return dialog;
}

const imported = (packageId: string, file: string) => ({
  ...{ file, packageId: PackageId.parse(packageId), name: 'Client', originalId: 'LAB00001', notes: [] },
});

it('[UI-634] two of one name are told apart by file, folder and time', async () => {
  const dialog = await shown({ imported: [imported('WAY00001', 'a.zip'), imported('WAY00002', 'b.zip')], refused: [] });
  const lines = within(dialog).getAllByRole('listitem');
  expect(lines.map(({ textContent }) => textContent)).toEqual([
    expect.stringMatching(/Client.*WAY00001.*From a\.zip · in Lab · .*1970/),
    expect.stringMatching(/Client.*WAY00002.*From b\.zip · in Lab · .*1970/),
  ]);
});

it('[UI-636] every code that refuses a file is said in words, and never as itself', async () => {
  const refused = ErrorCode.options.map((code) => ({ file: `${code.toLowerCase()}.zip`, code, details: {} }));
  const dialog = await shown({ imported: [], refused });
  const lines = within(dialog).getAllByRole('listitem');
  expect(lines).toHaveLength(ErrorCode.options.length);
  // Names of variables are no codes.
  const said = lines.map(({ textContent }) => textContent.replaceAll(/%\w+%/g, ''));
  expect(said.filter((text) => /\b[A-Z]+(?:_[A-Z]+)+\b/.test(text) || text.length < 20)).toEqual([]);
});
