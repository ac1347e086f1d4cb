import type { Browser } from '@playwright/test';
import { taskSequences } from '#shared/text/en/task-sequences';
import { newWindow, withConsole } from './browser.ts';
import type { Row, Sample } from './measure.ts';
import { ratiosOf, takePairs } from './measure.ts';
import { watchFirst } from './page-measures.ts';
import type { RunningHost } from './product.ts';

const firstRow = `[role="grid"][aria-label="${taskSequences.list}"] [role="rowheader"]`;

/** From the navigation until the element is painted, in a window with nothing in its caches. */
async function timeFirst(browser: Browser, host: RunningHost, path: string, selector: string): Promise<Sample> {
  const context = await newWindow(browser, host);
  try {
    const page = await context.newPage();
    await page.addInitScript(watchFirst, selector);
    await page.goto(`${host.origin}${path}`);
    const painted = await page.waitForFunction(() => window.benchPaintedAt);
    return { 'first paint': Number(await painted.jsonValue()) };
  } finally {
    await context.close();
  }
}

/** Start of the console to the first row of the task sequence list, against the first paint of an empty page. */
export const startRow: Row = {
  name: 'start',
  against: 'an empty page',
  run: (pairs) =>
    withConsole(async (browser, host) => {
      const ours = (): Promise<Sample> => timeFirst(browser, host, '/', firstRow);
      const theirs = (): Promise<Sample> => timeFirst(browser, host, '/empty.html', 'body');
      await ours();
      await theirs();
      return { notes: ['fresh caches each time, same host'], ratios: ratiosOf(await takePairs(pairs, ours, theirs)) };
    }),
};
