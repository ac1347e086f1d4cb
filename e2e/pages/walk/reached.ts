import type { Page } from '@playwright/test';

/** What of the registries a walk has seen. */
export interface Reached {
  /** Nodes and kinds of tabs. */
  readonly pages: Set<string>;
  readonly dialogs: Set<string>;
  readonly commands: Set<string>;
  /** Commands below which there are others, and scopes of context menus, whose menu was open. */
  readonly menus: Set<string>;
}

interface There {
  readonly pages: readonly string[];
  readonly dialogs: readonly string[];
}

/** Notes what is on the screen now, by the marks that the console gives to what it draws from its registries. */
export async function noteReached(page: Page, reached: Reached): Promise<There> {
  const there = await page.evaluate(() => {
    const marks = (name: string): string[] =>
      [...document.querySelectorAll<HTMLElement>(`[data-${name}]`)]
        .filter((one) => one.parentElement?.closest('[hidden]') === null && !one.matches('.ws-page[hidden]'))
        .map((one) => one.dataset[name] ?? '');
    const openers = [...document.querySelectorAll('[aria-haspopup="menu"][aria-expanded="true"]')].map(
      (one) => one.closest<HTMLElement>('[data-command]')?.dataset['command'] ?? '',
    );
    return {
      menus: [...marks('menu'), ...openers],
      pages: marks('page'),
      dialogs: marks('dialog'),
      commands: marks('command'),
    };
  });
  for (const one of there.pages) reached.pages.add(one);
  for (const one of there.dialogs) reached.dialogs.add(one);
  for (const one of there.menus) reached.menus.add(one);
  for (const one of there.commands) reached.commands.add(one);
  return there;
}
