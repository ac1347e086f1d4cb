import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from '../fixtures/toured.ts';
import { tour, walks } from '../pages/tour/tour.ts';

const folder = fileURLToPath(new URL('../../out/screenshots', import.meta.url));
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;

/** Not a test: pictures to be looked at, of every page and dialog in both themes and two sizes. */
for (const { width, height } of sizes) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const walk of walks) {
      test(`pictures of ${walk}, ${String(width)}, ${colorScheme}`, async ({ page, toured }) => {
        test.setTimeout(300_000);
        mkdirSync(folder, { recursive: true });
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme });
        await toured.host.open(page);
        for (const { name, open } of tour(page, toured.refusedFile)[walk] ?? []) {
          await test.step(name, open);
          await page.screenshot({ path: `${folder}/${name}-${String(width)}-${colorScheme}.png` });
        }
      });
    }
  }
}
