import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test, watchPage } from '../fixtures/toured.ts';
import { Frame } from '../pages/frame.ts';
import { tour, walks } from '../pages/tour/tour.ts';

/**
 * Left out: the invisible elements at both ends of a toolbar or dialog by which Fluent keeps the focus inside. They are
 * hidden from readers and hand the focus on at once, which axe cannot know.
 */
const focusGuards = '[data-tabster-dummy]';
/** The unit behind a field that cannot be used is as pale as the field; axe lets only the field itself be so. */
const unitOfDisabledField = '.fui-Input:has(input:disabled) .fui-Input__contentAfter';

/** What axe finds serious or critical, in one line each: rule, element, what to do. */
async function findings(page: Page, colorScheme: 'light' | 'dark'): Promise<string[]> {
  const axe = new AxeBuilder({ page }).exclude(focusGuards).exclude(unitOfDisabledField);
  // A theme changes colours and nothing else: names and roles are looked at once.
  const { violations } = await (colorScheme === 'dark' ? axe.withRules(['color-contrast']) : axe).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`));
}

// Each walk is on a site of its own, so they need not wait for each other.
test.describe.configure({ mode: 'parallel' });

for (const walk of walks) {
  test(`[E2E-20] axe finds nothing serious on the pages and dialogs of the walk “${walk}”, light and dark`, async ({
    page,
    toured,
  }) => {
    test.setTimeout(480_000);
    const faults = watchPage(page);
    await toured.host.open(page);
    const found: Record<string, string[]> = {};
    for (const { name, open } of tour(page, toured)[walk]) {
      await test.step(name, open);
      for (const colorScheme of ['light', 'dark'] as const) {
        await new Frame(page).showTheme(colorScheme);
        const here = await findings(page, colorScheme);
        if (here.length > 0) found[`${name} ${colorScheme}`] = here;
      }
    }
    expect(found).toEqual({});
    expect(faults).toEqual([]);
  });
}
