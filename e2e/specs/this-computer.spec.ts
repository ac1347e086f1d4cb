import { mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { capturePreview } from '#shared/text/en/capture-preview';
import { devices } from '#shared/text/en/devices';
import { runs as runsText } from '#shared/text/en/runs';
import { stateResult } from '#shared/text/en/state-result';
import { expect, test, watchPage } from '../fixtures/app.ts';
import { Host } from '../fixtures/host.ts';
import { Devices } from '../pages/devices.ts';
import { Previews } from '../pages/previews.ts';
import { Runs } from '../pages/runs.ts';
import { captureName } from '../pages/tour/stop.ts';
import { UserState } from '../pages/user-state.ts';
import { anyWords } from '../pages/words.ts';

/** The account of the tests: its home is the one that they make. */
const person = userInfo().username;
const deviceName = 'DESK-07';

/** What a person has: known folders, one of them moved, settings of programs, and a name that Windows cannot have. */
const home: Readonly<Record<string, string>> = {
  'Documents/Letter.txt': 'Dear Anna,',
  'Papers/Report 2026.txt': 'All is well.',
  'Pictures/Sea.jpg': 'no picture',
  'AppData/Local/cache.bin': 'nothing of worth',
  'Documents/a:b.txt': 'a name of another system',
  '.config/user-dirs.dirs': 'XDG_DOCUMENTS_DIR="$HOME/Papers"\n',
};

function makeHome(folder: string): string {
  const root = join(folder, 'home', 'anna');
  for (const [path, content] of Object.entries(home)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

async function expectAccess(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).exclude('[data-tabster-dummy]').analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`))).toEqual([]);
}

test.setTimeout(240_000);

test('[E2E-42] this computer is previewed, becomes a device, is captured, and the result proves its files', async ({
  page,
  folder,
  site,
}) => {
  const host = new Host(site, { HOME: makeHome(folder) });
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
  });

  await test.step('what is left out and what cannot be taken, with the reason', async () => {
    await previews.openList('rules');
    await expect(previews.row('rules', capturePreview.rule.settings)).toBeVisible();
    await previews.openList('missing');
    await previews.row('missing', /a:b\.txt/).click();
    await expect(previews.side).toContainText(capturePreview.reason.nameNotPossible);
    await expectAccess(page);
  });

  await test.step('it becomes a device', async () => {
    await frame.command(capturePreview.command.createDevice);
    const all = new Devices(page);
    const name = all.createDialog.getByRole('textbox', { name: devices.form.name });
    await expect(name).not.toHaveValue('');
    await name.fill(deviceName);
    await all.openConnection();
    await expect(all.connection('local')).toBeChecked();
    await all.create();
    await expect(all.createDialog).toBeHidden();
  });

  await test.step('capture', async () => {
    const client = await host.connect();
    const { devices: known } = await client.call('device.list', {});
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
