import type { Dialogs } from '../stores/dialogs.ts';

/** Focus goes back to what opened a dialog, unless something else took it meanwhile. Gives how to stop. */
export function returnFocus(dialogs: Dialogs, page: Document): () => void {
  const openers: (Element | null)[] = [];
  return dialogs.store.subscribe((now, was) => {
    if (now.open.length > was.open.length) openers.push(page.activeElement);
    if (now.open.length >= was.open.length) return;
    const opener = openers.splice(now.open.length)[0];
    requestAnimationFrame(() => {
      const isLost = page.activeElement === null || page.activeElement === page.body;
      if (isLost && opener instanceof HTMLElement && opener.isConnected) opener.focus();
    });
  });
}
