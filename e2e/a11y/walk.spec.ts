import { expect, test, watchPage } from '../fixtures/toured.ts';
import { tour, walks } from '../pages/tour/tour.ts';
import { unreached, walksSaid } from '../pages/walk/reach.ts';
import { Walk } from '../pages/walk/walk.ts';

// Each walk is on a site of its own, so they need not wait for each other.
test.describe.configure({ mode: 'parallel' });
// The faults say what and where: a copy of the page before and after each step would double the time.
test.use({ trace: { mode: 'retain-on-failure', snapshots: false, screenshots: false } });

test('[UI-552] what is said of walks is said of all that there are, and of no other', () => {
  expect(walksSaid.toSorted()).toEqual(walks.toSorted());
});

for (const name of walks) {
  test(`[E2E-20] [UI-550] [UI-852] the walk “${name}” finds nothing cut, nothing outside of the window, and nothing for axe`, async ({
    page,
    toured,
  }) => {
    test.setTimeout(240_000);
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
