import { existsSync } from 'node:fs';
import { readList } from '#shared/contract/read-all';
import {
  type CaptureResult,
  isMissing,
  type NotCarried,
  notCarriedKinds,
  type RestoreResult,
  type StateObject,
} from '#shared/model/user-state';
import { message } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import type { AcceptedRestore, StateStoreRow } from '#shared/model/state-migration';
import { failedCapture, failedCaptureLines } from './capture-outcome.ts';
import { type Command, type Commands, flag, hasOption, text, textOption } from './command.ts';
import { findStore } from './lookup.ts';
import { exitCodes, formatSize, formatTime, Refusal, table } from './output.ts';
import { printList } from './print-list.ts';
import { waitForJob } from './site-commands.ts';
import { wrongUse } from './wrong-use.ts';

const listStores: Command = {
  usage: 'state list',
  needs: 0,
  most: 0,
  run: ({ site, output }) =>
    site(async (client) => {
      const { rows: stateStores, unreadable } = await readList(client, 'stateStore.list', {});
      const rows = stateStores.map((row) => [
        row.id,
        message(`command-line:store.state.${row.condition}`),
        row.sourceName,
        row.destinationName ?? '–',
        String(row.fileCount),
        formatSize(row.byteCount),
        String(row.missingCount),
        formatTime(row.capturedAt),
      ]);
      const head = ['id', 'state', 'from', 'to', 'files', 'size', 'missing', 'captured'] as const;
      printList(output, { stateStores }, table(head, rows), unreadable);
      return exitCodes.success;
    }),
};

/** In the words of the page. */
export function notCarriedLines(
  lost: NotCarried | undefined,
  words: 'user-state:result.notCarried' | 'capture-preview:notCarried',
): Message[] {
  return notCarriedKinds.flatMap((kind) => {
    const count = lost?.[kind] ?? 0;
    return count === 0 ? [] : [message(`${words}.${kind}`, { count })];
  });
}

/** Of a store that is not what it should be, whatever is missing from it. */
const shortConditions: readonly StateStoreRow['condition'][] = [
  ...(['incomplete', 'damaged', 'restored-unproven', 'deleting', 'partly-deleted'] as const),
];

const showStore: Command = {
  usage: 'state show ID',
  needs: 1,
  most: 1,
  run: ({ site, output, words }) =>
    site(async (client) => {
      const { id } = await findStore(client, words[0] ?? '');
      const found = await client.call('stateStore.get', { stateStoreId: id });
      const leftOut = found.capture?.leftOut ?? [];
      const left = leftOut
        .filter(({ reason }) => !isMissing(reason))
        .map(({ path, reason }) =>
          message('command-line:store.left-out', { path, reason: message(`capture-preview:reason.${reason}`) }),
        );
      const missing =
        found.restore?.missing.map(({ path, cause, detail, remedy }) =>
          message('command-line:store.missing', {
            ...{ path, remedy },
            cause: withDetail(message(`user-state:result.cause.${cause}`), detail),
          }),
        ) ??
        leftOut
          .filter(({ reason }) => isMissing(reason))
          .map(({ path, reason, detail }) =>
            message('command-line:store.missing-plain', {
              path,
              cause: withDetail(message(`capture-preview:reason.${reason}`), detail),
            }),
          );
      const { row } = found;
      const total = message('command-line:store.total', {
        ...{ source: row.sourceName, count: row.fileCount, size: formatSize(row.byteCount) },
        state: message(`command-line:store.state.${row.condition}`),
      });
      const head =
        row.missingCount === 0
          ? total
          : message('command-line:store.total-missing', { total, missing: row.missingCount });
      const lost = notCarriedLines(
        found.restore?.notCarried ?? found.capture?.notCarried,
        'user-state:result.notCarried',
      );
      const isKept = row.state === 'restored' && found.restore?.isComplete === false && found.accepted === null;
      const kept = isKept ? [message('command-line:store.kept', { id: row.id })] : [];
      const accepted = found.accepted === null ? [] : [acceptedLine(found.accepted)];
      const notCaptured = await failedCapture(client, row);
      const unreadable = found.unreadable.map((result) => message('command-line:store.unreadable', { result }));
      output.result({ ...found, ...(notCaptured === null ? {} : { notCaptured }) }, [
        ...[head, ...failedCaptureLines(notCaptured), ...unreadable, ...ruledOutLines(found.capture), ...left],
        ...[...renamedLines(found.restore), ...linkLines(found.restore), ...missing, ...lost, ...kept, ...accepted],
      ]);
      const isShort = notCaptured !== null || shortConditions.includes(row.condition);
      return row.missingCount > 0 || isKept || isShort ? exitCodes.incomplete : exitCodes.success;
    }),
};

/** Why a file is missing: of what kind, and what is so in its place where that is known (HOST-310). */
function withDetail(cause: Message, detail: Message | string): Message {
  return detail === '' ? cause : message('command-line:store.cause-detail', { cause, detail });
}

/** Links are not made again: what only they lead to did not come over, as the page says too (HOST-311). */
function linkLines(restore: Pick<RestoreResult, 'linksNotRestored'> | null): Message[] {
  const count = restore?.linksNotRestored ?? 0;
  return count === 0 ? [] : [message('user-state:result.lists.linksNotRestored', { count })];
}

