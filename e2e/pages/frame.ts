import { expect, type Locator, type Page } from '@playwright/test';
import { components } from '#shared/text/en/components';
import { frame } from '#shared/text/en/frame';
import { settle } from './settle.ts';

export type Workspace = keyof typeof frame.workspace;

/** The window around every page: workspaces, node tree, tabs, commands, dialogs, toasts. */
export class Frame {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get statusBar(): Locator {
    return this.page.getByRole('contentinfo', { name: frame.statusBar });
  }

  /** Changes the theme of the system, and waits until the console has followed. */
  async showTheme(colorScheme: 'light' | 'dark'): Promise<void> {
    await this.page.emulateMedia({ colorScheme });
    await expect(this.page.locator('html')).toHaveClass(colorScheme === 'dark' ? /ws-dark/ : /^(?!.*ws-dark)/);
    // What lies between two colours belongs to neither theme.
    await settle(this.page);
  }

  get connectionLost(): Locator {
    return this.page.getByRole('alert').filter({ hasText: frame.connectionLost });
  }

  get menu(): Locator {
    return this.page.getByRole('menu');
  }

  workspace(name: Workspace): Locator {
    const rail = this.page.getByRole('navigation', { name: frame.workspaces });
    return rail.getByRole('button', { name: frame.workspace[name] });
  }

  node(name: string): Locator {
    return this.page.getByRole('navigation', { name: frame.nodeTree }).getByRole('treeitem', { name });
  }

  async openNode(workspace: Workspace, name: string): Promise<void> {
    await this.workspace(workspace).click();
    await this.node(name).click();
    await expect(this.node(name)).toHaveAttribute('aria-selected', 'true');
  }

  tab(name: string | RegExp): Locator {
    return this.page.getByRole('tablist', { name: frame.openPages }).getByRole('tab', { name });
  }

  async openTab(name: string | RegExp): Promise<void> {
    await this.tab(name).click();
    await expect(this.tab(name)).toHaveAttribute('aria-selected', 'true');
  }

  get consoleTab(): Locator {
    return this.page.getByRole('tablist', { name: frame.openPages }).getByRole('tab').first();
  }

  get #bar(): Locator {
    return this.page.getByRole('toolbar', { name: components.commands }).filter({ visible: true });
  }

  /** A command of the bar, wherever the width of the window put it. */
  async command(label: string): Promise<void> {
    const button = this.#bar.getByRole('button', { name: label, exact: true }).filter({ visible: true });
    const more = this.#bar.getByRole('button', { name: components.moreCommands, exact: true });
    await expect(button.or(more).first()).toBeVisible();
    if (await button.isVisible()) {
      await expect(button).toBeEnabled();
      await button.click();
      return;
    }
    await more.click();
    await this.menuItem(label).click();
  }

  commandButton(label: string | RegExp): Locator {
    return this.#bar.getByRole('button', { name: label, exact: typeof label === 'string' });
  }

  /** An entry of the open menu; its key may stand behind the name. */
  menuItem(label: string): Locator {
    const escaped = label.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return this.page.getByRole('menuitem', { name: new RegExp(`^${escaped}( [A-Z][\\w+]*)?$`) });
  }

  dialog(title: string | RegExp): Locator {
    const heading = this.page.getByRole('heading', { name: title });
    return this.page.getByRole('dialog').or(this.page.getByRole('alertdialog')).filter({ has: heading });
  }

  /** The button of a dialog by its verb. */
  async answer(title: string | RegExp, verb: string): Promise<void> {
    const dialog = this.dialog(title);
    await dialog.getByRole('button', { name: verb, exact: true }).click();
    await expect(dialog).toBeHidden();
  }

  toast(text: string | RegExp): Locator {
    return this.page.getByRole('region', { name: frame.notifications }).getByRole('status').filter({ hasText: text });
  }

  list(name: string): Locator {
    return this.page.getByRole('grid', { name, exact: true });
  }

  /** A row of a list by the name in it. */
  row(list: string, name: string | RegExp): Locator {
    const header = this.page.getByRole(
      'rowheader',
      typeof name === 'string' ? { name: new RegExp(`^${escape(name)}`) } : { name },
    );
    return this.list(list).getByRole('row').filter({ has: header });
  }

  async select(list: string, name: string | RegExp): Promise<void> {
    await this.row(list, name).click();
    await expect(this.row(list, name)).toHaveAttribute('aria-selected', 'true');
  }

  /** Types into a field that finds its choices while one types, and takes the choice. */
  async choose(dialog: Locator, label: string, text: string): Promise<void> {
    const field = dialog.getByRole('combobox', { name: label });
    await field.clear();
    await field.pressSequentially(text);
    await this.page.getByRole('option', { name: text }).first().click();
    await expect(field).toHaveValue(text);
  }
}

function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
