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
/** In which windows people have the console, from the smallest to the largest. */
export const sizes: readonly Size[] = [
  { name: '800', width: 800, height: 600, scale: 1 },
  { name: '1024', width: 1024, height: 768, scale: 1 },
  usualSize,
  { name: '1920', width: 1920, height: 1080, scale: 1 },
  zoomedSize,
];

/** The night looks at everything in every window: `npm run e2e -- --all`. */
export const isAll = process.env['WAYSTATION_ALL'] === '1';
/** Where there is least room: what fits there fits in more of it, but for what changes its place between two sizes. */
export const pageSizes = isAll ? sizes : sizes.filter(({ width }) => width <= 1280);
/** What floats has the same size in every window: it is looked at where it has the least room. */
export const floatingSizes = isAll ? sizes.filter(({ width }) => width <= 800) : [zoomedSize];

/** The way to the browser by which a page has another scale than its context; what it was told ends with it. */
const sessions = new WeakMap<Page, Promise<CDPSession>>();

async function setScale(page: Page, { width, height, scale }: Size): Promise<void> {
  if (scale === 1 && !sessions.has(page)) return;
  const session = await (sessions.get(page) ?? page.context().newCDPSession(page));
  sessions.set(page, Promise.resolve(session));
  await session.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: scale, mobile: false });
}

/** Gives the window a size, and waits until the page has drawn itself for it. */
export async function showSize(page: Page, size: Size): Promise<void> {
  const { width, height, scale } = size;
  await page.setViewportSize({ width, height });
  await setScale(page, size);
  await page.waitForFunction(
    (wanted) => innerWidth === wanted.width && innerHeight === wanted.height && devicePixelRatio === wanted.scale,
    { width, height, scale },
  );
  // Twice: observers of sizes answer in the first, and what they changed is drawn in the second.
  await page.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  );
}
