import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { devices } from '#shared/text/en/devices';
import { runs as runsText } from '#shared/text/en/runs';
import { stateResult } from '#shared/text/en/state-result';
import { userState } from '#shared/text/en/user-state';
import { expect, test } from '../fixtures/app.ts';
import { waystation, waystationDone } from '../fixtures/host.ts';
import { writeSequence } from '../fixtures/sequences.ts';
import { pathThere } from '../fixtures/windows.ts';
import { Devices } from '../pages/devices.ts';
import { MigrationPoints } from '../pages/migration-points.ts';
import { Runs } from '../pages/runs.ts';
import { UserState } from '../pages/user-state.ts';
import { anyWords, words } from '../pages/words.ts';

/** Flips one byte of the largest file in the only store of a site. */
function flipByte(site: string): void {
  const smp = join(site, 'smp');
  const [largest] = readdirSync(smp, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.parentPath.includes('data'))
    .map((entry) => ({
      path: join(entry.parentPath, entry.name),
      bytes: readFileSync(join(entry.parentPath, entry.name)),
    }))
    .sort((left, right) => right.bytes.length - left.bytes.length);
  if (largest === undefined) throw new Error('The store has no data.');
  largest.bytes[50] = (largest.bytes[50] ?? 0) ^ 4;
  writeFileSync(largest.path, largest.bytes);
}

test('[E2E-7] a damaged store is never called complete: the page names the file, its cause and what to do', async ({
  console: page,
  site,
}) => {
  await waystationDone('run', 'start', 'WAY00001', '--device', 'OLD-PC', '--site', site);
  flipByte(site);
  const state = new UserState(page);
  await state.openResult('OLD-PC');
  await expect(state.headline).toHaveText(anyWords(stateResult.headline['captured-complete_other']));
  await state.frame.command(stateResult.command.verify);
  await expect(state.headline).toHaveText(anyWords(stateResult.headline.damaged_one));
  const restored = await waystation('run', 'start', 'WAY00002', '--device', 'NEW-PC', '--site', site);
  expect(restored.exitCode).toBe(3);
  await expect(state.headline).toHaveText(/^Not complete: 1 of \d+ files is missing$/);
  await state.lists.getByRole('tab', { name: words(stateResult.lists.missing, { amount: 1 }) }).click();
  const row = state.lists.getByRole('row').filter({ hasText: 'C:\\Users\\' });
  await expect(row).toContainText(stateResult.cause.damagedInStore);
});

test('[E2E-8] an association is made on two tabs; each account choice is kept, and impossible pairs say why', async ({
  console: page,
}) => {
  const text = userState.association;
  const all = new Devices(page);
  await all.open();
  for (const name of ['LAB-01', 'LAB-02']) {
    await all.beginCreate(name);
    await all.openConnection();
    await all.createDialog.getByRole('radio', { name: devices.form.none }).check();
    await all.create();
    await expect(all.createDialog).toBeHidden();
  }
  const state = new UserState(page);
  await state.open();
  await state.beginCreate();
  await state.chooseComputers('OLD-PC', 'NEW-PC');
  await expect(state.dialog.getByRole('alert')).toContainText(
    words(text.form.exists, { source: 'OLD-PC', destination: 'NEW-PC' }),
  );
  await state.frame.choose(state.dialog, text.form.destination, 'OLD-PC');
  await expect(state.dialog.getByRole('alert')).toContainText(words(text.form.sameDevice, { name: 'OLD-PC' }));
  await state.chooseComputers('LAB-01', 'LAB-02');
  await state.openAccounts();
  for (const behavior of ['capture-all-restore-all', 'capture-all-restore-specified'] as const) {
    await state.choice(behavior).check();
  }
  await state.choice('capture-specified-restore-specified').check();
  await state.dialog.getByRole('button', { name: text.form.create, exact: true }).click();
  await expect(state.dialog).toContainText(text.form.noAccounts);
  await state.addAccount('HARBOUR\\anna.kovacs');
  await expect(state.accounts).toHaveCount(1);
  await state.frame.answer(text.form.title, text.form.create);
  await expect(state.row('LAB-01')).toContainText('LAB-02');
  await expect(state.row('LAB-01')).toContainText(words(text.accounts.named_one, { count: 1 }));
});

