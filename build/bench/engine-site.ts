import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DeviceId, type PackageId, RunId } from '#shared/model/ids';
import { SequenceListQuery } from '#shared/model/lists';
import { createMemoryLog } from '#core/ports/fakes/memory-log';
import { realClock, realIds } from '#core/ports/real';
import { createSite } from '#core/site/site';
import { insertDevice } from '#core/store/tables/device';
import { listSequenceRows } from '#core/store/lists/sequence-list';
import { type ComposedHost, composeHost } from '#host/compose';

/** A step that costs next to nothing. As in the field it has properties without a value; some values are not shown. */
function stepXml(number: number): string {
  const isHidden = number % 50 === 49;
  const property = (name: string, value: string): string =>
    `<variable name="${name}" property="${name}" hidden="true">${value}</variable>`;
  const variables = [
    property('DoNotShowVariableValue', String(isHidden)),
    property('VariableName', `Bench${number % 10}`),
    property('VariableValue', `value ${number}`),
    property('HiddenVariableValue', ''),
    property('Notes', ''),
  ];
  return (
    `<step type="SMS_TaskSequence_SetVariableAction" name="Set value ${number}" description="" ` +
    'runIn="WinPEandFullOS" successCodeList="0" retryCount="0" runFromNet="false"><action>x</action>' +
    `<defaultVarList>${variables.join('')}</defaultVarList></step>`
  );
}

export interface EngineSite {
  readonly host: ComposedHost;
  readonly deviceId: DeviceId;
  readonly folder: string;
  /** A sequence of so many trivial steps. */
  addSequence(steps: number): Promise<PackageId>;
  start(packageId: PackageId): Promise<RunId>;
  close(): Promise<void>;
}

/** A real site with a device of folders, and the host over it as a command line has it. */
export async function openEngineSite(folder: string): Promise<EngineSite> {
  rmSync(folder, { recursive: true, force: true });
  const [siteDirectory, drive] = [join(folder, 'site'), join(folder, 'c')];
  mkdirSync(drive, { recursive: true });
  const site = await createSite(siteDirectory, { code: 'BEN', name: 'Bench' }, { clock: realClock, ids: realIds });
  const deviceId = DeviceId.parse(realIds.uuid());
  const values = {
    ...{ name: 'PC', mac: '', smbiosGuid: '', connection: 'folder' as const, driveMap: { 'C:': drive }, facts: {} },
    ...{ allowHostCommands: false, environment: 'FullOS' as const, description: '' },
  };
  await site.database.write((transaction) => insertDevice(transaction, deviceId, values, 1));
  await site.close();
  const host = await composeHost({ siteDirectory, host: 'browser', log: createMemoryLog(), isConsole: false });
  const { database } = host.core.site;
  const { signal } = new AbortController();
  return {
    host,
    deviceId,
    folder,
    async addSequence(steps) {
      const originalId = `BEN${String(steps).padStart(5, '0')}`;
      const xml = `<sequence version="3.10">${Array.from({ length: steps }, (_, index) => stepXml(index)).join('')}</sequence>`;
      await host.core.library.importSample([{ name: originalId, description: '', folder: null, xml, originalId }]);
      const named = SequenceListQuery.parse({ names: [originalId] });
      const [found] = (await listSequenceRows(database, named)).rows;
      if (found === undefined) throw new Error('The sequence was not imported.');
      return found.packageId;
    },
    async start(packageId) {
      const { runId } = await host.handlers['run.start'](
        { packageId, deviceId, variables: [] },
        { signal, connection: 'bench' },
      );
      return RunId.parse(runId);
    },
    async close() {
      await host.close();
    },
  };
}
