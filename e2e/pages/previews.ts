import { expect, type Locator, type Page } from '@playwright/test';
import { capturePreview as text } from '#shared/text/en/capture-preview';
import { start } from '#shared/text/en/start';
import { Frame } from './frame.ts';
import { anyWords, words } from './words.ts';

/** What a capture would take, before one is run. */
export class Previews {
  readonly page: Page;
  readonly frame: Frame;

  constructor(page: Page) {
    this.page = page;
    this.frame = new Frame(page);
  }

  /** From the first screen of a sample site. */
  async openFromWelcome(): Promise<void> {
    await this.frame.openTab(start.title);
    await this.page.getByRole('button', { name: start.command.preview, exact: true }).click();
    await this.expectReady();
  }

  tab(name: string): Locator {
    return this.frame.tab(words(text.tab, { name }));
  }

  get verdict(): Locator {
    return this.page.getByRole('region', { name: text.head.label }).filter({ visible: true });
  }

  /** A scan takes as long as there are files. */
  async expectReady(): Promise<void> {
    await expect(this.verdict).toBeVisible({ timeout: 60_000 });
  }

  get side(): Locator {
    return this.page.getByRole('complementary', { name: text.side.label }).filter({ visible: true });
  }

  get profiles(): Locator {
    return this.page.getByRole('grid', { name: text.users.title, exact: true }).filter({ visible: true });
  }

  profile(name: string): Locator {
    return this.profiles.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name, exact: true }) });
  }

  async openList(list: 'folders' | 'rules' | 'leftOut' | 'missing' | 'notes'): Promise<void> {
    await this.page
      .getByRole('tab', { name: anyWords(text.lists[list]) })
      .filter({ visible: true })
      .click();
  }

  /** A row of the list that is shown, by what stands in it. */
  row(list: 'folders' | 'rules' | 'leftOut' | 'missing' | 'notes', name: string | RegExp): Locator {
    return this.page
      .getByRole('grid', { name: anyWords(text.lists[list]) })
      .filter({ visible: true })
      .getByRole('row')
      .filter({ has: this.page.getByRole('rowheader', { name }) });
  }
}
