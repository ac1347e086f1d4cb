import { message } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import type { Client } from '#shared/contract/client';
import { readList } from '#shared/contract/read-all';
import type {
  DeletionPolicy,
  FreeSpaceUnit,
  MigrationPoint,
  MigrationPointFolderInput,
} from '#shared/model/state-migration';
import {
  type Command,
  type CommandContext,
  type Commands,
  demandOneOf,
  flag,
  hasOption,
  listOption,
  numberOption,
  switchOption,
  text,
  textOption,
  texts,
  toNewPath,
  toPath,
} from './command.ts';
import { findPoint } from './lookup.ts';
import { exitCodes, fact, factLines, formatSize, Refusal, type Table, table } from './output.ts';
import { printList } from './print-list.ts';
import { wrongUse } from './wrong-use.ts';
import { retryConflicts } from './retry-conflicts.ts';

type FolderLimits = Pick<MigrationPointFolderInput, 'maximumClients' | 'minimumFreeSpace' | 'minimumFreeSpaceUnit'>;

/** What the console's form begins with. */
const usual: FolderLimits = { maximumClients: 100, minimumFreeSpace: 100, minimumFreeSpaceUnit: 'MB' };
const unitWords: Readonly<Record<string, FreeSpaceUnit>> = { mb: 'MB', gb: 'GB', '%': 'percent' };

/** `100MB`, `5GB` or `10%`. */
function readFreeSpace(context: CommandContext): Partial<FolderLimits> {
  const given = textOption(context, 'free-space');
  if (given === undefined) return {};
  const [, digits = '', word = ''] = /^(\d{1,5})\s*(mb|gb|%)$/i.exec(given) ?? [];
  const unit = unitWords[word.toLowerCase()];
  const amount = Number(digits);
  if (unit === undefined || amount < 1 || (unit === 'percent' && amount > 100)) {
    throw wrongUse('free-space', { given });
  }
  return { minimumFreeSpace: amount, minimumFreeSpaceUnit: unit };
}

function readLimits(context: CommandContext): Partial<FolderLimits> {
  const clients = numberOption(context, 'clients', { least: 1, most: 99_999 });
  return { ...(clients === undefined ? {} : { maximumClients: clients }), ...readFreeSpace(context) };
}

function readDeletion(context: CommandContext): DeletionPolicy | undefined {
  if (!demandOneOf(context, 'keep', 'delete-at-once')) return undefined;
  const days = numberOption(context, 'keep', { least: 1, most: 365 });
  return days === undefined ? { kind: 'immediate' } : { kind: 'after-days', days };
}

const formatUnit = (unit: FreeSpaceUnit): string => (unit === 'percent' ? '%' : ` ${unit}`);

function describe({ name, restoreOnly, deletion, folders }: MigrationPoint): Table[] {
  const days = deletion.kind === 'after-days' ? deletion.days : 0;
  const facts = [
    [fact('name'), name],
    [fact('mode'), message(`user-state:point.details.${restoreOnly ? 'modeRestoreOnly' : 'modeBoth'}`)],
    [
      fact('deletion-policy'),
      deletion.kind === 'immediate'
        ? message('user-state:point.details.policyNow')
        : message('command-line:point.policy-days', { count: days }),
    ],
    ...folders.flatMap((folder) => [
      [fact('folder'), message('command-line:point.folder', { path: folder.path, state: folderState(folder) })],
      ['', message('command-line:point.clients', { clients: folder.clients, count: folder.maximumClients })],
      ['', message('command-line:point.must-stay-free', { amount: minimumOf(folder) })],
    ]),
  ];
  return factLines(facts);
}

type PointFolder = MigrationPoint['folders'][number];

const minimumOf = (folder: PointFolder): string =>
  `${String(folder.minimumFreeSpace)}${formatUnit(folder.minimumFreeSpaceUnit)}`;

function folderState({ state, freeBytes }: PointFolder): Message {
  return state === 'usable' && freeBytes !== null
    ? message('command-line:point.usable-free', { size: formatSize(freeBytes) })
    : message(`command-line:point.state.${state}`);
}

const list: Command = {
  usage: 'smp list',
  needs: 0,
  most: 0,
  run: ({ site, output }) =>
    site(async (client) => {
      const { rows: migrationPoints, unreadable } = await readList(client, 'migrationPoint.list', {});
      const rows = migrationPoints.flatMap((point) =>
        point.folders.map((folder) => [
          point.name,
          folder.path,
          `${String(folder.clients)}/${String(folder.maximumClients)}`,
          folder.freeBytes === null ? '–' : formatSize(folder.freeBytes),
          message(
            point.restoreOnly ? 'command-line:point.restore-only' : `command-line:point.list-state.${folder.state}`,
          ),
        ]),
      );
      printList(output, { migrationPoints }, table(['name', 'folder', 'clients', 'free', 'state'], rows), unreadable);
      return exitCodes.success;
    }),
};

const show: Command = {
  usage: 'smp show NAME',
  needs: 1,
  most: 1,
  run: (context) => context.site((client) => answer(context, client, context.words[0] ?? '')),
};

async function answer({ output }: CommandContext, client: Client, name: string) {
  const migrationPoint = await findPoint(client, name);
  output.result({ migrationPoint }, describe(migrationPoint));
  return exitCodes.success;
}

