import { expect, type Locator, type Page } from '@playwright/test';
import { sequenceEditor as text } from '#shared/text/en/sequence-editor';
import { Frame } from './frame.ts';
import { words } from './words.ts';

/** The property page of the selected step, and the dialogs that open from it. */
export class StepPage {
  readonly page: Page;
  readonly frame: Frame;

  constructor(page: Page) {
    this.page = page;
    this.frame = new Frame(page);
  }

  get pane(): Locator {
    return this.page.getByRole('region', { name: text.page.paneRegion });
  }

  /** Types into fields by their labels, those with suggestions among them, and leaves each. */
  async fill(values: Readonly<Record<string, string>>): Promise<void> {
    for (const [label, value] of Object.entries(values)) {
      const field = this.pane
        .getByRole('textbox', { name: label, exact: true })
        .or(this.pane.getByRole('combobox', { name: label, exact: true }));
      await field.fill(value);
      await field.blur();
      await expect(field).toHaveValue(value);
    }
  }

  /** Turns checkboxes over, and waits until they show it. */
  async turn(isOn: boolean, ...labels: readonly string[]): Promise<void> {
    for (const label of labels) {
      const box = this.pane.getByRole('checkbox', { name: label, exact: true });
      await box.click();
      await expect(box).toBeChecked({ checked: isOn });
    }
  }

  async choose(...labels: readonly string[]): Promise<void> {
    for (const label of labels) {
      const radio = this.pane.getByRole('radio', { name: label, exact: true });
      await radio.click();
      await expect(radio).toBeChecked();
    }
  }

  async select(label: string, choice: string): Promise<void> {
    const box = this.pane.getByRole('combobox', { name: label, exact: true });
    await box.click();
    await this.page.getByRole('option', { name: choice, exact: true }).click();
    await expect(box).toHaveText(choice);
  }

  /** Adds IDs to the list of packages or applications of the page. */
  async addToList(...ids: readonly string[]): Promise<void> {
    const field = this.pane.getByRole('combobox', { name: text.references.list.newOne });
    for (const id of ids) {
      await field.fill(id);
      await this.pane.getByRole('button', { name: text.references.list.add, exact: true }).click();
      await expect(this.pane.getByRole('option').filter({ hasText: id })).toBeVisible();
    }
  }

  /** Opens the dialog for a row of the table of the page: partitions or adapters. */
  async openRow(title: string): Promise<Locator> {
    await this.pane.getByRole('button', { name: text.tables.add, exact: true }).click();
    const dialog = this.frame.dialog(title);
    await expect(dialog).toBeVisible();
    return dialog;
  }

  /** Enters a secret twice in its dialog, with the account that it belongs to where there is one. */
  async enterSecret(label: string, secret: string, account?: Readonly<Record<string, string>>): Promise<void> {
    const set = this.pane.getByRole('button', { name: words(text.secret.setOf, { label }), exact: true });
    await set.click();
    const dialog = this.page.getByRole('dialog');
    for (const [name, value] of Object.entries(account ?? {})) {
      await dialog.getByRole('textbox', { name, exact: true }).fill(value);
    }
    await dialog.getByLabel(requiredLabel(label)).fill(secret);
    await dialog.getByLabel(text.secretDialog.again).fill(secret);
    await dialog.getByRole('button', { name: text.secretDialog.set, exact: true }).click();
    await expect(dialog).toBeHidden();
    const replace = words(text.secret.replaceOf, { label });
    await expect(this.pane.getByRole('button', { name: replace, exact: true })).toBeVisible();
  }
}

/** A field that must be filled has a mark behind its label. */
function requiredLabel(label: string): RegExp {
  return new RegExp(`^${label}\\*?$`);
}
