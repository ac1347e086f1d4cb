import { expect, type Locator, type Page } from '@playwright/test';

/** What opens a menu on the page that is shown, and above it. */
const triggers = '.ws-page:not([hidden]) [aria-haspopup="menu"], .ws-tabs [aria-haspopup="menu"]';
const lists = '.ws-page:not([hidden]) :is([role="grid"], [role="tree"], [role="treegrid"])';

/** So long the focus may take on its way back: the library gives it after it has drawn. */
const returnMs = 3_000;

async function namesOf(elements: Locator): Promise<string> {
  const names = await elements.evaluateAll((all) =>
    all.map((one) => `${one.tagName} ${(one.getAttribute('aria-label') ?? one.textContent).slice(0, 40)}`),
  );
  return names.join(' / ');
}

/** Whether the focus comes back to what opened a menu, else where it is instead. */
async function returnFaults(page: Page, opener: Locator): Promise<string[]> {
  const isBack = await opener.evaluate(
    (one, mostMs) =>
      new Promise<boolean>((resolve) => {
        const last = performance.now() + mostMs;
        const look = (): void => {
          const isThere = one.contains(document.activeElement);
          if (isThere || performance.now() > last) resolve(isThere);
          else requestAnimationFrame(look);
        };
        look();
      }),
    returnMs,
  );
  if (isBack) return [];
  return [`the focus did not come back from a menu: ${await namesOf(opener.or(page.locator(':focus')))}`];
}

/** Opens the submenus of the menu on top, one after the other. */
async function openSubmenus(page: Page, look: () => Promise<string[]>): Promise<string[]> {
  const faults: string[] = [];
  // By its number: the last menu is another one as soon as a submenu is open.
  const menus = page.getByRole('menu');
  const entries = menus.nth((await menus.count()) - 1).locator('[aria-haspopup="menu"]:not([aria-disabled="true"])');
  for (const entry of await entries.all()) {
    await entry.focus();
    await page.keyboard.press('ArrowRight');
    await expect(entry).toHaveAttribute('aria-expanded', 'true');
    faults.push(...(await look()));
    await page.keyboard.press('ArrowLeft');
    await expect(entry).toHaveAttribute('aria-expanded', 'false');
  }
  return faults;
}

/** Looks at the open menu and all below it, closes it, and sees the focus where it was. */
async function lookAndClose(page: Page, opener: Locator, look: () => Promise<string[]>): Promise<string[]> {
  const menu = page.getByRole('menu');
  await expect(menu.first()).toBeVisible();
  const faults = [...(await look()), ...(await openSubmenus(page, look))];
  const before = await namesOf(page.locator(':focus'));
  await page.keyboard.press('Escape');
  await expect(menu)
    .toHaveCount(0, { timeout: returnMs })
    .catch(async () => {
      faults.push(`a menu of ${await namesOf(opener)} stays after Escape on ${before}`);
    });
  return [...faults, ...(await returnFaults(page, opener))];
}

/** Every menu of the page: those of buttons, and those of what is selected in its lists and trees. */
export async function openMenus(page: Page, look: () => Promise<string[]>): Promise<string[]> {
  const faults: string[] = [];
  for (const trigger of await page.locator(triggers).filter({ visible: true }).all()) {
    if (!(await trigger.isEnabled())) continue;
    await trigger.click();
    faults.push(...(await lookAndClose(page, trigger, look)));
  }
  for (const list of await page.locator(lists).filter({ visible: true }).all()) {
    const row = list.locator('[aria-selected="true"]').first();
    if (!(await row.isVisible())) continue;
    await row.click({ button: 'right' });
    // Not every list has one.
    if ((await page.getByRole('menu').count()) > 0) faults.push(...(await lookAndClose(page, list, look)));
  }
  return faults;
}
