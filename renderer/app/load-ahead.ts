import type { Preloaded } from './lazy-part.tsx';

/**
 * Loads parts one after the other, each when `whenIdle` calls back. One that fails is left: it says so when it is
 * shown, and tries again there.
 */
export async function loadAhead(parts: readonly Preloaded[], whenIdle: (work: () => void) => void): Promise<void> {
  for (const part of parts) {
    await new Promise<void>((resolve) => whenIdle(resolve));
    await part.preload().catch(() => undefined);
  }
}
