import type { Page } from '@playwright/test';
import { Frame } from '../frame.ts';
import type { Stop } from '../tour/stop.ts';
import { axeFaults } from './axe-faults.ts';
import { openDialogs } from './dialogs.ts';
import { layoutFaults } from './layout.ts';
import { openMenus } from './menus.ts';
import { goRound } from './parts.ts';
import { noteReached, type Reached } from './reached.ts';
import { floatingSizes, showSize, sizes, usualSize, type Size } from './sizes.ts';

/** The panes of a page where it has room for one at a time. */
const paneTabs = '.ws-page:not([hidden]) .ws-split-tabs > [role="tablist"]';

/** Looks at one page, dialog or menu after the other, and notes what is wrong and what was there. */
export class Walk {
  readonly page: Page;
  /** What is wrong, with where it was seen. */
  readonly faults: Record<string, string[]> = {};
  readonly reached: Reached = { pages: new Set(), dialogs: new Set(), menus: new Set(), commands: new Set() };
  readonly #known = new Set<string>();
  #size = usualSize;

  constructor(page: Page) {
    this.page = page;
  }

  fault(place: string, faults: readonly string[]): void {
    for (const fault of faults) (this.faults[fault] ??= []).push(place);
  }

  /** In every window and with axe once: dialogs of a kind differ in what they say. */
  async #lookAtDialog(place: string): Promise<void> {
    const { dialogs } = await noteReached(this.page, this.reached);
    const kinds = `dialog ${dialogs.join(' ')}`;
    const isNew = !this.#known.has(kinds);
    this.#known.add(kinds);
    // Where the window is, first: the next dialog opens where this one ends.
    const first = (size: Size): number => Number(size === this.#size);
    await this.#lookAtSizes(
      place,
      (isNew ? sizes : floatingSizes).toSorted((one, other) => first(other) - first(one)),
    );
    if (isNew) await this.#lookWithAxe(place);
  }

  async #show(size: Size): Promise<void> {
    if (this.#size === size) return;
    await showSize(this.page, size);
    this.#size = size;
  }

  async #lookAtSizes(place: string, all: readonly Size[], isPage = false): Promise<void> {
    for (const size of all) {
      await this.#show(size);
      this.fault(`${place} ${size.name}`, await layoutFaults(this.page));
      if (isPage) await this.#lookAtPanes(`${place} ${size.name}`);
    }
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

  /** Looks at what is open, at its sizes and in all themes; at a page that was not seen before, also at its parts. */
  async look({ name, isWithoutParts = false }: Omit<Stop, 'open'>): Promise<void> {
    const { pages, dialogs } = await noteReached(this.page, this.reached);
    const isPage = dialogs.length === 0 && !(await new Frame(this.page).menu.first().isVisible());
    if (dialogs.length > 0) this.#known.add(`dialog ${dialogs.join(' ')}`);
    await this.#lookWithAxe(name);
    await this.#lookAtSizes(name, sizes, isPage);
    if (isPage && !isWithoutParts) await this.#lookAtParts(name, pages.join(' '));
  }

  async #lookWithAxe(name: string): Promise<void> {
    const [within = 'body'] = await this.page.evaluate(
      (floating) => floating.filter((one) => document.querySelector(one) !== null),
      ['.fui-MenuPopover', '[role="dialog"], [role="alertdialog"]'],
    );
    const frame = new Frame(this.page);
    // A theme changes colours and nothing else: names and roles are looked at once.
    this.fault(`${name} light`, await axeFaults(this.page, 'everything', within));
    await frame.showTheme('dark');
    this.fault(`${name} dark`, await axeFaults(this.page, 'colours', within));
    await this.page.emulateMedia({ forcedColors: 'active' });
    this.fault(`${name} contrast`, await axeFaults(this.page, 'colours', within));
    await this.page.emulateMedia({ forcedColors: 'none' });
    await frame.showTheme('light');
  }

  /** Looks at a part of a page of which the rest was seen before. */
  async lookWithin(name: string, within: string): Promise<void> {
    this.fault(name, await axeFaults(this.page, 'everything', within));
    await this.#lookAtSizes(name, sizes, true);
  }

  /** Its menus, and what the keys lead to at 200 %. */
  async #lookAtParts(name: string, page: string): Promise<void> {
    if (this.#known.has(page)) return;
    this.#known.add(page);
    for (const size of floatingSizes) {
      await this.#show(size);
      const faults = await openMenus(this.page, async () => {
        await noteReached(this.page, this.reached);
        return layoutFaults(this.page);
      });
      this.fault(`menus of ${name} ${size.name}`, faults);
    }
    this.fault(`F6 in ${name}`, await goRound(this.page));
    const lost = await openDialogs(this.page, {
      look: (place) => this.#lookAtDialog(`${place} of ${name}`),
      note: (commands) => commands.forEach((id) => this.reached.commands.add(id)),
    });
    this.fault(name, lost);
    await this.#show(usualSize);
  }
}
