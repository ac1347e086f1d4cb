import type { Page } from '@playwright/test';
import { Frame } from '../frame.ts';
import type { Stop } from '../tour/stop.ts';
import { axeFaults } from './axe-faults.ts';
import { openDialogs } from './dialogs.ts';
import { layoutFaults } from './layout.ts';
import { openMenus } from './menus.ts';
import { goRound } from './parts.ts';
import { noteReached, type Reached } from './reached.ts';
import { floatingSizes, isAll, pageSizes, showSize, usualSize, type Size } from './sizes.ts';

/** The panes of a page where it has room for one at a time. */
const paneTabs = '.ws-page:not([hidden]) .ws-split-tabs > [role="tablist"]';

/** Looks at one page, dialog or menu after the other, and notes what is wrong and what was there. */
export class Walk {
  readonly page: Page;
  /** What is wrong, with where it was seen. */
  readonly faults: Record<string, string[]> = {};
  readonly reached: Reached = { pages: new Set(), dialogs: new Set(), commands: new Set() };
  readonly #known = new Set<string>();

  constructor(page: Page) {
    this.page = page;
  }

  fault(place: string, faults: readonly string[]): void {
    for (const fault of faults) (this.faults[fault] ??= []).push(place);
  }

  /** With axe once: dialogs of a kind differ in what they say. */
  async #lookAtDialog(place: string): Promise<void> {
    const { dialogs } = await noteReached(this.page, this.reached);
    await this.#lookAtSizes(place, floatingSizes);
    const kinds = `dialog ${dialogs.join(' ')}`;
    if (this.#known.has(kinds)) return;
    this.#known.add(kinds);
    this.fault(place, await axeFaults(this.page, 'everything'));
  }

  async #lookAtSizes(place: string, all: readonly Size[], isPage = false): Promise<void> {
    for (const size of all) {
      await showSize(this.page, size);
      this.fault(`${place} ${size.name}`, await layoutFaults(this.page));
      if (isPage) await this.#lookAtPanes(`${place} ${size.name}`);
    }
    await showSize(this.page, usualSize);
  }

  /**
   * In a small window panes are tabs of each other: looks at those that are not in front, and leaves the first there. A
   * pane can be parted itself: its own tabs are there while it is in front.
   */
  async #lookAtPanes(place: string, depth = 0): Promise<void> {
    const list = this.page.locator(paneTabs).filter({ visible: true }).nth(depth);
    if (!(await list.isVisible())) return;
    const tabs = list.getByRole('tab');
    const count = await tabs.count();
    for (let at = 0; at < count; at += 1) {
      const pane = tabs.nth(at);
      await pane.click();
      if (at > 0) this.fault(`${place}, ${await pane.innerText()}`, await layoutFaults(this.page));
      await this.#lookAtPanes(place, depth + 1);
    }
    await tabs.first().click();
  }

  /** Looks at what is open, at its sizes and in both themes; at a page that was not seen before, also at its parts. */
  async look({ name, isWithoutParts = false }: Pick<Stop, 'name' | 'isWithoutParts'>): Promise<void> {
    const { pages, dialogs } = await noteReached(this.page, this.reached);
    const isPage = dialogs.length === 0 && !(await new Frame(this.page).menu.first().isVisible());
    // Before the sizes: a menu closes when its window changes.
    await this.#lookWithAxe(name, [...pages, ...dialogs].join(' '));
    await this.#lookAtSizes(name, pageSizes, isPage);
    if (isPage && !isWithoutParts) await this.#lookAtParts(name, pages.join(' '));
  }

  async #lookWithAxe(name: string, kind: string): Promise<void> {
    // One page of a kind has the colours of the others.
    const isNew = !this.#known.has(`colours ${kind}`);
    for (const colorScheme of isAll || isNew ? (['light', 'dark'] as const) : (['light'] as const)) {
      await new Frame(this.page).showTheme(colorScheme);
      // A theme changes colours and nothing else: names and roles are looked at once.
      const looksAt = colorScheme === 'light' ? 'everything' : 'colours';
      this.fault(`${name} ${colorScheme}`, await axeFaults(this.page, looksAt));
    }
    if (isNew) {
      this.#known.add(`colours ${kind}`);
      await this.page.emulateMedia({ forcedColors: 'active' });
      this.fault(`${name} contrast`, await axeFaults(this.page, 'colours'));
      await this.page.emulateMedia({ forcedColors: 'none' });
    }
    await new Frame(this.page).showTheme('light');
  }

  /** Looks at a part of a page of which the rest was seen before. */
  async lookWithin(name: string, within: string): Promise<void> {
    this.fault(name, await axeFaults(this.page, 'everything', within));
    await this.#lookAtSizes(name, pageSizes, true);
  }

  /** Its menus, and what the keys lead to at 200 %. */
  async #lookAtParts(name: string, page: string): Promise<void> {
    if (this.#known.has(page)) return;
    this.#known.add(page);
    for (const size of floatingSizes) {
      await showSize(this.page, size);
      const faults = await openMenus(this.page, async () => {
        await noteReached(this.page, this.reached);
        return layoutFaults(this.page, '.fui-MenuPopover');
      });
      this.fault(`menus of ${name} ${size.name}`, faults);
    }
    this.fault(`F6 in ${name}`, await goRound(this.page));
    await showSize(this.page, usualSize);
    const lost = await openDialogs(this.page, (place) => this.#lookAtDialog(`${place} of ${name}`));
    this.fault(name, lost);
  }
}
