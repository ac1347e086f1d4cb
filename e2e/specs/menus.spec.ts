import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { sequenceEditor } from '#shared/text/en/sequence-editor';
import { taskSequences } from '#shared/text/en/task-sequences';
import { expect, test } from '../fixtures/app.ts';
import { countingSequence, writeSequence } from '../fixtures/sequences.ts';
import { Editor } from '../pages/editor.ts';
import { Frame } from '../pages/frame.ts';
import { TaskSequences } from '../pages/task-sequences.ts';

/** 1280×800 as it is, in a small window, and at 200 %. */
const windows = [
  { width: 1280, height: 800 },
  { width: 1024, height: 600 },
  { width: 640, height: 400 },
];

/** The last menu that was opened lies in the window, and its last entry can be clicked. */
async function expectReachable(page: Page): Promise<void> {
  const menu = page.getByRole('menu').last();
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  await expect
    .poll(async () => {
      const box = await menu.locator('xpath=ancestor-or-self::*[contains(@class, "fui-MenuPopover")]').boundingBox();
      return box !== null && box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height;
    })
    .toBe(true);
  const last = menu.getByRole('menuitem').last();
  await last.scrollIntoViewIfNeeded();
  await expect(last).toBeInViewport({ ratio: 0.99 });
  await menu.getByRole('menuitem').first().scrollIntoViewIfNeeded();
  await expect(menu.getByRole('menuitem').first()).toBeInViewport({ ratio: 0.99 });
}

test('[UI-483] menus lie in the window at every place and size, and begin with what the row is about', async ({
  openConsole,
  folder,
}) => {
  const page = await openConsole();
  const frame = new Frame(page);
  const sequences = new TaskSequences(page);
  const editor = new Editor(page);
  await sequences.open();
  await sequences.importByChoice(writeSequence(join(folder, 'Names.xml'), countingSequence(22)));
  await sequences.closeImport();
  for (const size of windows) {
    await page.setViewportSize(size);
    await sequences.row('Names').click({ button: 'right' });
    await expect(frame.menu.getByRole('menuitem').first()).toContainText(taskSequences.command.edit);
    await expectReachable(page);
    await page.keyboard.press('Escape');
    await expect(frame.menu).toBeHidden();
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  await sequences.edit('Names');
  for (const size of windows) {
    await page.setViewportSize(size);
    for (const at of [0.25, 0.5, 0.9]) {
      const box = await editor.tree.boundingBox();
      if (box === null) throw new Error('The tree is not shown.');
      await page.mouse.click(box.x + 80, box.y + box.height * at, { button: 'right' });
      await expect(frame.menu.getByRole('menuitem').first()).toContainText(sequenceEditor.command.add);
      await expectReachable(page);
      await frame.menu.getByRole('menuitem').first().press('ArrowRight');
      await expect(frame.menu).toHaveCount(2);
      await expectReachable(page);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await expect(frame.menu).toHaveCount(0);
    }
  }
});

test('[UI-582] the menu of a step that was not selected has the keys, and leaves them to the step', async ({
  openConsole,
  folder,
}) => {
  const page = await openConsole();
  const frame = new Frame(page);
  const sequences = new TaskSequences(page);
  const editor = new Editor(page);
  await sequences.open();
  await sequences.importByChoice(writeSequence(join(folder, 'Names.xml'), countingSequence(4)));
  await sequences.closeImport();
  await sequences.edit('Names');
  await editor.step('Count to 3').click({ button: 'right' });
  await expect(editor.step('Count to 3')).toHaveAttribute('aria-selected', 'true');
  await expect(frame.menu.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(frame.menuItem(sequenceEditor.command.remove)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(frame.menu).toBeHidden();
  await expect(editor.step('Count to 3')).toBeFocused();
});
