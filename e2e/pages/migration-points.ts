import { expect, type Locator, type Page } from '@playwright/test';
import { userState } from '#shared/text/en/user-state';
import { Frame } from './frame.ts';
import { anyWords, words } from './words.ts';

const text = userState.point;

/** Administration > State Migration Points. */
export class MigrationPoints {
  readonly page: Page;
  readonly frame: Frame;

  constructor(page: Page) {
    this.page = page;
    this.frame = new Frame(page);
  }

  async open(): Promise<void> {
    await this.frame.openNode('administration', text.node);
    await expect(this.frame.list(text.list)).toBeVisible();
  }

  row(name: string): Locator {
    return this.frame.row(text.list, name);
  }

  get dialog(): Locator {
    return this.frame.dialog(anyWords(text.form.propertiesTitle));
  }

  async openProperties(name: string): Promise<void> {
    await this.frame.select(text.list, name);
    await this.frame.command(text.command.properties);
    await expect(this.dialog).toBeVisible();
  }

  async save(): Promise<void> {
    await this.dialog.getByRole('button', { name: text.form.save, exact: true }).click();
    await expect(this.dialog).toBeHidden();
  }

  clientsOf(number: number): Locator {
    return this.dialog.getByRole('textbox', { name: words(text.form.clientsOf, { number }) });
  }

  freeSpaceOf(number: number): Locator {
    return this.dialog.getByRole('textbox', { name: words(text.form.freeSpaceOf, { number }) });
  }

  unitOf(number: number): Locator {
    return this.dialog.getByRole('combobox', { name: words(text.form.unitOf, { number }) });
  }

  get restoreOnly(): Locator {
    return this.dialog.getByRole('checkbox', { name: text.form.restoreOnly });
  }
}
