import type { Browser, Locator, Page } from '@playwright/test';
import { sequenceEditor } from '#shared/text/en/sequence-editor';
import { taskSequences } from '#shared/text/en/task-sequences';
import { stepDescriptions } from '#shared/steps/catalog';
import { newWindow, withConsole } from './browser.ts';
import { madeRows, sequenceName } from './made-site.ts';
import type { Ratio, Row, Sample } from './measure.ts';
import { median, quantile, ratiosOf, takePairs } from './measure.ts';
import { watchKeys, watchPane } from './page-measures.ts';
import type { RunningHost } from './product.ts';

/** A keystroke in a field of the editor against one in a field alone. */
const goalOfKeys = 1.5;
/** The page of any type against the lightest one. */
const goalOfPages = 2;
const plainKeys = 40;

/** The editor with one step of every type behind the 5,000, the last of them selected. */
async function openEditor(browser: Browser, host: RunningHost): Promise<{ page: Page; rows: Locator }> {
  const page = await (await newWindow(browser, host)).newPage();
  await page.goto(`${host.origin}/`);
  const list = page.getByRole('grid', { name: taskSequences.list, exact: true });
  await list.getByRole('rowheader', { name: sequenceName }).click();
  await page.getByRole('toolbar').getByRole('button', { name: taskSequences.command.edit, exact: true }).click();
  const { label } = sequenceEditor.tree;
  const rows = page.getByRole('treegrid', { name: label }).or(page.getByRole('tree', { name: label }));
  await rows.getByText('Set value 1', { exact: true }).click();
  await page.keyboard.press('End');
  await page.evaluate(watchPane);
  await page.evaluate(watchKeys);
  return { page, rows };
}

async function pressAndWait(page: Page, key: string): Promise<{ name: string; ms: number }> {
  await page.evaluate(() => {
    delete window.benchPane;
  });
  await page.keyboard.press(key);
  const found = await page.waitForFunction(() => window.benchPane);
  return (await found.jsonValue()) ?? { name: '', ms: NaN };
}

/** From the key to the painted page, of every type, from the last step up. */
async function openPages(page: Page, rows: Locator): Promise<Record<string, number>> {
  const times: Record<string, number> = {};
  await rows.locator('[aria-selected="true"]').focus();
  await page.keyboard.press('End');
  await pressAndWait(page, 'ArrowUp');
  await pressAndWait(page, 'ArrowDown');
  for (let left = stepDescriptions.length; left > 1; left -= 1) {
    const { name, ms } = await pressAndWait(page, 'ArrowUp');
    times[name] = ms;
  }
  return times;
}

/** From a key to its paint, in each field of the page that is shown. */
async function typeInFields(page: Page, fields: Locator, moments: Iterator<number, never>): Promise<number[]> {
  const times: number[] = [];
  for (const field of await fields.all()) {
    if (!(await field.isEditable())) continue;
    await field.focus();
    await page.keyboard.press('End');
    await page.evaluate((ms) => new Promise((resolve) => setTimeout(resolve, ms)), handMs);
    times.push(await typeOne(page, moments));
  }
  return times;
}

const frameMs = 1000 / 60;
/** From Tab to the next key at the least, with a quick hand: the field that was left has sent what it had by then. */
const handMs = 100;

/** Moments within the length of a frame, spread evenly: no page has its keys always at the same one. */
function* betweenFrames(): Generator<number, never> {
  const golden = (Math.sqrt(5) - 1) / 2;
  for (let key = 0; ; key += 1) yield ((key * golden) % 1) * frameMs;
}

async function typeOne(page: Page, moments: Iterator<number, never>): Promise<number> {
  await page.evaluate(async (ms) => {
    delete window.benchTypedAfter;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await new Promise((resolve) => setTimeout(resolve, ms));
  }, moments.next().value);
  await page.keyboard.press('7');
  const found = await page.waitForFunction(() => window.benchTypedAfter);
  return Number(await found.jsonValue());
}

const textFields = '[role="tabpanel"] input[type="text"], [role="tabpanel"] textarea';

/** The middle of all fields, and the slow ones: lists that open when somebody types. */
const keysOf = (times: readonly number[]): Sample => ({
  'key to paint, every text field': median(times),
  'key to paint, the slow ones (p95)': quantile(times, 0.95),
});

async function typeInEditor(page: Page, rows: Locator): Promise<Sample> {
  const all: number[] = [];
  const moments = betweenFrames();
  await rows.locator('[aria-selected="true"]').focus();
  await page.keyboard.press('End');
  for (let left = stepDescriptions.length; left > 1; left -= 1) {
    await pressAndWait(page, 'ArrowUp');
    all.push(...(await typeInFields(page, page.locator(textFields), moments)));
    await rows.locator('[aria-selected="true"]').focus();
  }
  return keysOf(all);
}

async function typeInPlain(page: Page): Promise<Sample> {
  const field = page.getByRole('textbox');
  await field.focus();
  const times: number[] = [];
  const moments = betweenFrames();
  for (let key = 0; key < plainKeys; key += 1) times.push(await typeOne(page, moments));
  await field.fill('');
  return keysOf(times);
}

/** The page of each type against the lightest of the same round; the heaviest are told. */
async function comparePages(page: Page, rows: Locator, rounds: number): Promise<Ratio[]> {
  const taken: Record<string, number>[] = [];
  await openPages(page, rows);
  for (let round = 0; round < rounds; round += 1) taken.push(await openPages(page, rows));
  const names = Object.keys(taken[0] ?? {});
  const middle = (name: string): number => median(taken.map((one) => one[name] ?? NaN));
  const [lightest = ''] = [...names].sort((a, b) => middle(a) - middle(b));
  const pairs = taken.map((ours) => ({
    ours,
    theirs: Object.fromEntries(names.map((name) => [name, ours[lightest] ?? NaN])),
  }));
  const ratios = ratiosOf(pairs, goalOfPages).sort((a, b) => b.median - a.median);
  return ratios.map((one) => ({ ...one, measure: `page of ${one.measure}` }));
}

/** The pages of all types in the sequence of 5,000 steps: how they open, and how their fields take keys. */
export const pagesRow: Row = {
  name: 'pages',
  against: 'a plain field, the lightest page',
  run: (pairs) =>
    withConsole(
      async (browser, host) => {
        const { page, rows } = await openEditor(browser, host);
        const plain = await (await newWindow(browser, host)).newPage();
        await plain.goto(`${host.origin}/plain-input.html`);
        await plain.evaluate(watchKeys);
        const opened = await comparePages(page, rows, pairs);
        const sides = {
          ours: async () => {
            await page.bringToFront();
            return typeInEditor(page, rows);
          },
          theirs: async () => {
            await plain.bringToFront();
            return typeInPlain(plain);
          },
        };
        await sides.theirs();
        const typed = await takePairs(pairs, sides.ours, sides.theirs);
        const notes = [`${madeRows} rows and ${stepDescriptions.length} more, one of every type`];
        return { notes, ratios: [...ratiosOf(typed, goalOfKeys), ...opened] };
      },
      { everyType: true },
    ),
};
