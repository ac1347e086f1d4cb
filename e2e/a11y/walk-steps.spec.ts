import { listAddMenu } from '#shared/steps/catalog';
import { expect, test, watchPage } from '../fixtures/toured.ts';
import { addMenuParts, openEmptySequence, stepTypeStops } from '../pages/tour/step-types.ts';
import { Walk } from '../pages/walk/walk.ts';

test.describe.configure({ mode: 'parallel' });
// The faults say what and where: a copy of the page before and after each step would double the time.
test.use({ trace: { mode: 'retain-on-failure', snapshots: false, screenshots: false } });

test('[UI-553] the walks of the step types have every group of the Add menu', () => {
  const groups = Object.values(addMenuParts).flat();
  expect([...groups].sort()).toEqual(
    listAddMenu()
      .map(({ group }) => group)
      .sort(),
  );
});

for (const [name, groups] of Object.entries(addMenuParts)) {
  test(`[UI-553] every page of ${name} is whole in every window`, async ({ page, toured }) => {
    test.setTimeout(240_000);
    const reported = watchPage(page);
    await toured.host.open(page);
    await openEmptySequence(page, `Walk: ${name}`);
    const walk = new Walk(page);
    for (const stop of stepTypeStops(page, groups)) {
      await test.step(stop.name, stop.open);
      await walk.lookWithin(stop.name, '.ws-page:not([hidden]) .se-pane');
    }
    expect(walk.faults).toEqual({});
    expect(reported).toEqual([]);
  });
}
