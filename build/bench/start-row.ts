import type { Browser } from '@playwright/test';
import { taskSequences } from '#shared/text/en/task-sequences';
import { newWindow, withConsole } from './browser.ts';
import type { Row, Sample } from './measure.ts';
import { ratiosOf, takePairs } from './measure.ts';
import { watchFirst } from './page-measures.ts';
import type { RunningHost } from './product.ts';

const firstRow = `[role="grid"][aria-label="${taskSequences.list}"] [role="rowheader"]`;

/** From the navigation until the element is painted, in a window with nothing in its caches. */
async function timeFirst(browser: Browser, host: RunningHost, path: string, selector: string): Promise<number> {
  const context = await newWindow(browser, host);
  try {
    const page = await context.newPage();
    await page.addInitScript(watchFirst, selector);
    await page.goto(`${host.origin}${path}`);
    const painted = await page.waitForFunction(() => window.benchPaintedAt);
    return Number(await painted.jsonValue());
  } finally {
    await context.close();
  }
}

/** So many rows both pages have. */
const rows = 30;

/**
 * Start of the console to the first row of the task sequence list, against a page of the same controls and as many rows
 * without a core; against the first paint of an empty page for orientation.
 */
export const startRow: Row = {
  name: 'start',
  against: 'a static page of the same controls',
  run: (pairs) =>
    withConsole(
      async (browser, host) => {
        const ours = async (): Promise<Sample> => {
          const taken = await timeFirst(browser, host, '/', firstRow);
          return { 'first row': taken, 'first row, to an empty page': taken };
        };
        const theirs = async (): Promise<Sample> => ({
          'first row': await timeFirst(browser, host, '/static-page.html', '[role="rowheader"]'),
          'first row, to an empty page': await timeFirst(browser, host, '/empty.html', 'body'),
        });
        await ours();
        await theirs();
        return { notes: ['fresh caches each time, same host'], ratios: ratiosOf(await takePairs(pairs, ours, theirs)) };
      },
      { sequences: rows },
    ),
};
