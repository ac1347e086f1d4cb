import type { Client } from '#shared/contract/client';
import { readAll } from '#shared/contract/read-all';
import type {
  DeletionPolicy,
  FreeSpaceUnit,
  MigrationPoint,
  MigrationPointFolderInput,
} from '#shared/model/state-migration';
import { userState } from '#shared/text/en/user-state';
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
import { exitCodes, factLines, formatSize, Refusal, table, UsageError } from './output.ts';
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
    throw new UsageError(
      `--free-space is 1 to 99999 MB or GB, as in 100MB or 5GB, or 1% to 100%; it cannot be “${given}”.`,
    );
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

function describe({ name, restoreOnly, deletion, folders }: MigrationPoint): string[] {
  const days = deletion.kind === 'after-days' ? deletion.days : 0;
  const facts = [
    ['Name', name],
    ['Mode', restoreOnly ? userState.point.details.modeRestoreOnly : userState.point.details.modeBoth],
    [
      'Deletion policy',
      deletion.kind === 'immediate'
        ? userState.point.details.policyNow
        : `A store is deleted ${String(days)} ${days === 1 ? 'day' : 'days'} after it was restored and released.`,
    ],
    ...folders.flatMap((folder) => [
      ['Folder', `${folder.path}: ${folderState(folder)}`],
      ['', `${String(folder.clients)} of ${String(folder.maximumClients)} clients`],
      ['', `${String(folder.minimumFreeSpace)}${formatUnit(folder.minimumFreeSpaceUnit)} must stay free`],
    ]),
  ];
  return factLines(facts);
}

const stateWords: Readonly<Record<Exclude<MigrationPoint['folders'][number]['state'], 'usable'>, string>> = {
  missing: 'does not exist',
  'read-only': 'read-only, takes no captures',
  full: 'full, takes no captures',
  'client-limit': 'client limit reached',
  'free-space': 'too little free space',
};

function folderState({ state, freeBytes }: MigrationPoint['folders'][number]): string {
  if (state !== 'usable') return stateWords[state];
  return freeBytes === null ? 'usable' : `usable, ${formatSize(freeBytes)} free`;
}

const list: Command = {
  usage: 'smp list',
  summary: 'the state migration points of the site',
  needs: 0,
  most: 0,
  run: ({ site, output }) =>
    site(async (client) => {
      const migrationPoints = await readAll(client, 'migrationPoint.list', {});
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

const show: Command = {
  usage: 'smp show NAME',
  summary: 'mode, deletion policy and folders of one',
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
  summary: `add a state migration point: ${String(usual.maximumClients)} clients, 100 MB free and one day of keeping unless said otherwise`,
  needs: 1,
  most: 1,
  options: {
    ...{ folder: texts, clients: text, 'free-space': text },
    ...{ 'restore-only': flag, keep: text, 'delete-at-once': flag },
  },
  run: (context) => {
    const [name = ''] = context.words;
    const paths = listOption(context, 'folder').map((path) => toNewPath(path));
    if (paths.length === 0) throw new UsageError('Say where user state is kept: --folder DIR');
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
      sentence: `${unknown} is not a folder of ${name}.`,
      remedy: `“waystation smp show "${name}"” shows its folders.`,
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
  if (folders.length === 0) throw new UsageError('A state migration point needs at least one folder.');
  return { folders, shown: { folders: before.folders.map(toFolderInput) } };
}

const set: Command = {
  usage:
    'smp set NAME [--rename NAME] [--folder DIR]… [--remove-folder DIR]… [--clients N] [--free-space 100MB|5GB|10%] [--restore-only | --take-captures] [--keep DAYS | --delete-at-once]',
  summary: 'change what the options name; limits go to the named folders, or to all; a new folder is added',
  needs: 1,
  most: 1,
  options: {
    ...{ rename: text, folder: texts, 'remove-folder': texts, clients: text, 'free-space': text },
    ...{ 'restore-only': flag, 'take-captures': flag, keep: text, 'delete-at-once': flag },
  },
  run: (context) => {
    const given = Object.keys(context.options).filter((name) => name in (set.options ?? {}));
    if (given.length === 0) throw new UsageError('Say what to change.');
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
  summary: 'take a state migration point out of the site; refused while it holds state, and its folders stay',
  needs: 1,
  most: 1,
  run: ({ site, output, words }) =>
    site(async (client) => {
      const { id, name, folders } = await findPoint(client, words[0] ?? '');
      await client.call('migrationPoint.delete', { migrationPointId: id });
      const paths = folders.map(({ path }) => path);
      output.result({ deleted: name, folders: paths }, [`Deleted ${name}. What lies in ${paths.join(', ')} stays.`]);
      return exitCodes.success;
    }),
};

export const pointCommands: Commands = {
  'smp list': list,
  'smp show': show,
  'smp create': create,
  'smp set': set,
  'smp delete': remove,
};
