import type { Page } from '@playwright/test';

/** What of the registries a walk has seen. */
export interface Reached {
  /** Nodes and kinds of tabs. */
  readonly pages: Set<string>;
  readonly dialogs: Set<string>;
  readonly commands: Set<string>;
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
    const offered = [...document.querySelectorAll('[role="option"][id*="-command%3A"]')].map((one) =>
      decodeURIComponent(one.id.replace(/^.*-command%3A/, '')),
    );
    return { pages: marks('page'), dialogs: marks('dialog'), commands: [...marks('command'), ...offered] };
  });
  for (const one of there.pages) reached.pages.add(one);
  for (const one of there.dialogs) reached.dialogs.add(one);
  for (const one of there.commands) reached.commands.add(one);
  return there;
}
