import { expect, type Locator, type Page } from '@playwright/test';
import { stateResult } from '#shared/text/en/state-result';
import { userState } from '#shared/text/en/user-state';
import { Frame } from './frame.ts';

const text = userState.association;

/** Assets and Compliance > User State Migration: associations, their dialogs, and the result of a store. */
export class UserState {
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

  row(source: string): Locator {
    return this.frame.row(text.list, source);
  }

  async select(source: string): Promise<void> {
    await this.frame.select(text.list, source);
  }

  get dialog(): Locator {
    return this.frame.dialog(text.form.title);
  }

  async beginCreate(): Promise<void> {
    await this.frame.command(text.command.create);
    await expect(this.dialog).toBeVisible();
  }

  async chooseComputers(source: string, destination: string): Promise<void> {
    await this.frame.choose(this.dialog, text.form.source, source);
    await this.frame.choose(this.dialog, text.form.destination, destination);
  }

  async openAccounts(): Promise<void> {
    await this.dialog.getByRole('tab', { name: text.form.accountsTab }).click();
  }

  choice(behavior: keyof typeof text.behavior): Locator {
    return this.page.getByRole('radio', { name: text.behavior[behavior] });
  }

  async addAccount(name: string): Promise<void> {
    await this.page.getByRole('textbox', { name: text.form.newAccount }).fill(name);
    await this.page.getByRole('button', { name: text.form.addAccount, exact: true }).click();
  }

  get accounts(): Locator {
    return this.page.getByRole('list', { name: text.form.accountsList }).getByRole('listitem');
  }

  /** The headline of the result that is shown. */
  get headline(): Locator {
    return this.page.getByRole('main').getByRole('heading', { level: 2 }).filter({ visible: true }).first();
  }

  async openResult(source: string): Promise<void> {
    await this.open();
    await this.select(source);
    await this.frame.command(text.command.open);
    await expect(this.page.getByRole('region', { name: stateResult.proof.title })).toBeVisible();
  }

  get proof(): Locator {
    return this.page.getByRole('region', { name: stateResult.proof.title });
  }

  get lists(): Locator {
    return this.page.getByRole('region', { name: stateResult.lists.label });
  }
}
