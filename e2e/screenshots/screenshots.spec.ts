import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from '../fixtures/toured.ts';
import { Frame } from '../pages/frame.ts';
import { tour, walks } from '../pages/tour/tour.ts';

const folder = fileURLToPath(new URL('../../out/screenshots', import.meta.url));
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;

/** Not a test: pictures to be looked at, of every page and dialog in two sizes and both themes. */
for (const walk of walks) {
  test(`pictures of the walk “${walk}”`, async ({ page, toured }) => {
    test.setTimeout(480_000);
    mkdirSync(folder, { recursive: true });
    await toured.host.open(page);
    for (const { name, open } of tour(page, toured)[walk]) {
      await test.step(name, open);
      for (const size of sizes) {
        await page.setViewportSize(size);
        for (const colorScheme of ['light', 'dark'] as const) {
          await new Frame(page).showTheme(colorScheme);
          await page.screenshot({ path: `${folder}/${name}-${String(size.width)}-${colorScheme}.png` });
        }
      }
      await page.setViewportSize(sizes[0]);
    }
  });
}
