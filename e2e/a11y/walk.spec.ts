import { expect, test, watchPage } from '../fixtures/toured.ts';
import { tour, walks } from '../pages/tour/tour.ts';
import { unreached } from '../pages/walk/reach.ts';
import { isAll } from '../pages/walk/sizes.ts';
import { Walk } from '../pages/walk/walk.ts';

// Each walk is on a site of its own, so they need not wait for each other.
test.describe.configure({ mode: 'parallel' });

/** Minutes together: the others are for `--all`. */
const inEveryRun: ReadonlySet<string> = new Set(['tools']);

for (const name of walks) {
  test(`[E2E-20] [UI-550] the walk “${name}” finds nothing cut, nothing outside of the window, and nothing for axe`, async ({
    page,
    toured,
  }) => {
    test.skip(!isAll && !inEveryRun.has(name), 'a long walk: npm run e2e -- --all');
    test.setTimeout(isAll ? 480_000 : 240_000);
    const reported = watchPage(page);
    await toured.host.open(page);
    const walk = new Walk(page);
    for (const stop of tour(page, toured)[name]) {
      await test.step(stop.name, stop.open);
      await walk.look(stop);
    }
    expect(walk.faults).toEqual({});
    expect(unreached(name, walk.reached)).toEqual([]);
    expect(reported).toEqual([]);
  });
}
