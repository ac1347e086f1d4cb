import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { devices } from '#shared/text/en/devices';
import { fileBrowser } from '#shared/text/en/file-browser';
import { frame as frameText } from '#shared/text/en/frame';
import { expect, test } from '../fixtures/app.ts';
import { countingSequence, writeSequence } from '../fixtures/sequences.ts';
import { Devices } from '../pages/devices.ts';
import { Frame, type Workspace } from '../pages/frame.ts';
import { TaskSequences } from '../pages/task-sequences.ts';

async function boxOf(element: Locator) {
  const box = await element.boundingBox();
  if (box === null) throw new Error('It is not drawn.');
  return box;
}

test('[UI-694] the console tab stays in its place and whole while the others scroll beside it', async ({
  console: page,
  folder,
}) => {
  const frame = new Frame(page);
  const sequences = new TaskSequences(page);
  await sequences.open();
  const names = Array.from({ length: 9 }, (_, at) => `Windows 11 Enterprise for the branch offices, part ${at + 1}`);
  const files = names.map((name) => writeSequence(join(folder, `${name}.xml`), countingSequence(3)));
  await sequences.importByChoice(...files);
  await sequences.closeImport();
  const before = await boxOf(frame.consoleTab);
  for (const name of names) {
    await frame.consoleTab.click();
    await sequences.edit(name);
  }
  for (const name of [names[8], names[0], names[4], names[1]].filter((one) => one !== undefined)) {
    await page.getByRole('button', { name: frameText.allPages }).click();
    await page.getByRole('menuitemradio', { name, exact: true }).click();
    await expect(frame.tab(name)).toHaveAttribute('aria-selected', 'true');
    // Beside the console's tab, not below it.
    await expect.poll(async () => (await boxOf(frame.tab(name))).x).toBeGreaterThanOrEqual(before.x + before.width);
    await expect(frame.tab(name)).toBeInViewport({ ratio: 0.99 });
    const { x, y } = await boxOf(frame.consoleTab);
    expect([x, y]).toEqual([before.x, before.y]);
  }
  // A click on what is drawn there is one on the console's tab.
  await page.mouse.click(before.x + before.width - 4, before.y + before.height / 2);
  await expect(frame.consoleTab).toHaveAttribute('aria-selected', 'true');
});

/** Names of the tree whose text has less room than it needs, and counts that are not whole. */
async function cutNodes(tree: Locator): Promise<readonly string[]> {
  return tree.evaluate((element) =>
    [...element.querySelectorAll<HTMLElement>('.ws-cut-whole, .ws-node-count')]
      .filter((one) => {
        const row = one.closest('[role="treeitem"]')?.getBoundingClientRect();
        const isOutside = row === undefined || one.getBoundingClientRect().right > row.right;
        // A pixel for rounding.
        return isOutside || one.scrollWidth > one.clientWidth + 1;
      })
      .map(({ textContent }) => textContent),
  );
}

test('[UI-695] counts of thousands cut no name of the node tree at its usual width', async ({ console: page }) => {
  const frame = new Frame(page);
  const tree = page.getByRole('navigation', { name: frameText.nodeTree });
  let counts = 0;
  for (const workspace of Object.keys(frameText.workspace) as Workspace[]) {
    await frame.workspace(workspace).click();
    const names = await tree.getByRole('treeitem', { level: 1 }).count();
    for (let at = 0; at < names; at += 1) {
      // The one that is open has bold letters.
      await tree.getByRole('treeitem', { level: 1 }).nth(at).click();
      const own = tree.locator('[aria-level="1"] .ws-node-count');
      for (const count of ['1,000', '12,345']) {
        await own.evaluateAll((all, text) => {
          for (const one of all) one.textContent = text;
        }, count);
        expect(await cutNodes(tree)).toEqual([]);
      }
      counts += await own.count();
    }
  }
  expect(counts).toBeGreaterThan(3);
});

test('[UI-695] in a tree that is as narrow as it can be the count keeps its room, and the name is whole on hover', async ({
  console: page,
}) => {
  const frame = new Frame(page);
  await frame.workspace('assets').click();
  await page.getByRole('separator', { name: frameText.nodeTree }).first().focus();
  await page.keyboard.press('Home');
  const tree = page.getByRole('navigation', { name: frameText.nodeTree });
  await tree.locator('.ws-node-count').evaluateAll((all) => {
    for (const one of all) one.textContent = '12,345';
  });
  await expect.poll(async () => (await boxOf(tree)).width).toBeLessThan(190);
  expect((await cutNodes(tree)).filter((text) => text === '12,345')).toEqual([]);
  for (const name of await tree.locator('.ws-cut').all()) {
    expect(await name.getAttribute('title')).toBe(await name.locator('.ws-cut-whole').innerText());
  }
});

test('[UI-696] the browser of folders stays as high as it is, whatever it has to say', async ({ console: page }) => {
  const pages = new Devices(page);
  await pages.open();
  await pages.frame.command(devices.command.create);
  await pages.openConnection();
  await pages.connection('folder').check();
  const dialog = await pages.browse('C:');
  await expect(dialog.getByRole('grid')).toBeVisible();
  const before = await boxOf(dialog);
  const path = dialog.getByRole('textbox', { name: fileBrowser.path });
  await dialog.getByRole('button', { name: fileBrowser.newFolder }).click();
  const name = dialog.getByRole('textbox', { name: fileBrowser.newFolderName });
  await name.press('Enter');
  await expect(dialog.getByText(fileBrowser.noName)).toBeVisible();
  expect(await boxOf(dialog)).toEqual(before);
  await path.fill(`/there/is/no/${'such '.repeat(30)}folder`);
  await path.press('Enter');
  await expect(dialog.getByRole('alert').filter({ hasText: 'such' })).toBeInViewport({ ratio: 1 });
  expect(await boxOf(dialog)).toEqual(before);
  // There is still something to choose from.
  expect((await boxOf(dialog.getByRole('grid'))).height).toBeGreaterThan(80);
});
