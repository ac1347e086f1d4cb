import type { Browser, Locator, Page } from '@playwright/test';
import { sequenceEditor } from '#shared/text/en/sequence-editor';
import { taskSequences } from '#shared/text/en/task-sequences';
import { newWindow, withConsole } from './browser.ts';
import { madeRows, sequenceName } from './made-site.ts';
import type { Row, Sample } from './measure.ts';
import { median, quantile, ratiosOf, takePairs } from './measure.ts';
import { endMoves, scrollFrames, watchMoves } from './page-measures.ts';
import type { RunningHost } from './product.ts';

const scrolledFrames = 150;
/** About nine rows a frame: as fast as a turned wheel. */
const scrolledPerFrame = 260;
const moves = 12;
/** Near the start of the first group: no move leaves the group or what both lists show without scrolling. */
const movedRow = 3;

interface Side {
  readonly page: Page;
  readonly scroller: Locator;
  /** Selects the row that is moved and gives it the keyboard. */
  readonly focus: () => Promise<void>;
}

async function openEditor(browser: Browser, host: RunningHost): Promise<Side> {
  const page = await (await newWindow(browser, host)).newPage();
  await page.goto(`${host.origin}/`);
  const list = page.getByRole('grid', { name: taskSequences.list, exact: true });
  await list.getByRole('rowheader', { name: sequenceName }).click();
  await page.getByRole('toolbar').getByRole('button', { name: taskSequences.command.edit, exact: true }).click();
  const { label } = sequenceEditor.tree;
  const scroller = page.getByRole('treegrid', { name: label }).or(page.getByRole('tree', { name: label }));
  const row = scroller.getByText(`Set value ${movedRow}`, { exact: true });
  await row.click();
  return { page, scroller, focus: () => scroller.locator('[aria-selected="true"]').focus() };
}

/** The plain list has as many rows as the editor, of the same height, in a window of the same size. */
async function openPlain(browser: Browser, host: RunningHost, like: Locator): Promise<Side> {
  const size = await like.boundingBox();
  if (size === null) throw new Error('The editor is not shown.');
  const page = await (await newWindow(browser, host)).newPage();
  const parameters = `rows=${madeRows}&selected=${movedRow}&width=${size.width}&height=${size.height}`;
  await page.goto(`${host.origin}/plain-list.html?${parameters}`);
  const scroller = page.getByRole('list');
  return { page, scroller, focus: () => scroller.focus() };
}

async function measureSide({ page, scroller, focus }: Side, pair: number): Promise<Sample> {
  await page.bringToFront();
  const scrolled = await scroller.evaluate(scrollFrames, [scrolledFrames, scrolledPerFrame] as const);
  await scroller.evaluate((element) => {
    element.scrollTop = 0;
  });
  await focus();
  await scroller.evaluate(watchMoves);
  const key = pair % 2 === 0 ? 'Alt+ArrowDown' : 'Alt+ArrowUp';
  const painted: number[] = [];
  for (let move = 0; move < moves; move += 1) {
    await page.keyboard.press(key);
    const after = await page.waitForFunction(() => window.benchMovedAfter);
    painted.push(Number(await after.jsonValue()));
  }
  const moved = await page.evaluate(endMoves);
  return {
    'scroll, frame p50': median(scrolled),
    'scroll, frame p95': quantile(scrolled, 0.95),
    'move, frame p50': median(moved),
    'move, frame p95': quantile(moved, 0.95),
    'move, key to paint': median(painted),
  };
}

/** The editor on an imported sequence of 5,000 steps with conditions, against a plain list of as many rows. */
export const editorRow: Row = {
  name: 'editor',
  against: 'a plain list',
  run: (pairs) =>
    withConsole(async (browser, host) => {
      const editor = await openEditor(browser, host);
      const plain = await openPlain(browser, host, editor.scroller);
      const warm = -2;
      await measureSide(editor, warm);
      await measureSide(plain, warm);
      const taken = await takePairs(
        pairs,
        (pair) => measureSide(editor, pair + 1),
        (pair) => measureSide(plain, pair + 1),
      );
      return { notes: [`${madeRows} rows, every step and group with a condition`], ratios: ratiosOf(taken) };
    }),
};
