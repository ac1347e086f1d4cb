import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { sequenceEditor } from '#shared/text/en/sequence-editor';
import { expect, test } from '../fixtures/app.ts';
import { countingSequence, writeSequence } from '../fixtures/sequences.ts';
import { Editor } from '../pages/editor.ts';
import { Frame } from '../pages/frame.ts';
import { TaskSequences } from '../pages/task-sequences.ts';

/** Imports so many sequences of these names and shows the list. */
async function importNamed(page: Page, folder: string, names: readonly string[]): Promise<TaskSequences> {
  const sequences = new TaskSequences(page);
  await sequences.open();
  await sequences.importByChoice(
    ...names.map((name) => writeSequence(join(folder, `${name}.xml`), countingSequence(3))),
  );
  await sequences.closeImport();
  return sequences;
}

test('[UI-484] Ctrl+F goes to the find box of the editor that is shown, and ids are there once', async ({
  openConsole,
  folder,
}) => {
  const page = await openConsole();
  const frame = new Frame(page);
  const editor = new Editor(page);
  const sequences = await importNamed(page, folder, ['One', 'Two']);
  const box = page.getByRole('searchbox', { name: sequenceEditor.tree.findHint });
  for (const name of ['One', 'Two']) {
    await frame.consoleTab.click();
    await sequences.edit(name);
    await editor.select('Count to 1');
    await page.keyboard.press('Control+f');
    await expect(box).toBeFocused();
    await expect(box).toBeVisible();
  }
  const twice = await page.evaluate(() => {
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    return ids.filter((id, at) => ids.indexOf(id) !== at);
  });
  expect(twice).toEqual([]);
  await page.keyboard.type('Count to 2');
  await page.keyboard.press('Enter');
  await expect(editor.step('Count to 2')).toHaveAttribute('aria-selected', 'true');
});