/** Files whose names others had, by the letters of whatever plane, and the names that they have now (UST-208). */
export function renamedLines(restore: Pick<RestoreResult, 'renamed' | 'renamedCount'> | null): Message[] {
  if (restore === null) return [];
  const { renamed, renamedCount } = restore;
  const lines = renamed.map(({ path, targetPath: target }) => message('command-line:store.renamed', { path, target }));
  const more = renamedCount - renamed.length;
  return more > 0 ? [...lines, message('command-line:store.renamed-more', { count: more })] : lines;
}

const verifyStore: Command = {
  usage: 'state verify ID',
  needs: 1,
  most: 1,
  run: (context) =>
    context.site(async (client) => {
      const { output, words } = context;
      const { id: stateStoreId } = await findStore(client, words[0] ?? '');
      const { jobId } = await client.call('stateStore.verify', { stateStoreId });
      await waitForJob(context, client, jobId, ({ done, text: doing }) => {
        if (doing === '') return;
        output.progress(message('command-line:computer.done', { files: formatSize(done), text: doing }));
      });
      const { verify } = await client.call('stateStore.get', { stateStoreId });
      const damaged =
        verify?.damaged.map(({ path, kind }) =>
          message('command-line:store.damaged', { path, kind: message(`command-line:store.damage.${kind}`) }),
        ) ?? [];
      const head = message('command-line:store.checked', {
        count: verify?.checkedFiles ?? 0,
        damaged: verify?.damagedCount ?? 0,
      });
      output.result({ verify }, [head, ...damaged]);
      return verify?.isSound === true ? exitCodes.success : exitCodes.incomplete;
    }),
};

const acceptRestore: Command = {
  usage: 'state accept ID --reason TEXT',
  needs: 1,
  most: 1,
  options: { reason: text },
  run: (context) =>
    context.site(async (client) => {
      const row = await findStore(client, context.words[0] ?? '');
      const reason = (textOption(context, 'reason') ?? '').trim();
      if (reason === '') throw wrongUse('accept-needs-reason');
      await client.call('stateStore.accept', { stateStoreId: row.id, reason });
      const { accepted } = await client.call('stateStore.get', { stateStoreId: row.id });
      context.output.result({ accepted }, accepted === null ? [] : [acceptedLine(accepted)]);
      return exitCodes.success;
    }),
};

function acceptedLine({ by, at, reason }: AcceptedRestore): Message {
  return message('command-line:store.accepted', { by, time: formatTime(at), reason });
}

/** What rules and options left out, as a whole and for each user. */
function ruledOutLines(result: CaptureResult | null): Message[] {
  const { files = 0, bytes = 0 } = result?.ruledOut ?? {};
  if (files === 0) return [];
  const users = (result?.perUser ?? []).flatMap(({ user, leftOutFiles: count = 0, leftOutBytes = 0 }) =>
    count === 0 ? [] : [message('command-line:store.user-ruled-out', { user, count, size: formatSize(leftOutBytes) })],
  );
  return [message('command-line:store.ruled-out', { count: files, size: formatSize(bytes) }), ...users];
}

/** As many as one answer of the contract holds. */
const pageSize = 1000;

const listObjects: Command = {
  usage: 'state objects ID [--filter TEXT]',
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
        message(`command-line:store.object.${one.kind}`),
        one.kind === 'file' ? formatSize(one.sizeBytes) : '',
        formatTime(one.modifiedAt),
        one.sha256.slice(0, 12),
        one.path,
      ]);
      const lines =
        rows.length === 0
          ? [message('command-line:store.no-match')]
          : table(['kind', 'size', 'modified', 'sha-256', 'path'], rows);
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
      sentence: message('command-line:store.files-gone', { id, time: formatTime(deletedAt) }),
      remedy: message('command-line:store.record-left'),
    },
    { path },
  );
}

/** What goes when a store goes, for the question before and the answer after. */
export function describeStore({ path, sourceName, destinationName, fileCount, byteCount }: StateStoreRow): Message {
  const said = { path, source: sourceName, count: fileCount, size: formatSize(byteCount) };
  return destinationName === null
    ? message('command-line:store.one', said)
    : message('command-line:store.for-one', { ...said, destination: destinationName });
}

/** Names what would be lost; with this the person can decide. */
function refuseToDelete(row: StateStoreRow): Refusal {
  const restored =
    row.restoredAt === null
      ? message('command-line:store.never-restored')
      : message('command-line:store.restored', { time: formatTime(row.restoredAt) });
  const { path, fileCount, byteCount } = row;
  const words = {
    sentence: [message('command-line:lost-for-good'), describeStore(row), restored],
    remedy: message('command-line:add-yes'),
  };
  return new Refusal('INVALID_INPUT', words, { path, fileCount, byteCount });
}

const deleteStore: Command = {
  usage: 'state delete ID --yes',
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
      // The files of a place are those of its latest row (MIG-185): with another one goes its record alone.
      const stays = existsSync(path);
      const deleted = { id, path, sourceName, fileCount, byteCount, ...(stays ? { filesStay: true } : {}) };
      const store = describeStore(row);
      context.output.result(
        { deleted },
        stays
          ? [
              message('command-line:store.record-deleted', { store }),
              message('command-line:store.files-stay', { path }),
            ]
          : [message('command-line:store.deleted', { store })],
      );
      return exitCodes.success;
    }),
};

export const stateCommands = {
  'state list': listStores,
  'state show': showStore,
  'state verify': verifyStore,
  'state objects': listObjects,
  'state accept': acceptRestore,
  'state delete': deleteStore,
} satisfies Commands;
