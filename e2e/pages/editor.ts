import { expect, type Locator, type Page } from '@playwright/test';
import { sequenceEditor as text } from '#shared/text/en/sequence-editor';
import { Frame } from './frame.ts';
import { anyWords, words } from './words.ts';

/** The editor of one task sequence: the tree at the left, the selected step at the right. */
export class Editor {
  readonly page: Page;
  readonly frame: Frame;

  constructor(page: Page) {
    this.page = page;
    this.frame = new Frame(page);
  }

  get tree(): Locator {
    return this.page
      .getByRole('tree', { name: text.tree.label })
      .or(this.page.getByRole('treegrid', { name: text.tree.label }));
  }

  get steps(): Locator {
    return this.tree.getByRole('treeitem');
  }

  step(name: string): Locator {
    return this.steps.filter({ has: this.page.getByText(name, { exact: true }) });
  }

  /** The names of all rows in their order, as they are shown. */
  async names(): Promise<string[]> {
    const numbered = await this.steps.evaluateAll((rows) =>
      rows.map((row) => ({
        top: row.getBoundingClientRect().top,
        name: row.querySelector('[title]')?.textContent ?? '',
      })),
    );
    return numbered.sort((left, right) => left.top - right.top).map(({ name }) => name);
  }

  async expectNames(names: readonly string[]): Promise<void> {
    await expect.poll(() => this.names()).toEqual(names);
  }

  /** The first row that is shown. */
  async expectFirst(name: string): Promise<void> {
    await expect.poll(async () => (await this.names())[0]).toBe(name);
  }

  get draftBar(): Locator {
    return this.page.getByRole('status').filter({ hasText: anyDraft });
  }

  async select(name: string): Promise<void> {
    await this.step(name).click();
    await expect(this.step(name)).toHaveAttribute('aria-selected', 'true');
  }

  /** Adds a step of the catalogue by the Add menu, after the selected one; a new one may have a name of its own. */
  async add(group: string, type: string, name = type): Promise<void> {
    await this.frame.command(text.command.add);
    await this.page.getByRole('menuitem', { name: group, exact: true }).click();
    await this.page.getByRole('menuitem', { name: type, exact: true }).click();
    await expect(this.step(name)).toHaveAttribute('aria-selected', 'true');
  }

  /** Adds a group after the selected row, and gives it its name. */
  async addGroup(name: string): Promise<void> {
    await this.frame.command(text.command.add);
    await this.page.getByRole('menuitem', { name: text.command.newGroup, exact: true }).click();
    await expect(this.step(text.command.groupName)).toHaveAttribute('aria-selected', 'true');
    await this.nameSelected(name);
  }

  /** Names the selected step on its property page. */
  async nameSelected(name: string): Promise<void> {
    await this.field(text.field.name).fill(name);
    await this.expectSelected(name);
  }

  /** The selected row has this name; others may have it too. A group as deep as that is around it, counted from 1. */
  async expectSelected(name: string, level?: number): Promise<void> {
    const row = this.step(name).and(this.page.locator('[aria-selected="true"]'));
    await expect(row).toHaveCount(1);
    if (level !== undefined) await expect(row).toHaveAttribute('aria-level', String(level));
  }

  /** Renames the selected step in its row. */
  async rename(from: string, to: string): Promise<void> {
    await this.select(from);
    await this.page.keyboard.press('F2');
    const field = this.page.getByRole('textbox', { name: text.tree.rename });
    await field.fill(to);
    await field.press('Enter');
    await expect(this.step(to)).toBeVisible();
  }

  get pane(): Locator {
    return this.page.getByRole('region', { name: text.page.paneRegion });
  }

  async openPane(tab: 'properties' | 'options' | 'variables'): Promise<void> {
    // The number of conditions stands behind the name.
    await this.pane.getByRole('tab', { name: new RegExp(`^${text.pane[tab]}( \\d+)?$`) }).click();
  }

  field(label: string): Locator {
    return this.pane.getByRole('textbox', { name: label, exact: true });
  }

  /** Turns a checkbox of the property page on; it shows what the document has. */
  async turnOn(label: string): Promise<void> {
    const box = this.pane.getByRole('checkbox', { name: label, exact: true });
    await box.click();
    await expect(box).toBeChecked();
  }

  /** What can be done with the secret of this label on the property page. */
  secretButton(action: 'set' | 'replace' | 'clear', label: string): Locator {
    return this.pane.getByRole('button', { name: words(text.secret[`${action}Of`], { label }), exact: true });
  }

  /** Opens the dialog of a secret that is not set yet, with the focus in its field. */
  async openSecret(label: string): Promise<void> {
    await this.secretButton('set', label).focus();
    await this.page.keyboard.press('Enter');
    await expect(this.page.getByRole('dialog').getByLabel(text.secretDialog.again)).toBeVisible();
  }

  /** Adds a condition on a task sequence variable to the selected step. */
  async addCondition(variable: string, value: string): Promise<void> {
    await this.openPane('options');
    await this.pane.getByRole('button', { name: text.conditions.add }).click();
    await this.page.getByRole('menuitem', { name: text.conditions.kinds.variable }).click();
    const dialog = this.frame.dialog(text.conditionDialog.add.variable);
    await dialog.getByRole('textbox', { name: text.conditionDialog.variable }).fill(variable);
    await dialog.getByRole('textbox', { name: text.conditionDialog.value }).fill(value);
    await this.frame.answer(text.conditionDialog.add.variable, text.conditionDialog.addAction);
  }

  get conditions(): Locator {
    return this.pane.getByRole('tree', { name: text.conditions.list }).getByRole('treeitem');
  }

  async undo(): Promise<void> {
    await this.frame.commandButton(anyWords(text.command.undoNamed)).click();
  }

  async redo(): Promise<void> {
    await this.frame.commandButton(anyWords(text.command.redoNamed)).click();
  }

  async save(revision: number): Promise<void> {
    await this.frame.command(text.command.save);
    await expect(this.frame.statusBar).toContainText(
      words(text.status.revision, { id: '', revision }).replace(/^, /, ''),
    );
    await expect(this.frame.statusBar).toContainText(text.status.saved);
  }
}

const anyDraft = /^Draft from .* taken up/;
