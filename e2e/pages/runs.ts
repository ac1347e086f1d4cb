import { expect, type Locator, type Page } from '@playwright/test';
import { runs as text } from '#shared/text/en/runs';
import { Frame } from './frame.ts';
import { anyWords, words } from './words.ts';

/** The dialog that starts a run, the run tab, and the list of runs. */
export class Runs {
  readonly page: Page;
  readonly frame: Frame;

  constructor(page: Page) {
    this.page = page;
    this.frame = new Frame(page);
  }

  get startDialog(): Locator {
    return this.frame.dialog(text.start.title);
  }

  /** Fills the open start dialog where it has no value yet, and starts. */
  async start(sequence: string | null, device: string): Promise<void> {
    const dialog = this.startDialog;
    await expect(dialog).toBeVisible();
    if (sequence !== null) await this.frame.choose(dialog, text.start.sequence, sequence);
    const field = dialog.getByRole('combobox', { name: text.start.device });
    if ((await field.inputValue()) !== device) await this.frame.choose(dialog, text.start.device, device);
    await this.frame.answer(text.start.title, words(text.start.runOn, { device }));
  }

  tab(run: number, device: string): Locator {
    return this.frame.tab(words(text.tab, { run, device }));
  }

  get steps(): Locator {
    return this.page.getByRole('treegrid', { name: text.steps.label });
  }

  step(name: string): Locator {
    return this.steps.getByRole('row').filter({ hasText: name });
  }

  get progress(): Locator {
    return this.page.getByRole('progressbar', { name: text.head.progressLabel });
  }

  /** How the run ended, in the words beside its steps. */
  get ended(): Locator {
    const titles = [
      text.side.endedWell,
      text.side.endedIncomplete,
      text.side.cancelledTitle,
      text.side.interruptedTitle,
    ];
    const ended = this.page.getByText(new RegExp(`^(${titles.join('|')})$`));
    const past = [text.side.endedPast_one, text.side.endedPast_other].map((title) =>
      this.page.getByText(anyWords(title)),
    );
    return past.reduce((all, one) => all.or(one), ended).filter({ visible: true });
  }

  async expectEnd(words: keyof typeof text.side): Promise<void> {
    await expect(this.ended).toHaveText(text.side[words], { timeout: 60_000 });
  }

  /** Cancels the run of the open tab. */
  async cancel(): Promise<void> {
    await this.frame.command(text.command.cancel);
    await this.frame.answer(anyWords(text.question.cancelTitle), text.question.cancelRun);
  }
}
