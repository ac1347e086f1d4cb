import { StateStoreId } from '#shared/model/ids';
import type { Command, Commands } from './command.ts';
import { exitCodes, formatSize, formatTime, table, UsageError } from './output.ts';
import { waitForJob } from './site-commands.ts';

function toStoreId(word: string | undefined): StateStoreId {
  const parsed = StateStoreId.safeParse(word);
  if (!parsed.success) throw new UsageError(`“${word ?? ''}” is not the ID of a state store; “state list” shows them.`);
  return parsed.data;
}

const listStores: Command = {
  usage: 'state list [--site DIR]',
  summary: 'the state stores of the site',
  needs: 0,
  run: ({ site, output }) =>
    site(async (client) => {
      const { stateStores } = await client.call('stateStore.list', {});
      const rows = stateStores.map((row) => [
        row.id,
        row.state,
        row.sourceName,
        row.destinationName ?? '–',
        String(row.fileCount),
        formatSize(row.byteCount),
        String(row.missingCount),
        formatTime(row.capturedAt),
      ]);
      const head = ['ID', 'State', 'From', 'To', 'Files', 'Size', 'Missing', 'Captured'];
      output.result({ stateStores }, table(head, rows));
      return exitCodes.success;
    }),
};

const showStore: Command = {
  usage: 'state show ID [--site DIR]',
  summary: 'the results of one state store, with every file that is missing',
  needs: 1,
  run: ({ site, output, words }) =>
    site(async (client) => {
      const found = await client.call('stateStore.get', { stateStoreId: toStoreId(words[0]) });
      const left = found.capture?.leftOut.map(({ path, reason }) => `Left out: ${path} (${reason})`) ?? [];
      const missing =
        found.restore?.missing.map(({ path, cause, remedy }) => `Missing: ${path} (${cause}). ${remedy}`) ?? [];
      const { row } = found;
      const head = `${row.sourceName}: ${row.state}, ${String(row.fileCount)} files, ${formatSize(row.byteCount)}`;
      output.result(found, [head, ...left, ...missing]);
      return row.missingCount > 0 ? exitCodes.incomplete : exitCodes.success;
    }),
};

const verifyStore: Command = {
  usage: 'state verify ID [--site DIR]',
  summary: 'check every file of a state store against its hash',
  needs: 1,
  run: ({ site, output, words }) =>
    site(async (client) => {
      const stateStoreId = toStoreId(words[0]);
      const { jobId } = await client.call('stateStore.verify', { stateStoreId });
      await waitForJob(client, jobId, (job) => output.progress(`${formatSize(job.done)} ${job.text}`));
      const { verify } = await client.call('stateStore.get', { stateStoreId });
      const damaged = verify?.damaged.map(({ path, kind }) => `${kind}: ${path}`) ?? [];
      const head = `${String(verify?.checkedFiles ?? 0)} files checked, ${String(verify?.damagedCount ?? 0)} damaged`;
      output.result({ verify }, [head, ...damaged]);
      return verify?.isSound === true ? exitCodes.success : exitCodes.incomplete;
    }),
};

const listDevices: Command = {
  usage: 'device list [--site DIR]',
  summary: 'the computers of the site',
  needs: 0,
  run: ({ site, output }) =>
    site(async (client) => {
      const { devices } = await client.call('device.list', {});
      const rows = devices.map((device) => [
        device.name,
        device.connection.kind,
        device.environment,
        device.connection.kind === 'folder' ? Object.entries(device.connection.drives).flat().join(' ') : '–',
      ]);
      output.result({ devices }, table(['Name', 'Connection', 'Environment', 'Drives'], rows));
      return exitCodes.success;
    }),
};

const listAssociations: Command = {
  usage: 'association list [--site DIR]',
  summary: 'the computer associations of the site',
  needs: 0,
  run: ({ site, output }) =>
    site(async (client) => {
      const { associations } = await client.call('association.list', {});
      const rows = associations.map((row) => [row.sourceName, row.destinationName, row.status, row.behavior]);
      output.result({ associations }, table(['Source', 'Destination', 'Status', 'Accounts'], rows));
      return exitCodes.success;
    }),
};

const listPoints: Command = {
  usage: 'smp list [--site DIR]',
  summary: 'the state migration points of the site',
  needs: 0,
  run: ({ site, output }) =>
    site(async (client) => {
      const { migrationPoints } = await client.call('migrationPoint.list', {});
      const rows = migrationPoints.flatMap((point) =>
        point.folders.map((folder) => [
          point.name,
          folder.path,
          `${String(folder.clients)}/${String(folder.maximumClients)}`,
          folder.freeBytes === null ? '–' : formatSize(folder.freeBytes),
          point.restoreOnly ? 'restore only' : folder.state,
        ]),
      );
      output.result({ migrationPoints }, table(['Name', 'Folder', 'Clients', 'Free', 'State'], rows));
      return exitCodes.success;
    }),
};

export const stateCommands: Commands = {
  'state list': listStores,
  'state show': showStore,
  'state verify': verifyStore,
  'device list': listDevices,
  'association list': listAssociations,
  'smp list': listPoints,
};
