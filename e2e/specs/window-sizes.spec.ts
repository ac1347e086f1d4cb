import type { Locator, Page } from '@playwright/test';
import { components } from '#shared/text/en/components';
import { frame as frameText } from '#shared/text/en/frame';
import { runs as runsText } from '#shared/text/en/runs';
import { taskSequences } from '#shared/text/en/task-sequences';
import { expect, test } from '../fixtures/app.ts';
import { waystationDone } from '../fixtures/host.ts';
import { Frame } from '../pages/frame.ts';
import { showSize, sizes, usualSize, type Size } from '../pages/walk/sizes.ts';

const wide = (width: number, height = 700): Size => ({ name: String(width), width, height, scale: 1 });

/** Texts of these elements of which not all is seen. */
function cutOf(elements: Locator): Promise<string[]> {
  return elements.evaluateAll((all) =>
    all.filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent),
  );
}

test('[UI-630] the states of steps, and how a run ended, are whole in every window from 800 px on', async ({
  console: page,
  site,
}) => {
  await waystationDone('run', 'start', 'WAY00001', '--device', 'OLD-PC', '--site', site);
  const frame = new Frame(page);
  await frame.openNode('monitoring', runsText.node);
  await frame.row(runsText.list, /./).first().dblclick();
  const steps = page.getByRole('treegrid', { name: runsText.steps.label });
  await expect(steps.getByRole('row').first()).toBeVisible();
  // The longest of all states, wherever it comes to stand.
  const states = steps.locator('.ws-state > span');
  await states.evaluateAll((all, words) => {
    for (const one of all) one.textContent = words;
  }, runsText.step.skipped['disabled-by-group']);
  for (const size of [...sizes.filter(({ width }) => width >= 800), wide(861), wide(900), wide(999), wide(1000)]) {
    await showSize(page, size);
    expect(await cutOf(steps.locator('.ws-run-row > :nth-child(2)')), size.name).toEqual([]);
    const pane = await steps.boundingBox();
    const names = await steps.locator('.ws-run-name').all();
    expect(names.length, size.name).toBeGreaterThan(0);
    for (const name of names) expect((await name.boundingBox())?.width, size.name).toBeGreaterThan(110);
    const last = await steps.locator('.ws-run-row').first().boundingBox();
    expect(last, size.name).not.toBeNull();
    expect((last?.x ?? 0) + (last?.width ?? 0), size.name).toBeLessThanOrEqual((pane?.x ?? 0) + (pane?.width ?? 0) + 1);
  }
  await showSize(page, wide(800, 600));
  await page.getByRole('tab', { name: runsText.side.details, exact: true }).click();
  await expect(page.getByText(runsText.side.endedWell)).toBeInViewport({ ratio: 1 });
  expect(await cutOf(page.locator('.ws-run-now'))).toEqual([]);
});

test('[UI-633] with the colours of the system the tab in front is whole', async ({ console: page }) => {
  const frame = new Frame(page);
  await page.emulateMedia({ forcedColors: 'active' });
  for (const tab of [frame.tab(/./).last(), frame.consoleTab]) {
    await tab.click();
    const [strip, box] = await Promise.all([
      page.getByRole('tablist', { name: frameText.openPages }).boundingBox(),
      page.locator('.ws-tab.is-active').boundingBox(),
    ]);
    expect(box?.y).toBeGreaterThanOrEqual(strip?.y ?? Infinity);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual((strip?.y ?? 0) + (strip?.height ?? 0));
  }
});

/** Marks an element of the page, to know it again. */
const mark = (element: Locator): Promise<void> => element.evaluate((one) => one.setAttribute('data-known', 'yes'));

test('[UI-641] the page stays the same when its window gets narrower and wider again', async ({ console: page }) => {
  const frame = new Frame(page);
  await frame.openNode('library', taskSequences.title);
  await frame.select(taskSequences.list, 'First look');
  const list = frame.list(taskSequences.list);
  const references = page.getByRole('tab', { name: /^References/ });
  await references.click();
  await page.getByRole('searchbox', { name: taskSequences.filter }).fill('look');
  await frame.row(taskSequences.list, 'First look').click();
  await mark(list);
  await mark(references);
  const isSame = async (): Promise<void> => {
    await expect(list).toHaveAttribute('data-known', 'yes');
    await expect(references).toHaveAttribute('data-known', 'yes');
    await expect(references).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByRole('searchbox', { name: taskSequences.filter })).toHaveValue('look');
    await expect(frame.row(taskSequences.list, 'First look')).toHaveAttribute('aria-selected', 'true');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('grid');
  };
  for (const width of [800, 1280, 859, 860, 861]) {
    await showSize(page, wide(width, 800));
    await isSame();
  }
  // Who was in the tree that goes comes to the list; the pane with the focus is in front where panes become tabs.
  await frame.node(taskSequences.title).focus();
  await showSize(page, wide(800, 800));
  await expect(list).toBeFocused();
  await references.focus();
  await showSize(page, wide(800, 560));
  await expect(references).toBeFocused();
  await expect(references).toBeInViewport();
});

test('[UI-640] the list of rows that were left out has the room of its window', async ({ console: page }) => {
  await showSize(page, wide(800, 600));
  const dialog = page.locator('.ws-all-items');
  await page.evaluate(() => {
    const made = document.createElement('div');
    made.className = 'ws-dialog';
    const list = document.createElement('ul');
    list.className = 'ws-question-items ws-all-items';
    for (let row = 0; row < 100; row += 1) list.append(document.createElement('li'));
    made.append(list);
    document.body.append(made);
  });
  expect((await dialog.boundingBox())?.height).toBeGreaterThan(340);
});

/** Where things are that a person may be about to click. */
async function placesOf(page: Page, things: readonly Locator[]): Promise<unknown[]> {
  return Promise.all(
    things.map(async (one) => {
      const box = await one.boundingBox();
      return box === null ? null : [Math.round(box.x), Math.round(box.y)];
    }),
  );
}

test('[UI-643] nothing that can be clicked moves when a toast comes, nor when it leaves', async ({ console: page }) => {
  const frame = new Frame(page);
  await showSize(page, usualSize);
  await frame.openNode('library', taskSequences.title);
  await frame.select(taskSequences.list, 'First look');
  await page.keyboard.press('Delete');
  const things = [
    frame.row(taskSequences.list, 'Refresh Windows (excerpt)'),
    page.getByRole('tab', { name: taskSequences.tab.summary, exact: true }),
    page.getByRole('tab', { name: /^References/ }),
    page.getByRole('button', { name: components.closeDetails }),
    page.getByRole('separator').last(),
  ];
  await frame.answer('Delete First look?', taskSequences.delete.action);
  const toast = frame.toast('First look was deleted');
  await expect(toast).toBeVisible();
  await expect(page.getByRole('tab', { name: /^References/ })).toBeVisible();
  const during = await placesOf(page, things);
  expect(during).not.toContain(null);
  await toast.getByRole('button', { name: components.dismiss }).click();
  await expect(toast).toBeHidden();
  expect(await placesOf(page, things)).toEqual(during);
});
