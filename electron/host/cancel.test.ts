import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeviceId, PackageId, RunId } from '#shared/model/ids';
import { listRuns } from '#core/store/tables/run';
import { insertDevice } from '#core/store/tables/device';
import { makeSite } from './cli/session.ts';
import { type ComposedHost, composeHost } from './compose.ts';
import { memoryLog } from './fakes/host.ts';

const main = fileURLToPath(new URL('./cli/main.ts', import.meta.url));
/** Says that it runs, then lasts longer than any test. */
const lasting = 'echo $$ > "$WAYSTATION_DRIVE_C/began"; exec sleep 600';
const xml =
  '<sequence version="3.10"><step type="SMS_TaskSequence_RunCommandLineAction" name="Wait" description="" ' +
  'runIn="WinPEandFullOS" successCodeList="0" retryCount="0" runFromNet="false"><action>smsswd.exe /run: x</action>' +
  `<defaultVarList><variable name="CommandLine" property="CommandLine">${lasting}</variable></defaultVarList>` +
  '</step></sequence>';
const packageId = PackageId.parse('WAY00001');

let folder: string;
let site: string;
let drive: string;
let host: ComposedHost;
let deviceId: DeviceId;
let children: ChildProcess[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waystation-cancel-'));
  [site, drive, children] = [join(folder, 'site'), join(folder, 'c'), []];
  await mkdir(drive);
  await makeSite(site, 'WAY', 'Lab');
  host = await composeHost({ siteDirectory: site, host: 'browser', log: memoryLog() });
  const { library, clock, ids } = host.core;
  await library.importSample([{ name: 'Wait', description: '', folder: null, xml, originalId: packageId }]);
  deviceId = DeviceId.parse(ids.uuid());
  await host.core.site.database.write((transaction) =>
    insertDevice(
      transaction,
      deviceId,
      {
        ...{ name: 'PC', mac: '', smbiosGuid: '', connection: 'folder', driveMap: { 'C:': drive }, facts: {} },
        ...{ allowHostCommands: true, environment: 'FullOS', description: '' },
      },
      clock.now(),
    ),
  );
});
afterEach(async () => {
  for (const child of children) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  await host.close();
  await rm(folder, { recursive: true });
});

/** The command line in a process of its own. */
function commandLine(...words: string[]): {
  child: ChildProcess;
  ended: Promise<{ code: number | null; said: string }>;
} {
  const child = spawn(process.execPath, ['--conditions=source', main, ...words, '--site', site]);
  children.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()));
  return { child, ended: once(child, 'close').then(([code]) => ({ code: code as number | null, said })) };
}

const hasBegun = (): Promise<void> =>
  expect.poll(() => existsSync(join(drive, 'began')), { timeout: 30_000, interval: 50 }).toBe(true);

async function findRun(): Promise<RunId> {
  const [row] = await listRuns(host.core.site.database.read, { limit: 1 });
  return RunId.parse(row?.id);
}

describe('cancelling from another process', () => {
  it('[HOST-35] the console ends a run of the command line, which says so', async () => {
    const { ended } = commandLine('run', 'start', packageId, '--device', 'PC');
    await hasBegun();
    expect(await host.core.runs.cancel(await findRun())).toBe('cancelled');
    expect(await ended).toMatchObject({ code: 130 });
  }, 60_000);

  it('[HOST-35] the command line ends a run of the console', async () => {
    const { row, model } = await host.core.library.open(packageId);
    const runId = await host.core.runs.start({
      ...{ packageId, sequenceName: row.name, sequenceRevision: row.revision, model, deviceId },
      ...{ variables: [], startedBy: 'test' },
    });
    await hasBegun();
    expect(await commandLine('run', 'cancel', String(runId)).ended).toEqual({ code: 0, said: 'Cancelled.\n' });
    expect((await host.core.runs.whenEnded(runId)).state).toBe('cancelled');
  }, 60_000);

  it('[HOST-35] a run whose process was killed is cancelled where it stands', async () => {
    const { child, ended } = commandLine('run', 'start', packageId, '--device', 'PC');
    await hasBegun();
    child.kill('SIGKILL');
    await ended;
    // What a killed program leaves in the background is the test's to end.
    process.kill(Number(readFileSync(join(drive, 'began'), 'utf8')));
    const runId = await findRun();
    expect(await commandLine('run', 'cancel', String(runId)).ended).toEqual({ code: 0, said: 'Cancelled.\n' });
    expect((await host.core.runs.view(runId)).row.state).toBe('cancelled');
    expect((await commandLine('run', 'cancel', String(runId)).ended).code).toBe(1);
  }, 60_000);
});
