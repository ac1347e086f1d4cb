import type { ClientMessage, Port } from './envelope.ts';

/** The name on `globalThis` under which the Electron preload puts the bridge. */
export const bridgeName = 'waystation';

/** All that the Electron preload shows to the page: two functions that pass plain data. */
export interface Bridge {
  send(message: unknown): void;
  /** `null` says that the core went away; the next `hello` starts a new connection. Returns the way to stop. */
  onMessage(listener: (message: unknown) => void): () => void;
}

/**
 * The port of a page over the bridge. Several ports may follow each other on one bridge (a new one after the core
 * went away), so a closed port neither sends nor hears any more.
 */
export function portFromBridge(bridge: Bridge): Port<ClientMessage, unknown> {
  const listeners = new Set<(message: unknown) => void>();
  const closeListeners = new Set<() => void>();
  let isOpen = true;
  const end = (): void => {
    if (!isOpen) return;
    isOpen = false;
    stop();
    for (const listener of [...closeListeners]) listener();
  };
  const stop = bridge.onMessage((message) => {
    if (message === null) end();
    else for (const listener of [...listeners]) listener(message);
  });
  return {
    send(message) {
      if (isOpen) bridge.send(message);
    },
    onMessage(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onClose(listener) {
      closeListeners.add(listener);
      return () => closeListeners.delete(listener);
    },
    close: end,
  };
}
