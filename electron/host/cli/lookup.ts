import type { UnreadableRow } from '#shared/model/list';
import { AppError } from '#shared/contract/errors';
import { message } from '#shared/contract/message';
import type { Client } from '#shared/contract/client';
import { readList } from '#shared/contract/read-all';
import type { Device } from '#shared/model/device';
import { type FolderId, PackageId } from '#shared/model/ids';
import type { Association, MigrationPoint, StateStoreRow } from '#shared/model/state-migration';
import type { TaskSequenceFolderRow } from '#shared/model/task-sequence';
import { Refusal } from './output.ts';
import { wrongUse } from './wrong-use.ts';

/** The package ID that a word is, without regard to case. */
export function toPackageId(word: string | undefined): PackageId {
  const parsed = PackageId.safeParse(word?.toUpperCase());
  if (!parsed.success) throw wrongUse('not-a-package-id', { word: word ?? '' });
  return parsed.data;
}

/** Package IDs, each once. */
export function toPackageIds(words: readonly string[]): PackageId[] {
  return [...new Set(words.map(toPackageId))];
}

/** The device of this name, without regard to case. Errors: `DEVICE_NOT_FOUND`. */
export async function findDevice(client: Client, name: string): Promise<Device> {
  const [device] = (await client.call('device.list', { names: [name], limit: 1 })).rows;
  if (device === undefined) throw new AppError('DEVICE_NOT_FOUND', { name });
  return client.call('device.get', { deviceId: device.id });
}

/** The association of a source and a destination. Errors: `DEVICE_NOT_FOUND`, `ASSOCIATION_NOT_FOUND`. */
export async function findAssociation(client: Client, words: readonly string[]): Promise<Association> {
  const source = await findDevice(client, words[0] ?? '');
  const destination = await findDevice(client, words[1] ?? '');
  const pair = { sourceDeviceId: source.id, destinationDeviceId: destination.id };
  const [found] = (await client.call('association.list', { ...pair, limit: 1 })).rows;
  if (found !== undefined) return found;
  throw new Refusal('ASSOCIATION_NOT_FOUND', {
    sentence: message('command-line:association.not-there', { source: source.name, destination: destination.name }),
    remedy: message('command-line:remedies.ASSOCIATION_NOT_FOUND'),
  });
}

/** The state migration point of this name, without regard to case. Errors: `MIGRATION_POINT_NOT_FOUND`. */
export async function findPoint(client: Client, name: string): Promise<MigrationPoint> {
  const [found] = (await client.call('migrationPoint.list', { names: [name], limit: 1 })).rows;
  if (found !== undefined) return found;
  throw new Refusal('MIGRATION_POINT_NOT_FOUND', {
    sentence: message('command-line:point.not-there', { name }),
    remedy: message('command-line:remedies.MIGRATION_POINT_NOT_FOUND'),
  });
}

/** The state store of this ID, or of the beginning of one (four characters at least). Errors: `NOT_FOUND`. */
export async function findStore(client: Client, word: string): Promise<StateStoreRow> {
  const remedy = message('command-line:store.list-shows');
  if (!/^[0-9a-f-]{4,36}$/i.test(word)) {
    throw wrongUse('not-a-store-id', { word });
  }
  const { rows, total } = await client.call('stateStore.list', { idPrefix: word.toLowerCase(), limit: 2 });
  const [first, second] = rows;
  if (first === undefined) {
    throw new Refusal('NOT_FOUND', { sentence: message('command-line:store.not-there', { id: word }), remedy });
  }
  if (second !== undefined) {
    throw wrongUse('several-stores', { count: total, word });
  }
  return first;
}

/** Folders of task sequences by their paths: `User state/Old`, without regard to case. */
export interface FolderPaths {
  readonly all: readonly { readonly folder: TaskSequenceFolderRow; readonly path: string }[];
  /** Folders that this version cannot read. */
  readonly unreadable: readonly UnreadableRow[];
  /** Errors: `FOLDER_NOT_FOUND`; two folders of one path are wrong use. */
  find(path: string): TaskSequenceFolderRow;
  /** The path of a folder; nothing for the top. */
  pathOf(id: FolderId | null): string;
}

/** How a path is compared: both slashes are one, and those at the ends say nothing. */
const tidyPath = (path: string): string =>
  path
    .replaceAll('\\', '/')
    .replace(/^\/+|\/+$/g, '')
    .toLowerCase();

export async function readFolders(client: Client): Promise<FolderPaths> {
  const { rows: folders, unreadable } = await readList(client, 'folder.list', {});
  const all = folders.map((folder) => ({ folder, path: folder.path.join('/') }));
  const byId = new Map(all.map(({ folder, path }) => [folder.id, path]));
  const pathOf = (id: FolderId | null): string => (id === null ? '' : (byId.get(id) ?? ''));
  const find = (path: string): TaskSequenceFolderRow => {
    const [first, second] = all.filter((one) => tidyPath(one.path) === tidyPath(path));
    if (second !== undefined) {
      throw wrongUse('two-folders', { path });
    }
    if (first !== undefined) return first.folder;
    throw new Refusal('FOLDER_NOT_FOUND', {
      sentence: message('command-line:folder.not-there', { path }),
      remedy: message('command-line:folder.not-there-remedy'),
    });
  };
  return { all, unreadable, find, pathOf };
}
