import { expect, type Locator, type Page } from '@playwright/test';
import { sequenceEditor as text } from '#shared/text/en/sequence-editor';
import { Frame } from './frame.ts';
import { words } from './words.ts';

/** Kinds of conditions that a dialog asks for; an If statement is there at once. */
export type AskedKind = Exclude<keyof typeof text.conditions.kinds, 'os-version'>;

const groupNames = { all: text.conditions.all, any: text.conditions.any, none: text.conditions.noneOf } as const;

/** The conditions on the Options tab of the selected step. */
export class Conditions {
  readonly page: Page;
  readonly frame: Frame;

  constructor(page: Page) {
    this.page = page;
    this.frame = new Frame(page);
  }

  get pane(): Locator {
    return this.page.getByRole('region', { name: text.page.paneRegion });
  }

  get list(): Locator {
    return this.pane.getByRole('tree', { name: text.conditions.list });
  }

  get lines(): Locator {
    return this.list.getByRole('treeitem');
  }

  async open(): Promise<void> {
    // The number of conditions stands behind the name.
    await this.pane.getByRole('tab', { name: new RegExp(`^${text.pane.options}( \\d+)?$`) }).click();
  }

  async #addFromMenu(entry: string): Promise<void> {
    await this.pane.getByRole('button', { name: text.conditions.add }).click();
    await this.page.getByRole('menuitem', { name: entry, exact: true }).click();
  }

  async addIf(which: keyof typeof groupNames): Promise<void> {
    await this.#addFromMenu(words(text.conditions.ifStatement, { which: groupNames[which] }));
    await expect(this.lines.filter({ hasText: text.conditions.emptyGroup })).toHaveAttribute('aria-selected', 'true');
  }

  /** The dialog of a new condition, to be filled by the caller and confirmed here. */
  async add(kind: AskedKind, fill: (dialog: Locator) => Promise<void>): Promise<void> {
    const before = await this.lines.count();
    await this.#addFromMenu(text.conditions.kinds[kind]);
    const title = text.conditionDialog.add[kind];
    await fill(this.frame.dialog(title));
    await this.frame.answer(title, text.conditionDialog.addAction);
    await expect(this.lines).toHaveCount(before + 1);
  }

  /** A list of the dialog to choose from. */
  async choose(dialog: Locator, label: string, choice: string): Promise<void> {
    const box = dialog.getByRole('combobox', { name: label, exact: true });
    await box.click();
    await this.page.getByRole('option', { name: choice, exact: true }).click();
    await expect(box).toHaveText(choice);
  }

  async fill(dialog: Locator, values: Readonly<Record<string, string>>): Promise<void> {
    for (const [label, value] of Object.entries(values)) {
      const named = { name: label, exact: true } as const;
      await dialog.getByRole('textbox', named).or(dialog.getByRole('combobox', named)).fill(value);
    }
  }

  /** A variable, a comparison and, where it is needed, a value. */
  async addVariable(variable: string, operator: string, value?: string): Promise<void> {
    await this.add('variable', async (dialog) => {
      await this.fill(dialog, { [text.conditionDialog.variable]: variable });
      if (operator !== text.condition.operator.equals) {
        await this.choose(dialog, text.conditionDialog.operator, operator);
      }
      if (value !== undefined) await this.fill(dialog, { [text.conditionDialog.value]: value });
    });
  }

  /** What each line says, and how deep it is: two blanks for each If statement around it. */
  async texts(): Promise<string[]> {
    return this.lines.evaluateAll((lines) =>
      lines.map((line) => {
        const depth = Number(line.getAttribute('aria-level')) - 1;
        const said = line.getAttribute('aria-label') ?? line.querySelector('[role="combobox"]')?.textContent ?? '';
        return `${'  '.repeat(depth)}${said}`;
      }),
    );
  }

  async expectTexts(expected: readonly (string | RegExp)[]): Promise<void> {
    const same = (all: readonly string[]): boolean =>
      all.length === expected.length &&
      expected.every((one, at) => (typeof one === 'string' ? all[at] === one : one.test(all[at] ?? '')));
    await expect.poll(async () => ((all) => (same(all) ? 'as expected' : all))(await this.texts())).toBe('as expected');
  }
}
