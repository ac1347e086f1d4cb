import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { settle } from '../settle.ts';

/**
 * Left out: the invisible elements at both ends of a toolbar or dialog by which Fluent keeps the focus inside. They are
 * hidden from readers and hand the focus on at once, which axe cannot know.
 */
const focusGuards = '[data-tabster-dummy]';
/** The unit behind a field that cannot be used is as pale as the field; axe lets only the field itself be so. */
const unitOfDisabledField = '.fui-Input:has(input:disabled) .fui-Input__contentAfter';

const exclude = [[focusGuards], [unitOfDisabledField]];

/**
 * What axe finds serious or critical, in one line each: rule, element, what to do. It is given to the page once and run
 * there: its own way from Playwright sends it every time, and opens a window to put the answers together.
 */
export async function axeFaults(page: Page, looksAt: 'everything' | 'colours', within = 'body'): Promise<string[]> {
  await settle(page);
  if (await page.evaluate(() => !('axe' in globalThis))) await page.evaluate(axe.source);
  const options: axe.RunOptions = {
    resultTypes: ['violations'],
    preload: false,
    ...(looksAt === 'colours' ? { runOnly: ['color-contrast'] } : {}),
  };
  const violations = await page.evaluate(
    async (given) => {
      const inPage = globalThis as unknown as { readonly axe: typeof axe };
      const context = { include: [[given.within]], exclude: given.exclude };
      return (await inPage.axe.run(context, given.options)).violations;
    },
    { within, exclude, options },
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`));
}
