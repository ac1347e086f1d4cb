import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DeviceId, PackageId, RunId } from '#shared/model/ids';
import { listRuns } from '#core/store/tables/run';
import { insertDevice } from '#core/store/tables/device';
import { makeSite } from '../cli/session.ts';
import { type ComposedHost, composeHost } from '../compose.ts';
import { memoryLog } from './host.ts';

const main = fileURLToPath(new URL('../cli/main.ts', import.meta.url));
export const packageId: PackageId = PackageId.parse('WAY00001');

/**
 * A command, as it stands in XML, that writes its process number to `began` on C: and lasts longer than any test. On
 * Windows the program does that, and in one process: a shell has no number there that it could write.
 */
export const lastingCommand =
  process.platform === 'win32'
    ? `"${process.execPath}" -e "require('fs').writeFileSync('began', String(process.pid)); setTimeout(() =&gt; 0, 600000)"`
    : 'echo $$ &gt; "$WAYSTATION_DRIVE_C/began"; exec sleep 600';

/**
 * A command that leaves one behind: that writes its number to a file on C: and lasts longer than any test, while the
 * command itself ends.
 */
export function leavingCommand(file: string): string {
  if (process.platform !== 'win32')
    return `sleep 600 &gt; /dev/null 2&gt;&amp;1 &amp; echo $! &gt; "$WAYSTATION_DRIVE_C/${file}"`;
  const script = `require('fs').writeFileSync('${file}', String(process.pid)); setTimeout(() =&gt; 0, 600000)`;
  return `start /b "" "${process.execPath}" -e "${script}" &gt; nul 2&gt;&amp;1`;
}

/** A step as the field writes it; variables are property to value. */
export function stepXml(
  type: string,
  name: string,
  variables: Readonly<Record<string, string>> = {},
  more = '',
): string {
  const list = Object.entries(variables).map(
    ([property, value]) =>
      `<variable name="${property}" property="${property}" hidden="true">${value.replaceAll('"', '&quot;')}</variable>`,
  );
  return (
    `<step type="SMS_TaskSequence_${type}" name="${name}" description="" runIn="WinPEandFullOS" successCodeList="0" ` +
    `retryCount="0" runFromNet="false"${more}><action>x</action><defaultVarList>${list.join('')}</defaultVarList></step>`
  );
}

export interface CommandLine {
  readonly child: ChildProcess;
  readonly ended: Promise<{ code: number | null; said: string }>;
}

/** A real site with one sequence and one device of folders, a console on it and the command line beside it. */
export interface RunSite {
  readonly folder: string;
  readonly host: ComposedHost;
  readonly deviceId: DeviceId;
  /** The folder of the device's drive C:. */
  readonly drive: string;
  /** The latest run. */
  findRun(): Promise<RunId>;
  /** Starts the sequence in the console's own process. */
  start(): Promise<RunId>;
  /** The command line in a process of its own. */
  commandLine(...words: string[]): CommandLine;
  remove(): Promise<void>;
}

export async function createRunSite(steps: readonly string[]): Promise<RunSite> {
  const folder = await mkdtemp(join(tmpdir(), 'waystation-run-'));
  const [site, drive] = [join(folder, 'site'), join(folder, 'c')];
  const children: ChildProcess[] = [];
  await mkdir(drive);
  await makeSite(site, 'WAY', 'Lab');
  const host = await composeHost({ siteDirectory: site, host: 'browser', log: memoryLog() });
  const { library, clock, ids } = host.core;
  const xml = `<sequence version="3.10">${steps.join('')}</sequence>`;
  await library.importSample([{ name: 'Run', description: '', folder: null, xml, originalId: packageId }]);
  const deviceId = DeviceId.parse(ids.uuid());
  const values = {
    ...{ name: 'PC', mac: '', smbiosGuid: '', connection: 'folder' as const, driveMap: { 'C:': drive }, facts: {} },
    ...{ allowHostCommands: true, environment: 'FullOS' as const, description: '' },
  };
  await host.core.site.database.write((transaction) => insertDevice(transaction, deviceId, values, clock.now()));
  return {
    ...{ folder, host, deviceId, drive },
    async findRun() {
      const [row] = await listRuns(host.core.site.database.read, { limit: 1 });
      return RunId.parse(row?.id);
    },
    async start() {
      const { row, model } = await library.open(packageId);
      return host.core.runs.start({
        ...{ packageId, sequenceName: row.name, sequenceRevision: row.revision, model, deviceId },
        ...{ variables: [], startedBy: 'test' },
      });
    },
    commandLine(...words) {
      const child = spawn(process.execPath, ['--conditions=source', main, ...words, '--site', site]);
      children.push(child);
      let said = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()));
      return { child, ended: once(child, 'close').then(([code]) => ({ code: code as number | null, said })) };
    },
    async remove() {
      for (const child of children) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await host.close();
      await rm(folder, { recursive: true });
    },
  };
}