/** The capture of the sample, which asks for its store only once. Gives its package ID. */
async function importImpatientCapture(folder: string, site: string): Promise<string> {
  const xml = await waystationDone('sequence', 'print', 'WAY00001', '--site', site);
  const impatient = xml.replace(/(property="SMPRetryCount"[^>]*>)3</, '$10<');
  expect(impatient).not.toBe(xml);
  await waystationDone('sequence', 'import', writeSequence(join(folder, 'Impatient.xml'), impatient), '--site', site);
  return 'WAY00005';
}

test('[E2E-9] a migration point refuses a capture with its reason: restore-only, client limit, free space', async ({
  console: page,
  folder,
  site,
}) => {
  const name = 'Sample state migration point';
  const points = new MigrationPoints(page);
  const sequence = await importImpatientCapture(folder, site);
  const capture = async (device: string) => waystation('run', 'start', sequence, '--device', device, '--site', site);
  await points.open();
  await points.openProperties(name);
  await points.restoreOnly.check();
  await points.save();
  await expect(points.row(name)).toContainText(userState.point.health.restoreOnly);
  expect(await capture('OLD-PC')).toMatchObject({
    exitCode: 1,
    stdout: expect.stringContaining('is in restore-only mode and takes no new user state'),
  });

  await points.openProperties(name);
  await points.restoreOnly.uncheck();
  await points.unitOf(1).selectOption('percent');
  await points.freeSpaceOf(1).fill('100');
  await points.save();
  expect(await capture('OLD-PC')).toMatchObject({
    exitCode: 1,
    stdout: expect.stringContaining('must stay free'),
  });

  await points.openProperties(name);
  await points.unitOf(1).selectOption('MB');
  await points.freeSpaceOf(1).fill('1');
  await points.clientsOf(1).fill('1');
  await points.save();
  expect(await capture('OLD-PC')).toMatchObject({ exitCode: 0 });
  expect(await capture('NEW-PC')).toMatchObject({
    exitCode: 1,
    stdout: expect.stringContaining('1 of 1 have state there'),
  });
});

test('[E2E-10] a run is cancelled while it waits, says what stays, and can be run again', async ({
  console: page,
  host,
}) => {
  const client = await host.connect();
  const [point] = (await client.call('migrationPoint.list', {})).rows;
  if (point === undefined) throw new Error('The sample has no migration point.');
  const folders = point.folders.map(({ id, path, maximumClients, minimumFreeSpace, minimumFreeSpaceUnit }) => {
    return { id, path, maximumClients, minimumFreeSpace, minimumFreeSpaceUnit };
  });
  const { id: migrationPointId, name, deletion } = point;
  // In this mode the request is refused and tried again: a step that works until somebody cancels it.
  await client.call('migrationPoint.set', { migrationPointId, name, deletion, folders, restoreOnly: true });
  const state = new UserState(page);
  const runs = new Runs(page);
  await state.open();
  await state.select('OLD-PC');
  await state.frame.command(userState.association.command.capture);
  await runs.start('Replace computer: capture from the old one', 'OLD-PC');
  await expect(runs.step('Request User State Storage')).toContainText(runsText.step.running);
  await runs.cancel();
  await runs.expectEnd('cancelledTitle');
  await client.call('migrationPoint.set', { migrationPointId, name, deletion, folders, restoreOnly: false });
  await state.frame.command(runsText.command.again);
  await runs.start(null, 'OLD-PC');
  await runs.expectEnd('endedWell');
});

test('[E2E-11] a device is made with a folder that was chosen in the browser of folders', async ({
  console: page,
  folder,
}) => {
  const all = new Devices(page);
  await all.open();
  await all.beginCreate('LAB-03');
  await all.openConnection();
  await all.pathOf('C:').fill(pathThere(folder));
  const browser = await all.browse('C:');
  await browser.getByRole('row').filter({ hasText: 'site' }).dblclick();
  await browser.getByRole('row').filter({ hasText: 'devices' }).dblclick();
  await browser.getByRole('row').filter({ hasText: 'OLD-PC' }).dblclick();
  await browser.getByRole('row').filter({ hasText: /^C/ }).click();
  await browser.getByRole('button', { name: /^Choose/ }).click();
  await expect(browser).toBeHidden();
  await expect(all.pathOf('C:')).toHaveValue(pathThere(join(folder, 'site', 'devices', 'OLD-PC', 'C')));
  await all.create();
  await expect(all.row('LAB-03')).toContainText('C:');
});
