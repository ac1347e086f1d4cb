import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ErrorCode } from '#shared/contract/errors';
import { errors } from '#shared/text/en/errors';
import { frame as frameText } from '#shared/text/en/frame';
import { jobs } from '#shared/text/en/jobs';
import { taskSequences } from '#shared/text/en/task-sequences';
import { expect, test } from '../fixtures/app.ts';
import { waystationDone } from '../fixtures/host.ts';
import { writeRefusedFiles } from '../fixtures/refused-files.ts';
import { TaskSequences } from '../pages/task-sequences.ts';
import { anyWords, words } from '../pages/words.ts';

/** What is said of a file: sentence and remedy of its code, and not the code. */
function refusal(code: ErrorCode): RegExp {
  const { sentence, remedy } = errors[code];
  return new RegExp(anyWords(`${sentence} ${remedy}`).source.replace('^', '^\\s*'));
}

test('[E2E-5] each refused file is named with its sentence and its remedy, and the good one beside it is taken', async ({
  console: page,
  folder,
  site,
}) => {
  const zip = join(folder, 'good.zip');
  await waystationDone('sequence', 'export', 'WAY00003', '--out', zip, '--site', site);
  const refused = writeRefusedFiles(folder, zip);
  const sequences = new TaskSequences(page);
  await sequences.open();
  await sequences.importByChoice(...refused.map(({ path }) => path), zip);
  await expect(sequences.imported(1)).toContainText('First look');
  const lines = sequences.refused(refused.length).getByRole('listitem');
  await expect(lines).toHaveCount(refused.length);
  for (const { path, code } of refused) {
    const line = lines.filter({ hasText: `${basename(path)} ` });
    await expect(line).toHaveText(refusal(code));
  }
  await sequences.closeImport();
  await expect(sequences.list.getByRole('rowheader', { name: 'First look' })).toHaveCount(2);
  await expect(sequences.list.getByRole('rowheader')).toHaveCount(5);
});

test('[E2E-5] an import of which every file is refused says so, and its job has failed', async ({
  console: page,
  folder,
}) => {
  const path = join(folder, 'shopping.xml');
  await writeFile(path, '<shopping/>');
  const sequences = new TaskSequences(page);
  await sequences.open();
  await sequences.importByChoice(path);
  await expect(sequences.refused(1).getByRole('listitem')).toHaveText(refusal('XML_NOT_A_SEQUENCE'));
  await sequences.closeImport();
  await page.getByRole('navigation', { name: frameText.workspaces }).getByRole('button', { name: jobs.title }).click();
  const row = sequences.frame.row(jobs.list, words(jobs.kind.import, { name: 'shopping.xml' }));
  await expect(row).toContainText(jobs.state.failed);
});

test('[E2E-6] a deleted task sequence comes back by Undo of the toast, and from the list of deleted ones', async ({
  console: page,
}) => {
  const name = 'Refresh Windows (excerpt)';
  const sequences = new TaskSequences(page);
  const { frame } = sequences;
  const remove = async (): Promise<void> => {
    await sequences.select(name);
    await frame.command(taskSequences.command.delete);
    await frame.answer(anyWords(taskSequences.delete.title_one), taskSequences.delete.action);
    await expect(sequences.row(name)).toBeHidden();
  };
  await sequences.open();
  await remove();
  await frame
    .toast(words(taskSequences.delete.done_one, { name }))
    .getByRole('button', { name: taskSequences.undo })
    .click();
  await expect(sequences.row(name)).toBeVisible();
  await remove();
  await frame.node(taskSequences.deleted).click();
  await sequences.select(name);
  await frame.command(taskSequences.command.undelete);
  await expect(frame.node(frameText.workspace.library).or(frame.node(taskSequences.node)).first()).toBeVisible();
  await expect(sequences.row(name)).toBeVisible();
});
