import type { Locator } from '@playwright/test';
import { sequenceEditor } from '#shared/text/en/sequence-editor';
import { expect, test } from '../fixtures/app.ts';
import { Editor } from '../pages/editor.ts';
import { TaskSequences } from '../pages/task-sequences.ts';

/** How the box looks that a field is drawn in, and the words in it. */
function lookOf(field: Locator): Promise<Record<string, string>> {
  return field.evaluate((one) => {
    const box = getComputedStyle(one.parentElement ?? one);
    return { fill: box.backgroundColor, edge: box.borderTopColor, words: getComputedStyle(one).color };
  });
}

test('[UI-556] in a view a choice looks like a text that is only read, and nothing is asked for', async ({
  console: page,
}) => {
  const sequences = new TaskSequences(page);
  const editor = new Editor(page);
  await sequences.open();
  await sequences.view('First look');
  await editor.select('List the profiles');
  await expect(editor.pane).not.toContainText('*');
  await editor.openPane('options');
  const choice = editor.pane.getByRole('combobox', { name: sequenceEditor.options.runIn });
  const text = editor.pane.getByRole('textbox', { name: sequenceEditor.options.successCodes });
  await expect(choice).toBeDisabled();
  expect(await lookOf(choice)).toEqual(await lookOf(text));
});
