import { expect, type Locator, type Page } from '@playwright/test';

const lists = '.ws-page:not([hidden]) :is([role="grid"], [role="tree"], [role="treegrid"]):not(.ws-nodetree *)';

/** So long the focus may take on its way back: the library gives it after it has drawn. */
const returnMs = 3_000;

function nameOfFocus(): string {
  const { activeElement } = document;
  return `${activeElement?.getAttribute('role') ?? activeElement?.tagName ?? ''} ${activeElement?.getAttribute('aria-label') ?? ''}`;
}

interface Looks {
  readonly look: (place: string) => Promise<void>;
  /** Is told the commands that can be done now. */
  readonly note: (commands: readonly string[]) => void;
}

interface Offered {
  readonly id: string;
  readonly label: string;
}

function optionOf(page: Page, id?: string): Locator {
  return page.locator(
    `[role="option"][id${id === undefined ? '*="-command%3A"' : `$="-command%3A${encodeURIComponent(id)}"`}]`,
  );
}

/** It shows no more of a group than these. */
const mostShown = 50;
const letters = 'abcdefghijklmnopqrstuvwxyz…';

async function search(page: Page, words: string): Promise<void> {
  await page.locator('[role="combobox"]:focus').fill(`>${words}`);
}

/** What is shown for the search; nothing may be. */
function offeredBy(page: Page): Promise<readonly Offered[]> {
  return optionOf(page).evaluateAll((all) =>
    all.map((one) => ({
      id: decodeURIComponent(one.id.replace(/^.*-command%3A/, '')),
      label: one.querySelector('.ws-ellipsis')?.textContent ?? '',
    })),
  );
}

async function openPalette(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+Shift+P');
  await expect(page.locator('[data-dialog="palette"]')).toBeAttached();
  await search(page, words);
}

/** The commands of the registry that can be done now, as the palette has them; it stays open. */
async function findOffered(page: Page): Promise<readonly Offered[]> {
  await openPalette(page, '');
  const first = await offeredBy(page);
  if (first.length < mostShown) return first;
  const found = new Map(first.map((one) => [one.id, one]));
  for (const letter of letters) {
    await search(page, letter);
    for (const one of await offeredBy(page)) found.set(one.id, one);
  }
  await search(page, '');
  return [...found.values()];
}

async function closeDialogs(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-dialog]')).toHaveCount(0);
}

/** Every tab of the dialog on top, the one that is open first. */
async function lookAtTabs(page: Page, id: string, look: (place: string) => Promise<void>): Promise<void> {
  const tabs = page.getByRole('dialog').or(page.getByRole('alertdialog')).getByRole('tab');
  await look(id);
  for (const tab of (await tabs.all()).slice(1)) {
    await tab.click();
    await look(`${id}, ${await tab.innerText()}`);
  }
}

/**
 * Opens every dialog of the page that is shown: what a command asks before it acts, and its name says that by three
 * dots. Gives those from which the focus did not come back to where it was.
 */
export async function openDialogs(page: Page, { look, note }: Looks): Promise<string[]> {
  const faults: string[] = [];
  const list = page.locator(lists).filter({ visible: true }).first();
  const hasList = await list.isVisible();
  if (hasList) await list.focus();
  // What is done to a row is offered for one.
  if (hasList && (await list.locator('[aria-selected="true"]').count()) === 0) await page.keyboard.press('Home');
  const before = await page.evaluate(nameOfFocus);
  const offered = await findOffered(page);
  note(offered.map(({ id }) => id));
  await look('palette');
  await closeDialogs(page);
  for (const { id, label } of offered.filter((one) => one.label.endsWith('…'))) {
    await openPalette(page, label);
    const chooser = page.waitForEvent('filechooser').then(() => 'chooser');
    chooser.catch(() => undefined);
    await optionOf(page, id).click();
    await expect(page.locator('[data-dialog="palette"]')).toHaveCount(0);
    const opened = page.locator('[data-dialog]');
    const what = await Promise.race([chooser, opened.waitFor({ state: 'attached' }).then(() => 'dialog')]);
    if (what === 'chooser') continue;
    await expect(page.getByRole('dialog').or(page.getByRole('alertdialog'))).toBeVisible();
    await lookAtTabs(page, id, look);
    await closeDialogs(page);
    if (!hasList) continue;
    // By its name: in a window of another size the page may have made its list anew meanwhile.
    await expect
      .poll(() => page.evaluate(nameOfFocus), { timeout: returnMs })
      .toBe(before)
      .catch(async () =>
        faults.push(`after ${id} the focus is on ${await page.evaluate(nameOfFocus)}, not on ${before}`),
      );
  }
  return faults;
}
