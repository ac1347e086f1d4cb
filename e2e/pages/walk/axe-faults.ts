import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * Left out: the invisible elements at both ends of a toolbar or dialog by which Fluent keeps the focus inside. They are
 * hidden from readers and hand the focus on at once, which axe cannot know.
 */
const focusGuards = '[data-tabster-dummy]';
/** The unit behind a field that cannot be used is as pale as the field; axe lets only the field itself be so. */
const unitOfDisabledField = '.fui-Input:has(input:disabled) .fui-Input__contentAfter';

/** What axe finds serious or critical, in one line each: rule, element, what to do. */
export async function axeFaults(page: Page, looksAt: 'everything' | 'colours', within = 'body'): Promise<string[]> {
  const axe = new AxeBuilder({ page }).include(within).exclude(focusGuards).exclude(unitOfDisabledField);
  const { violations } = await (looksAt === 'colours' ? axe.withRules(['color-contrast']) : axe).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`));
}
