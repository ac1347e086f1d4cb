import { readAll } from '#shared/contract/read-all';
import { isMissing, type NotCarried, notCarriedKinds, type StateObject } from '#shared/model/user-state';
import { stateResult } from '#shared/text/en/state-result';
import type { StateStoreRow } from '#shared/model/state-migration';
import { type Command, type Commands, flag, hasOption, text, textOption } from './command.ts';
import { findStore } from './lookup.ts';
import { exitCodes, formatSize, formatTime, Refusal, table } from './output.ts';
import { waitForJob } from './site-commands.ts';

const listStores: Command = {
  usage: 'state list',
  summary: 'the state stores of the site',
  needs: 0,
  most: 0,
  run: ({ site, output }) =>
    site(async (client) => {
      const stateStores = await readAll(client, 'stateStore.list', {});
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

/** In the words of the page. */
export function notCarriedLines(
  lost: NotCarried | undefined,
  words: Readonly<Record<keyof typeof stateResult.notCarried, string>>,
): string[] {
  return notCarriedKinds.flatMap((kind) => {
    const count = lost?.[kind] ?? 0;
    const line = words[`${kind}_${count === 1 ? 'one' : 'other'}`];
    return count === 0 ? [] : [line.replace('{{count, number}}', String(count))];
  });
}

const showStore: Command = {
  usage: 'state show ID',
  summary: 'the results of one state store, with every file that is missing; the beginning of an ID is enough',
  needs: 1,
  most: 1,
  run: ({ site, output, words }) =>
    site(async (client) => {
      const { id } = await findStore(client, words[0] ?? '');
      const found = await client.call('stateStore.get', { stateStoreId: id });
      const leftOut = found.capture?.leftOut ?? [];
      const left = leftOut
        .filter(({ reason }) => !isMissing(reason))
        .map(({ path, reason }) => `Left out: ${path} (${reason})`);
      const missing =
        found.restore?.missing.map(({ path, cause, remedy }) => `Missing: ${path} (${cause}). ${remedy}`) ??
        leftOut.filter(({ reason }) => isMissing(reason)).map(({ path, reason }) => `Missing: ${path} (${reason})`);
      const { row } = found;
      const count = row.missingCount === 0 ? '' : `, ${String(row.missingCount)} missing`;
      const head = `${row.sourceName}: ${row.state}, ${String(row.fileCount)} files, ${formatSize(row.byteCount)}${count}`;
      const lost = notCarriedLines(found.restore?.notCarried ?? found.capture?.notCarried, stateResult.notCarried);
      output.result(found, [head, ...left, ...missing, ...lost]);
      return row.missingCount > 0 ? exitCodes.incomplete : exitCodes.success;
    }),
};

const verifyStore: Command = {
  usage: 'state verify ID',
  summary: 'check every file of a state store against its hash',
  needs: 1,
  most: 1,
  run: (context) =>
    context.site(async (client) => {
      const { output, words } = context;
      const { id: stateStoreId } = await findStore(client, words[0] ?? '');
      const { jobId } = await client.call('stateStore.verify', { stateStoreId });
      await waitForJob(context, client, jobId, ({ done, text: doing }) => {
        if (doing !== '') output.progress(`${formatSize(done)} ${doing}`);
      });
      const { verify } = await client.call('stateStore.get', { stateStoreId });
      const damaged = verify?.damaged.map(({ path, kind }) => `${kind}: ${path}`) ?? [];
      const head = `${String(verify?.checkedFiles ?? 0)} files checked, ${String(verify?.damagedCount ?? 0)} damaged`;
      output.result({ verify }, [head, ...damaged]);
      return verify?.isSound === true ? exitCodes.success : exitCodes.incomplete;
    }),
};

/** As many as one answer of the contract holds. */
const pageSize = 1000;

const listObjects: Command = {
  usage: 'state objects ID [--filter TEXT]',
  summary: 'the files of a state store with their sizes and hashes; --filter keeps paths that hold the text',
  needs: 1,
  most: 1,
  options: { filter: text },
  run: (context) =>
    context.site(async (client) => {
      const row = await findStore(client, context.words[0] ?? '');
      demandThere(row);
      const objects: StateObject[] = [];
      for (let total = 1; objects.length < total;) {
        const page = await client.call('stateStore.objects', {
          ...{ stateStoreId: row.id, filter: textOption(context, 'filter') ?? '' },
          ...{ offset: objects.length, limit: pageSize },
        });
        if (page.objects.length === 0) break;
        objects.push(...page.objects);
        total = page.total;
      }
      const rows = objects.map((one) => [
        one.kind,
        one.kind === 'file' ? formatSize(one.sizeBytes) : '',
        formatTime(one.modifiedAt),
        one.sha256.slice(0, 12),
        one.path,
      ]);
      const lines =
        rows.length === 0 ? ['Nothing matches.'] : table(['Kind', 'Size', 'Modified', 'SHA-256', 'Path'], rows);
      context.output.result({ total: objects.length, objects }, lines);
      return exitCodes.success;
    }),
};

/** Refuses a store whose files were deleted: its row stays in the list as a record. */
function demandThere({ id, path, deletedAt }: StateStoreRow): void {
  if (deletedAt === null) return;
  throw new Refusal(
    'STATE_STORE_NOT_FOUND',
    {
      sentence: `The files of the state store ${id} were deleted on ${formatTime(deletedAt)}.`,
      remedy: 'What is left is its record: “waystation state show” shows it.',
    },
    { path },
  );
}

/** What goes when a store goes, for the question before and the answer after. */
export function describeStore({ path, sourceName, destinationName, fileCount, byteCount }: StateStoreRow): string {
  const whose = destinationName === null ? sourceName : `${sourceName} for ${destinationName}`;
  return `${path}: user state of ${whose}, ${String(fileCount)} files, ${formatSize(byteCount)}`;
}

/** Names what would be lost; with this the person can decide. */
function refuseToDelete(row: StateStoreRow): Refusal {
  const restored = row.restoredAt === null ? 'It was never restored.' : `Restored on ${formatTime(row.restoredAt)}.`;
  const { path, fileCount, byteCount } = row;
  const words = {
    sentence: `Nothing was deleted. This would be lost for good:\n${describeStore(row)}\n${restored}`,
    remedy: 'Add --yes to delete it.',
  };
  return new Refusal('INVALID_INPUT', words, { path, fileCount, byteCount });
}

const deleteStore: Command = {
  usage: 'state delete ID --yes',
  summary: 'delete the files of a state store for good; without --yes it only says which',
  needs: 1,
  most: 1,
  options: { yes: flag },
  run: (context) =>
    context.site(async (client) => {
      const row = await findStore(client, context.words[0] ?? '');
      demandThere(row);
      if (!hasOption(context, 'yes')) throw refuseToDelete(row);
      const { jobId } = await client.call('stateStore.delete', { stateStoreId: row.id });
      await waitForJob(context, client, jobId);
      const { id, path, sourceName, fileCount, byteCount } = row;
      context.output.result({ deleted: { id, path, sourceName, fileCount, byteCount } }, [
        `Deleted ${describeStore(row)}`,
      ]);
      return exitCodes.success;
    }),
};

export const stateCommands: Commands = {
  'state list': listStores,
  'state show': showStore,
  'state verify': verifyStore,
  'state objects': listObjects,
  'state delete': deleteStore,
};
