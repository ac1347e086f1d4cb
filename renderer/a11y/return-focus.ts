import { returnToPage } from './focus-place.ts';
import type { Dialogs } from '../stores/dialogs.ts';

/**
 * Focus goes back to what opened a dialog, unless something else took it meanwhile. A dialog that another one opened by
 * closing (the palette) has the opener of that: what it was opened from is gone. Gives how to stop.
 */
export function returnFocus(dialogs: Dialogs, page: Document): () => void {
  const openers: (Element | null)[] = [];
  let returning: Element | null = null;
  return dialogs.store.subscribe((now, was) => {
    if (now.open.length > was.open.length) openers.push(returning ?? page.activeElement);
    if (now.open.length >= was.open.length) return;
    const opener = openers.splice(now.open.length)[0] ?? null;
    returning = opener;
    requestAnimationFrame(() => {
      returning = null;
      const { activeElement } = page;
      const isLost = activeElement === null || activeElement === page.body;
      if (!isLost) return;
      // An entry of a menu went with its menu.
      if (opener instanceof HTMLElement && opener !== page.body && opener.isConnected) opener.focus();
      else returnToPage(page);
    });
  });
}