const create: Command = {
  usage:
    'smp create NAME --folder DIR… [--clients N] [--free-space 100MB|5GB|10%] [--restore-only] [--keep DAYS | --delete-at-once]',
  needs: 1,
  most: 1,
  options: {
    ...{ folder: texts, clients: text, 'free-space': text },
    ...{ 'restore-only': flag, keep: text, 'delete-at-once': flag },
  },
  run: (context) => {
    const [name = ''] = context.words;
    const paths = listOption(context, 'folder').map((path) => toNewPath(path));
    if (paths.length === 0) throw wrongUse('say-where-kept');
    const limits = { ...usual, ...readLimits(context) };
    const deletion = readDeletion(context) ?? { kind: 'after-days', days: 1 };
    return context.site(async (client) => {
      const folders = paths.map((path) => ({ id: null, path, ...limits }));
      const restoreOnly = hasOption(context, 'restore-only');
      await client.call('migrationPoint.create', { name, restoreOnly, deletion, folders });
      return answer(context, client, name.trim());
    });
  },
};

function toFolderInput(folder: MigrationPoint['folders'][number]): MigrationPointFolderInput {
  const { id, path, maximumClients, minimumFreeSpace, minimumFreeSpaceUnit } = folder;
  return { id, path, maximumClients, minimumFreeSpace, minimumFreeSpaceUnit };
}

/**
 * The folders after a change: those that are named get the limits, and a new one is added; without a name all get
 * them. A folder that is taken away must be there.
 */
function changeFolders(context: CommandContext, { name, folders }: MigrationPoint): MigrationPointFolderInput[] {
  const named = listOption(context, 'folder').map((path) => toNewPath(path));
  const gone = listOption(context, 'remove-folder').map((path) => toPath(path));
  const limits = readLimits(context);
  const unknown = gone.find((path) => !folders.some((folder) => folder.path === path));
  if (unknown !== undefined) {
    throw new Refusal('NOT_FOUND', {
      sentence: message('command-line:point.no-such-folder', { path: unknown, name }),
      remedy: message('command-line:point.no-such-folder-remedy', { name }),
    });
  }
  const kept = folders.filter(({ path }) => !gone.includes(path));
  const changed = kept.map((folder) => {
    const before = toFolderInput(folder);
    return named.length === 0 || named.includes(folder.path) ? { ...before, ...limits } : before;
  });
  const added = named.filter((path) => !folders.some((folder) => folder.path === path));
  return [...changed, ...added.map((path) => ({ id: null, path, ...usual, ...limits }))];
}

/** Options that change folders; the others leave them to whoever else changes them. */
const folderOptions: readonly string[] = ['folder', 'remove-folder', 'clients', 'free-space'];

/** The named changes over the folders that are there; when somebody else changes these meanwhile, it is a conflict. */
function putFolders(context: CommandContext, before: MigrationPoint) {
  const folders = changeFolders(context, before);
  if (folders.length === 0) throw wrongUse('point-needs-folder');
  return { folders, shown: { folders: before.folders.map(toFolderInput) } };
}

const set: Command = {
  usage:
    'smp set NAME [--rename NAME] [--folder DIR]… [--remove-folder DIR]… [--clients N] [--free-space 100MB|5GB|10%] [--restore-only | --take-captures] [--keep DAYS | --delete-at-once]',
  needs: 1,
  most: 1,
  options: {
    ...{ rename: text, folder: texts, 'remove-folder': texts, clients: text, 'free-space': text },
    ...{ 'restore-only': flag, 'take-captures': flag, keep: text, 'delete-at-once': flag },
  },
  run: (context) => {
    const given = Object.keys(context.options).filter((name) => name in (set.options ?? {}));
    if (given.length === 0) throw wrongUse('say-what-to-change');
    const [restoreOnly, deletion] = [switchOption(context, 'restore-only', 'take-captures'), readDeletion(context)];
    const name = textOption(context, 'rename');
    readLimits(context);
    const hasFolders = given.some((option) => folderOptions.includes(option));
    return context.site((client) =>
      retryConflicts(async () => {
        const before = await findPoint(client, context.words[0] ?? '');
        await client.call('migrationPoint.set', {
          migrationPointId: before.id,
          ...{ name, restoreOnly, deletion },
          ...(hasFolders ? putFolders(context, before) : {}),
        });
        return answer(context, client, (name ?? before.name).trim());
      }),
    );
  },
};

const remove: Command = {
  usage: 'smp delete NAME',
  needs: 1,
  most: 1,
  run: ({ site, output, words }) =>
    site(async (client) => {
      const { id, name, folders } = await findPoint(client, words[0] ?? '');
      await client.call('migrationPoint.delete', { migrationPointId: id });
      const paths = folders.map(({ path }) => path);
      output.result({ deleted: name, folders: paths }, [
        message('command-line:point.deleted', { name, paths: paths.join(', ') }),
      ]);
      return exitCodes.success;
    }),
};

export const pointCommands = {
  'smp list': list,
  'smp show': show,
  'smp create': create,
  'smp set': set,
  'smp delete': remove,
} satisfies Commands;
