import type { Locator, Page } from '@playwright/test';
import { components } from '#shared/text/en/components';
import { frame as frameText } from '#shared/text/en/frame';
import { sequenceEditor } from '#shared/text/en/sequence-editor';
import { taskSequences } from '#shared/text/en/task-sequences';
import { expect, test } from '../fixtures/app.ts';
import { Editor } from '../pages/editor.ts';
import { Frame } from '../pages/frame.ts';

/** 1280×800 at 200 %: the page has half of each. */
const zoomed = { width: 640, height: 400 };

/** Nothing lies outside of the window, and nothing on the status bar. */
async function expectInside(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => [
    document.documentElement.scrollWidth - window.innerWidth,
    document.documentElement.scrollHeight - window.innerHeight,
  ]);
  expect(overflow.every((pixels) => pixels <= 0)).toBe(true);
  const bottomOf = async (one: Locator) => {
    const box = await one.boundingBox();
    return (box?.y ?? 0) + (box?.height ?? 0);
  };
  const rail = page.getByRole('navigation', { name: frameText.workspaces });
  const status = await new Frame(page).statusBar.boundingBox();
  expect(await bottomOf(rail)).toBeLessThanOrEqual((status?.y ?? 0) + 1);
}

test('[E2E-23] [UI-842] at 200 % zoom lists and editor keep their rows, and the rest becomes tabs', async ({
  console: page,
}) => {
  const frame = new Frame(page);
  const editor = new Editor(page);
  await page.setViewportSize(zoomed);
  await frame.workspace('library').click();
  await frame.select(taskSequences.list, 'First look');
  await expectInside(page);
  await page.getByRole('tab', { name: components.details, exact: true }).click();
  await expect(page.getByRole('region', { name: components.details })).toBeInViewport({ ratio: 0.9 });
  await page.getByRole('tab', { name: taskSequences.list, exact: true }).click();
  await expect(frame.row(taskSequences.list, 'First look').getByRole('rowheader')).toBeInViewport({ ratio: 0.9 });
  await frame.command(taskSequences.command.edit);
  await editor.select('List the profiles');
  await expect(editor.step('List the profiles')).toBeInViewport({ ratio: 0.9 });
  await page.getByRole('tab', { name: sequenceEditor.page.paneRegion, exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toBeInViewport({ ratio: 0.9 });
  await expectInside(page);
  // [UI-842] One line for the counts, one for the name of the step with its tabs.
  expect((await frame.statusBar.boundingBox())?.height ?? 0).toBeLessThanOrEqual(26);
  const options = await page.getByRole('tab', { name: sequenceEditor.pane.options }).boundingBox();
  const heading = await page.getByRole('heading', { name: 'List the profiles' }).boundingBox();
  expect(Math.abs((options?.y ?? 0) - (heading?.y ?? 99))).toBeLessThan(16);
});
