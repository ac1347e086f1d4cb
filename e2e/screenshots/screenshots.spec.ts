import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { sequenceEditor } from '#shared/text/en/sequence-editor';
import { test } from '../fixtures/toured.ts';
import { Frame } from '../pages/frame.ts';
import { floatingSizes, showSize, sizes, usualSize, type Size } from '../pages/walk/sizes.ts';
import { addMenuParts, openEmptySequence, stepTypeStops } from '../pages/tour/step-types.ts';
import { tour, walks } from '../pages/tour/tour.ts';

const folder = fileURLToPath(new URL('../../out/screenshots', import.meta.url));

/** A picture is as large as Playwright knows the window to be. */
async function showForPicture(page: Page, size: Size): Promise<void> {
  await page.setViewportSize({ width: size.width, height: size.height });
  await showSize(page, size);
}

/** Every size of the walks in the light theme, the usual one in all of them: a theme moves nothing. */
async function takePictures(page: Page, name: string): Promise<void> {
  const take = (words: string): Promise<unknown> => page.screenshot({ path: `${folder}/${name}-${words}.png` });
  // The usual one first, in all themes: a menu closes when its window changes.
  await showForPicture(page, usualSize);
  await new Frame(page).showTheme('dark');
  await take(`${usualSize.name}-dark`);
  await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active' });
  await take(`${usualSize.name}-contrast`);
  await page.emulateMedia({ forcedColors: 'none' });
  await new Frame(page).showTheme('light');
  for (const size of [usualSize, ...sizes.filter((one) => one !== usualSize)]) {
    await showForPicture(page, size);
    await take(`${size.name}-light`);
  }
  await showForPicture(page, usualSize);
}

/** So high a page of a step is seen without scrolling. */
const highSize: Size = { name: 'high', width: 1280, height: 1900, scale: 1 };

/** The whole page of the selected step in all themes, and as it begins where it has the window for itself. */
async function takePage(page: Page, name: string): Promise<void> {
  const take = (words: string): Promise<unknown> => page.screenshot({ path: `${folder}/${name}-${words}.png` });
  await showForPicture(page, highSize);
  await new Frame(page).showTheme('dark');
  await take('dark');
  await page.emulateMedia({ colorScheme: 'dark', forcedColors: 'active' });
  await take('contrast');
  await page.emulateMedia({ forcedColors: 'none' });
  await new Frame(page).showTheme('light');
  await take('light');
  for (const size of floatingSizes) {
    await showForPicture(page, size);
    await page.getByRole('tab', { name: sequenceEditor.page.paneRegion, exact: true }).click();
    await take(`${size.name}-light`);
  }
  await showForPicture(page, usualSize);
}

/** Not a test: pictures of the page of every step type. */
for (const [name, groups] of Object.entries(addMenuParts)) {
  test(`pictures of ${name}`, async ({ page, toured }) => {
    test.setTimeout(480_000);
    mkdirSync(folder, { recursive: true });
    await toured.host.open(page);
    await openEmptySequence(page, `Walk: ${name}`);
    for (const stop of stepTypeStops(page, groups)) {
      await test.step(stop.name, stop.open);
      await takePage(page, stop.name);
    }
  });
}

/** Not a test: pictures to be looked at, of every page and dialog. */
for (const walk of walks) {
  test(`pictures of the walk “${walk}”`, async ({ page, toured }) => {
    test.setTimeout(480_000);
    mkdirSync(folder, { recursive: true });
    await toured.host.open(page);
    for (const { name, open } of tour(page, toured)[walk]) {
      await test.step(name, open);
      await takePictures(page, name);
    }
  });
}
