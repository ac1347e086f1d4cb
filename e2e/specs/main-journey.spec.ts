import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { runs as runsText } from '#shared/text/en/runs';
import { sequenceEditor } from '#shared/text/en/sequence-editor';
import { stateResult } from '#shared/text/en/state-result';
import { taskSequences } from '#shared/text/en/task-sequences';
import { userState } from '#shared/text/en/user-state';
import { expect, test } from '../fixtures/app.ts';
import { waystationDone } from '../fixtures/host.ts';
import { countingSequence, writeSequence } from '../fixtures/sequences.ts';
import { asObject, expectedAfterRestore, readProfiles } from '../fixtures/trees.ts';
import { Editor } from '../pages/editor.ts';
import { Runs } from '../pages/runs.ts';
import { TaskSequences } from '../pages/task-sequences.ts';
import { UserState } from '../pages/user-state.ts';
import { words } from '../pages/words.ts';

/** A zip in the field's layout, made by another site. */
async function makeZip(folder: string): Promise<string> {
  const other = join(folder, 'other');
  await waystationDone('site', 'init', '--code', 'LAB', '--site', other);
  const file = writeSequence(join(folder, 'Journey.xml'), countingSequence(3));
  await waystationDone('sequence', 'import', file, '--site', other);
  const zip = join(folder, 'journey.zip');
  await waystationDone('sequence', 'export', 'LAB00001', '--out', zip, '--site', other);
  return zip;
}

/** It is long, and on a busy machine slow. */
test.setTimeout(300_000);

interface Pages {
  readonly sequences: TaskSequences;
  readonly editor: Editor;
  readonly runs: Runs;
  readonly state: UserState;
}

function pagesIn(page: Page): Pages {
  return {
    sequences: new TaskSequences(page),
    editor: new Editor(page),
    runs: new Runs(page),
    state: new UserState(page),
  };
}

test('[E2E-1] from a dropped zip to proved files: edit, save, kill, draft, capture, restore, verify, export, import', async ({
  console,
  folder,
  openConsole,
  program,
  site,
}) => {
  const zip = await makeZip(folder);
  const expected = expectedAfterRestore(readProfiles(site, 'OLD-PC'), readProfiles(site, 'NEW-PC'));
  let { sequences, editor, runs, state } = pagesIn(console);

  await test.step('import by drop', async () => {
    await sequences.open();
    await sequences.drop(zip);
    await expect(sequences.imported(1)).toContainText('Journey');
    await sequences.closeImport();
    await expect(sequences.row('Journey')).toHaveAttribute('aria-selected', 'true');
  });

  await test.step('edit, undo, redo, save', async () => {
    await sequences.edit('Journey');
    await editor.select('Count to 3');
    await editor.add('General', 'Set Task Sequence Variable');
    await editor.rename('Set Task Sequence Variable', 'Say that it is done');
    await editor.field('Task sequence variable').fill('JourneyIsDone');
    await editor.field('Value').fill('yes');
    await editor.frame.command(sequenceEditor.command.moveUp);
    await editor.expectNames(['Count', 'Count to 1', 'Count to 2', 'Say that it is done', 'Count to 3']);
    await editor.addCondition('Count1', 'yes');
    await expect(editor.conditions).toHaveCount(1);
    await editor.undo();
    await expect(editor.conditions).toHaveCount(0);
    await editor.undo();
    await editor.expectNames(['Count', 'Count to 1', 'Count to 2', 'Count to 3', 'Say that it is done']);
    await editor.redo();
    await editor.redo();
    await expect(editor.conditions).toHaveCount(1);
    await editor.save(2);
  });

  await test.step('more edits, then the program is killed', async () => {
    await editor.rename('Count to 1', 'Count to one');
    await editor.select('Count to 2');
    await editor.frame.command(sequenceEditor.command.disable);
    await expect(editor.step('Count to 2')).toContainText(sequenceEditor.tree.disabled);
    await program.kill();
    // A window of Electron's ends with its program; a page in a browser stays and says that nobody answers.
    if (!program.ownsWindow) await expect(editor.frame.connectionLost).toBeVisible();
  });

  await test.step('the draft is offered again, and saved', async () => {
    await program.start();
    ({ sequences, editor, runs, state } = pagesIn(await openConsole()));
    await sequences.open();
    await expect(sequences.row('Journey')).toContainText(taskSequences.draft);
    await sequences.edit('Journey');
    await expect(editor.draftBar).toBeVisible();
    await editor.expectNames(['Count', 'Count to one', 'Count to 2', 'Say that it is done', 'Count to 3']);
    await expect(editor.step('Count to 2')).toContainText(sequenceEditor.tree.disabled);
    await editor.save(3);
  });

  await test.step('capture on the old computer, restore on the new one', async () => {
    await editor.frame.consoleTab.click();
    await state.open();
    await state.select('OLD-PC');
    await state.frame.command(userState.association.command.capture);
    await runs.start('Replace computer: capture from the old one', 'OLD-PC');
    await runs.expectEnd('endedWell');
    await expect(runs.progress).toHaveAttribute(
      'aria-valuetext',
      words(runsText.head.progress, { done: 4, total: 4, percent: 100 }),
    );
    await editor.frame.consoleTab.click();
    await state.frame.command(userState.association.command.restore);
    await runs.start('Replace computer: restore to the new one', 'NEW-PC');
    await runs.expectEnd('endedWell');
    expect(asObject(readProfiles(site, 'NEW-PC'))).toEqual(asObject(expected));
  });

  await test.step('the result says so, and the store is verified', async () => {
    await editor.frame.consoleTab.click();
    await state.openResult('OLD-PC');
    await expect(state.headline).toHaveText(/^Complete: all \d+ files of the rules are on NEW-PC$/);
    await state.frame.command(stateResult.command.verify);
    await expect(state.proof).toContainText(stateResult.proof.verifiedText);
  });

  await test.step('export, and import into a second site: the same bytes', async () => {
    await editor.frame.consoleTab.click();
    await sequences.open();
    await sequences.select('Journey');
    const exported = await sequences.export('journey-edited.zip', folder);
    const second = join(folder, 'second');
    await waystationDone('site', 'init', '--code', 'TWO', '--site', second);
    await waystationDone('sequence', 'import', exported, '--site', second);
    const there = await waystationDone('sequence', 'print', 'TWO00001', '--site', second);
    expect(there).toBe(await waystationDone('sequence', 'print', 'WAY00005', '--site', site));
    expect(there).toContain('name="Say that it is done"');
  });
});
