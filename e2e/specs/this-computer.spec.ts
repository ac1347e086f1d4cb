import type { Locator } from '@playwright/test';
import { capturePreview } from '#shared/text/en/capture-preview';
import { devices } from '#shared/text/en/devices';
import { runs as runsText } from '#shared/text/en/runs';
import { stateResult } from '#shared/text/en/state-result';
import { expect, test, watchPage } from '../fixtures/app.ts';
import { Host } from '../fixtures/host.ts';
import { makeOwnHome } from '../fixtures/own-home.ts';
import { Devices } from '../pages/devices.ts';
import { Previews } from '../pages/previews.ts';
import { Runs } from '../pages/runs.ts';
import { captureName } from '../pages/tour/stop.ts';
import { UserState } from '../pages/user-state.ts';
import { axeFaults } from '../pages/walk/axe-faults.ts';
import { anyWords } from '../pages/words.ts';

const deviceName = 'DESK-07';

/** What is around a part has no bars in a window of the usual size: a few pixels to scroll would look like more. */
async function expectNoBarsAround(part: Locator): Promise<void> {
  const beyond = await part.evaluate((one) => {
    const found: number[] = [];
    for (let around = one.parentElement; around !== null; around = around.parentElement) {
      if (getComputedStyle(around).overflowY === 'visible') continue;
      found.push(around.scrollWidth - around.clientWidth, around.scrollHeight - around.clientHeight);
    }
    return found.filter((pixels) => pixels > 0);
  });
  expect(beyond).toEqual([]);
}

test.setTimeout(240_000);

test('[E2E-42] this computer is previewed, becomes a device, is captured, and the result proves its files', async ({
  page,
  folder,
  site,
}) => {
  const { person, variables } = await makeOwnHome(folder);
  const host = new Host(site, variables);
  await host.start();
  const faults = watchPage(page);
  await host.open(page);
  const previews = new Previews(page);
  const { frame } = previews;

  await test.step('preview from the first screen', async () => {
    await previews.openFromWelcome();
    await expect(previews.profile(person)).toBeVisible();
    await previews.profile(person).click();
    await expect(previews.row('folders', capturePreview.folder.documents)).toContainText('Papers');
    await expect(previews.row('folders', capturePreview.folder.pictures)).toContainText('Pictures');
    await expectNoBarsAround(previews.verdict);
  });

  await test.step('what is left out and what cannot be taken, with the reason', async () => {
    await previews.openList('rules');
    await expect(previews.row('rules', capturePreview.rule.settings)).toBeVisible();
    await previews.openList('missing');
    await previews.row('missing', /aux\.txt/).click();
    await expect(previews.side).toContainText(capturePreview.reason.nameNotPossible);
    expect(await axeFaults(page, 'everything')).toEqual([]);
  });

  await test.step('it becomes a device', async () => {
    await frame.command(capturePreview.command.createDevice);
    const all = new Devices(page);
    const name = all.createDialog.getByRole('textbox', { name: devices.form.name });
    await expect(name).not.toHaveValue('');
    await name.fill(deviceName);
    await all.openConnection();
    await expect(all.connection('local')).toBeChecked();
    await expectNoBarsAround(all.connection('local'));
    await all.create();
    await expect(all.createDialog).toBeHidden();
  });

  await test.step('capture', async () => {
    const client = await host.connect();
    const { rows: known } = await client.call('device.list', {});
    const idOf = (name: string) => known.find((one) => one.name === name)?.id ?? known[0]?.id;
    const [sourceDeviceId, destinationDeviceId] = [idOf(deviceName), idOf('NEW-PC')];
    if (sourceDeviceId === undefined || destinationDeviceId === undefined) throw new Error('The site has no devices.');
    // Only the home of the test: other people of this computer are none of its business.
    const behavior = 'capture-specified-restore-specified';
    const accounts = [person];
    await client.call('association.create', { sourceDeviceId, destinationDeviceId, behavior, accounts });
    await frame.command(capturePreview.command.run);
    const runs = new Runs(page);
    await runs.start(captureName, deviceName);
    await expect(runs.ended).toBeVisible({ timeout: 90_000 });
    await frame.command(runsText.command.openResult);
  });

  await test.step('look at the result', async () => {
    const state = new UserState(page);
    await expect(state.lists).toBeVisible();
    await state.lists.getByRole('tab', { name: anyWords(stateResult.lists.objects) }).click();
    await expect(
      page
        .getByRole('grid')
        .filter({ visible: true })
        .getByText(/Papers\\Report 2026\.txt/),
    ).toBeVisible();
  });
  await host.stop();
  expect(faults).toEqual([]);
});
