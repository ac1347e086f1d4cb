import { app } from 'electron';
import type { WebContents } from 'electron';
import type { Log } from '#core/ports/log';
import { isPageAddress } from './page.ts';

export type OpenDecision = { readonly action: 'deny' };

/** Where a window may go: to our page, and nowhere else. */
export function mayNavigate(address: string): boolean {
  return isPageAddress(address);
}

/** What becomes of a window that a page wants to open: the console links to nothing outside, so none is opened. */
export function decideWindowOpen(): OpenDecision {
  return { action: 'deny' };
}

/** Keeps a window on our page, in all its frames, and lets nothing be attached to it. */
export function guardNavigation(contents: WebContents, log: Log): void {
  const keep = (event: { preventDefault: () => void; url: string }): void => {
    if (mayNavigate(event.url)) return;
    event.preventDefault();
    log.warning(`A navigation was refused: ${event.url.slice(0, 200)}`);
  };
  contents.on('will-navigate', keep);
  contents.on('will-frame-navigate', keep);
  contents.on('will-redirect', keep);
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(({ url }) => {
    log.warning(`A new window was refused: ${url.slice(0, 200)}`);
    return decideWindowOpen();
  });
}

/** Guards whatever is made from now on, whoever makes it: a window that forgets to ask is kept as well. */
export function guardEveryPage(log: Log): void {
  app.on('web-contents-created', (_event, contents) => {
    guardNavigation(contents, log);
  });
}
