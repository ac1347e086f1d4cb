import { expect, type Locator, type Page } from '@playwright/test';
import { devices as text } from '#shared/text/en/devices';
import { Frame } from './frame.ts';
import { words } from './words.ts';

/** Assets and Compliance > Devices. */
export class Devices {
  readonly page: Page;
  readonly frame: Frame;

  constructor(page: Page) {
    this.page = page;
    this.frame = new Frame(page);
  }

  async open(): Promise<void> {
    await this.frame.openNode('assets', text.node);
    await expect(this.frame.list(text.list)).toBeVisible();
  }

  row(name: string): Locator {
    return this.frame.row(text.list, name);
  }

  get createDialog(): Locator {
    return this.frame.dialog(text.form.createTitle);
  }

  /** Opens the dialog and fills its first page. */
  async beginCreate(name: string): Promise<void> {
    await this.frame.command(text.command.create);
    await this.createDialog.getByRole('textbox', { name: text.form.name }).fill(name);
  }

  async openConnection(): Promise<void> {
    await this.createDialog.getByRole('tab', { name: text.form.connectionTab }).click();
  }

  connection(kind: 'folder' | 'local' | 'none'): Locator {
    return this.createDialog.getByRole('radio', { name: text.form[kind] });
  }

  pathOf(drive: string): Locator {
    return this.createDialog.getByRole('textbox', { name: words(text.form.pathOf, { drive }) });
  }

  async browse(drive: string): Promise<Locator> {
    await this.createDialog.getByRole('button', { name: words(text.form.browse, { drive }) }).click();
    return this.frame.dialog(words(text.form.browseTitle, { drive }));
  }

  async create(): Promise<void> {
    await this.createDialog.getByRole('button', { name: text.form.create, exact: true }).click();
  }
}
