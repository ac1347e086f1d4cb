import { copyFileSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { taskSequences as text } from '#shared/text/en/task-sequences';
import { components } from '#shared/text/en/components';
import { Frame } from './frame.ts';
import { anyWords, words } from './words.ts';

/** Software Library > Task Sequences. */
export class TaskSequences {
  readonly page: Page;
  readonly frame: Frame;

  constructor(page: Page) {
    this.page = page;
    this.frame = new Frame(page);
  }

  async open(): Promise<void> {
    await this.frame.openNode('library', text.node);
    await expect(this.list).toBeVisible();
  }

  get list(): Locator {
    return this.frame.list(text.list);
  }

  row(name: string): Locator {
    return this.frame.row(text.list, name);
  }

  async select(name: string): Promise<void> {
    await this.frame.select(text.list, name);
  }

  /** Opens a sequence to edit it, in a tab of its own. */
  async edit(name: string): Promise<void> {
    await this.select(name);
    await this.frame.command(text.command.edit);
  }

  async view(name: string): Promise<void> {
    await this.select(name);
    await this.frame.command(text.command.view);
  }

  async createFolder(name: string): Promise<void> {
    await this.frame.command(text.command.createFolder);
    await this.frame.dialog(text.folder.create).getByRole('textbox', { name: text.folder.name }).fill(name);
    await this.frame.answer(text.folder.create, text.folder.createAction);
  }

  get importDialog(): Locator {
    return this.frame.dialog(text.import.title);
  }

  /** Drops files of this computer on the list, as from a file manager. */
  async drop(...paths: string[]): Promise<void> {
    const files = paths.map((path) => ({ name: basename(path), bytes: readFileSync(path).toString('base64') }));
    const transfer = await this.page.evaluateHandle((given) => {
      const made = new DataTransfer();
      for (const { name, bytes } of given) {
        made.items.add(new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], name));
      }
      return made;
    }, files);
    for (const event of ['dragenter', 'dragover', 'drop']) {
      await this.list.dispatchEvent(event, { dataTransfer: transfer });
    }
    await expect(this.importDialog).toBeVisible();
  }

  /** Imports by the command and the browser's own picker. */
  async importByChoice(...paths: string[]): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.frame.command(text.command.import);
    await (await chooser).setFiles(paths);
    await expect(this.importDialog).toBeVisible();
  }

  imported(count: number): Locator {
    const title = count === 1 ? text.import.imported_one : text.import.imported_other;
    return this.importDialog.getByRole('region', { name: words(title, { count }) });
  }

  refused(count: number): Locator {
    const title = count === 1 ? text.import.refused_one : text.import.refused_other;
    return this.importDialog.getByRole('region', { name: words(title, { count }) });
  }

  async closeImport(): Promise<void> {
    await this.frame.answer(text.import.title, components.close);
  }

  /** Exports what is selected into a folder, and gives the path. */
  async export(fileName: string, folder: string): Promise<string> {
    await this.frame.command(text.command.export);
    const dialog = this.frame.dialog(anyWords(text.export.title_one));
    await dialog.getByRole('textbox', { name: text.export.fileName }).fill(fileName);
    const download = this.page.waitForEvent('download');
    await dialog.getByRole('button', { name: text.export.action, exact: true }).click();
    const made = await download;
    expect(made.suggestedFilename()).toBe(fileName);
    const path = join(folder, fileName);
    // The folder of the browser's downloads is its own, and the program may be another account.
    copyFileSync(await made.path(), path);
    return path;
  }
}
