import type { CDPSession, Page } from '@playwright/test';

export interface Size {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly scale: 1 | 2;
}

/** The window of most journeys. */
export const usualSize: Size = { name: '1280', width: 1280, height: 800, scale: 1 };
/** 1280×800 at 200 %: the page has half of each. */
export const zoomedSize: Size = { name: '200%', width: 640, height: 400, scale: 2 };
/** In which windows people have the console; the usual one at the end, so that a page is left in it. */
export const sizes: readonly Size[] = [
  { name: '800', width: 800, height: 600, scale: 1 },
  { name: '1024', width: 1024, height: 768, scale: 1 },
  { name: '1920', width: 1920, height: 1080, scale: 1 },
  zoomedSize,
  usualSize,
];
/** What floats has the same size in every window: it is looked at where it has the least room. */
export const floatingSizes = sizes.filter(({ width }) => width <= 800);

/** The way to the browser by which a page has another scale than its context; what it was told ends with it. */
const sessions = new WeakMap<Page, Promise<CDPSession>>();

/** More than a page draws until it has heard of a new size. */
const mostFrames = 600;

function sessionOf(page: Page): Promise<CDPSession> {
  const session = sessions.get(page) ?? page.context().newCDPSession(page);
  sessions.set(page, session);
  return session;
}

/**
 * Gives the window a size, and waits until the page has drawn itself for it. Playwright's own way does not know of it:
 * pictures ask it for the size too.
 */
export async function showSize(page: Page, { width, height, scale }: Size): Promise<void> {
  const session = await sessionOf(page);
  await session.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: scale, mobile: false });
  await page.evaluate(
    async ([wanted, most]) => {
      const nextFrame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
      const isThere = (): boolean =>
        innerWidth === wanted.width && innerHeight === wanted.height && devicePixelRatio === wanted.scale;
      for (let frames = 0; !isThere(); frames += 1) {
        if (frames === most) throw new Error(`The window stayed at ${innerWidth}×${innerHeight}.`);
        await nextFrame();
      }
      // Twice: observers of sizes answer in the first, and what they changed is drawn in the second.
      await nextFrame();
      await nextFrame();
    },
    [{ width, height, scale }, mostFrames] as const,
  );
}
