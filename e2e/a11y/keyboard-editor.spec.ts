import type { Locator, Page } from '@playwright/test';
import { sequenceEditor as text } from '#shared/text/en/sequence-editor';
import { taskSequences } from '#shared/text/en/task-sequences';
import { expect, test } from '../fixtures/app.ts';
import { Conditions, type AskedKind } from '../pages/conditions.ts';
import { Editor } from '../pages/editor.ts';
import { command, hasFocus, tabTo, takeEntry } from '../pages/keys.ts';
import { TaskSequences } from '../pages/task-sequences.ts';

test.setTimeout(240_000);

const said = text.conditionDialog;

function entry(page: Page, name: string): Locator {
  return page.getByRole('menuitem', { name, exact: true });
}

/** Opens the dialog of a kind of condition by the button that has the focus. */
async function openCondition(page: Page, conditions: Conditions, kind: AskedKind): Promise<Locator> {
  await page.keyboard.press('Enter');
  await takeEntry(page, entry(page, text.conditions.kinds[kind]));
  const dialog = conditions.frame.dialog(said.add[kind]);
  await expect(dialog).toBeVisible();
  return dialog;
}

async function typeInto(page: Page, field: Locator, value: string): Promise<void> {
  await tabTo(page, hasFocus(field));
  await page.keyboard.press('Control+a');
  await page.keyboard.type(value);
}

/** Another choice of a list that is closed: Enter opens it, the arrows go through it. */
async function choose(page: Page, box: Locator, choice: string): Promise<void> {
  await tabTo(page, hasFocus(box));
  await page.keyboard.press('Enter');
  await takeEntry(page, page.getByRole('option', { name: choice, exact: true }));
  await expect(box).toHaveText(choice);
}

async function addPartition(page: Page, editor: Editor): Promise<void> {
  const add = editor.pane.getByRole('button', { name: text.tables.add, exact: true });
  await tabTo(page, hasFocus(add));
  await page.keyboard.press('Enter');
  const dialog = editor.frame.dialog(text.partitionDialog.add);
  await expect(dialog.getByRole('textbox', { name: 'Partition name' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(add).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('textbox', { name: 'Partition name' })).toBeFocused();
  await page.keyboard.type('System');
  await choose(page, dialog.getByRole('combobox', { name: 'Partition type' }), 'EFI');
  await tabTo(page, hasFocus(dialog.getByRole('radio', { name: text.partitionDialog.usePercent })));
  await page.keyboard.press('ArrowDown');
  await typeInto(page, dialog.getByRole('textbox', { name: text.partitionDialog.specific }), '512');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(add).toBeFocused();
  await expect(editor.pane.getByRole('grid', { name: 'Volume' })).toContainText('512 MB');
}

test('[E2E-16] a step is added, filled in and given partitions and conditions by keyboard alone', async ({
  console: page,
}) => {
  const sequences = new TaskSequences(page);
  const editor = new Editor(page);
  const conditions = new Conditions(page);

  await test.step('a new sequence, and a step from the Add menu', async () => {
    await page.keyboard.press('Control+2');
    await expect(sequences.list).toBeVisible();
    await command(page, taskSequences.command.create);
    const dialog = editor.frame.dialog(taskSequences.properties.create);
    await expect(dialog.getByRole('textbox').first()).toBeFocused();
    await page.keyboard.type('By keys');
    await page.keyboard.press('Enter');
    await expect(editor.frame.tab('By keys')).toHaveAttribute('aria-selected', 'true');
    await expect(editor.frame.commandButton(text.command.add)).toBeEnabled();
    await page.keyboard.press('Insert');
    await takeEntry(page, entry(page, text.menu.disks), 'ArrowRight');
    await takeEntry(page, entry(page, 'Format and Partition Disk'));
    await expect(editor.step('Format and Partition Disk')).toBeFocused();
  });

  await test.step('its page: a name, a choice and the dialog of partitions', async () => {
    await typeInto(page, editor.field(text.field.name), 'Partition the disk');
    await tabTo(page, hasFocus(editor.pane.getByRole('radio', { name: 'Standard (MBR)' })));
    await page.keyboard.press('ArrowDown');
    await expect(editor.pane.getByRole('radio', { name: 'GPT' })).toBeChecked();
    await addPartition(page, editor);
  });

  const add = conditions.pane.getByRole('button', { name: text.conditions.add });
  await test.step('a check, an If statement and conditions of three kinds', async () => {
    await tabTo(page, hasFocus(conditions.pane.getByRole('tab', { name: text.pane.properties })));
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const goesOn = conditions.pane.getByRole('checkbox', { name: text.options.continueOnError });
    await tabTo(page, hasFocus(goesOn));
    await page.keyboard.press('Space');
    await expect(goesOn).toBeChecked();
    await tabTo(page, hasFocus(add));
    await openCondition(page, conditions, 'variable');
    await page.keyboard.press('Escape');
    await expect(add).toBeFocused();
    await page.keyboard.press('Enter');
    await takeEntry(page, entry(page, 'If statement: Any'));
    await expect(add).toBeFocused();
    await openCondition(page, conditions, 'variable');
    await page.keyboard.type('Office');
    await page.keyboard.press('Enter');
    await expect(add).toBeFocused();
    const file = await openCondition(page, conditions, 'file');
    await page.keyboard.type('C:\\agent.exe');
    const check = file.getByRole('checkbox', { name: said.checkVersion });
    await tabTo(page, hasFocus(check));
    await page.keyboard.press('Space');
    await choose(page, file.getByRole('combobox', { name: said.operator }), text.condition.operator.less);
    await typeInto(page, file.getByRole('textbox', { name: said.version }), '2.0');
    await page.keyboard.press('Enter');
    await expect(add).toBeFocused();
    const registry = await openCondition(page, conditions, 'registry');
    await typeInto(page, registry.getByRole('textbox', { name: said.key, exact: true }), 'SOFTWARE\\Contoso');
    await page.keyboard.press('Enter');
    await expect(add).toBeFocused();
  });

  const variable = 'Variable Office is empty';
  const file = 'File C:\\agent.exe exists, version is less than 2.0';
  const registry = /Registry HKEY_LOCAL_MACHINE\\SOFTWARE\\Contoso, value \(Default\) exists/;
  const within = new RegExp(`^ {2}${registry.source}`);
  const outside = new RegExp(`^${registry.source}`);
  const nested = [text.conditions.any, `  ${variable}`, `  ${file}`];
  await test.step('out of the If statement, into it again, edited, and all of that undone', async () => {
    await conditions.expectTexts([...nested, within]);
    await tabTo(page, hasFocus(conditions.list));
    await page.keyboard.press('Alt+ArrowDown');
    await conditions.expectTexts([...nested, outside]);
    await page.keyboard.press('Alt+ArrowUp');
    await conditions.expectTexts([...nested, within]);
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const dialog = conditions.frame.dialog(said.edit.variable);
    await typeInto(page, dialog.getByRole('textbox', { name: said.value }), 'Delft');
    await page.keyboard.press('Enter');
    await expect(conditions.list).toBeFocused();
    await conditions.expectTexts([text.conditions.any, /Office equals Delft$/, `  ${file}`, within]);
    // An undo leaves the focus in the list where it was asked for.
    await page.keyboard.press('Control+z');
    await conditions.expectTexts([...nested, within]);
    await expect(conditions.list).toBeFocused();
    await page.keyboard.press('Control+z');
    await conditions.expectTexts([...nested, outside]);
    await expect(conditions.list).toBeFocused();
    await page.keyboard.press('Control+s');
    await expect(editor.frame.statusBar).toContainText(text.status.saved);
  });
});
