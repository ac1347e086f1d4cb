import { AppError } from '#shared/contract/errors';
import type { Client } from '#shared/contract/client';
import type { Device } from '#shared/model/device';
import { type FolderId, PackageId } from '#shared/model/ids';
import type { Association, MigrationPoint, StateStoreRow } from '#shared/model/state-migration';
import type { TaskSequenceFolder } from '#shared/model/task-sequence';
import { Refusal, UsageError } from './output.ts';

/** The package ID that a word is, without regard to case. */
export function toPackageId(word: string | undefined): PackageId {
  const parsed = PackageId.safeParse(word?.toUpperCase());
  if (!parsed.success) throw new UsageError(`“${word ?? ''}” is not a package ID (three characters and five digits).`);
  return parsed.data;
}

/** Package IDs, each once. */
export function toPackageIds(words: readonly string[]): PackageId[] {
  return [...new Set(words.map(toPackageId))];
}

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** The device of this name, without regard to case. Errors: `DEVICE_NOT_FOUND`. */
export async function findDevice(client: Client, name: string): Promise<Device> {
  const { devices } = await client.call('device.list', {});
  const device = devices.find((one) => isSame(one.name, name));
  if (device === undefined) throw new AppError('DEVICE_NOT_FOUND', { name });
  return device;
}

/** The association of a source and a destination. Errors: `DEVICE_NOT_FOUND`, `ASSOCIATION_NOT_FOUND`. */
export async function findAssociation(client: Client, words: readonly string[]): Promise<Association> {
  const source = await findDevice(client, words[0] ?? '');
  const destination = await findDevice(client, words[1] ?? '');
  const { associations } = await client.call('association.list', {});
  const found = associations.find(
    (one) => one.sourceDeviceId === source.id && one.destinationDeviceId === destination.id,
  );
  if (found !== undefined) return found;
  throw new Refusal('ASSOCIATION_NOT_FOUND', {
    sentence: `There is no computer association from ${source.name} to ${destination.name}.`,
    remedy: '“waystation association list” shows the computer associations.',
  });
}

/** The state migration point of this name, without regard to case. Errors: `MIGRATION_POINT_NOT_FOUND`. */
export async function findPoint(client: Client, name: string): Promise<MigrationPoint> {
  const { migrationPoints } = await client.call('migrationPoint.list', {});
  const found = migrationPoints.find((one) => isSame(one.name, name));
  if (found !== undefined) return found;
  throw new Refusal('MIGRATION_POINT_NOT_FOUND', {
    sentence: `The state migration point “${name}” does not exist.`,
    remedy: '“waystation smp list” shows the state migration points.',
  });
}

/** The state store of this ID, or of the beginning of one (four characters at least). Errors: `NOT_FOUND`. */
export async function findStore(client: Client, word: string): Promise<StateStoreRow> {
  const remedy = '“waystation state list” shows the state stores with their IDs.';
  if (!/^[0-9a-f-]{4,36}$/i.test(word)) {
    throw new UsageError(`“${word}” is not the ID of a state store, nor its first four characters. ${remedy}`);
  }
  const { stateStores } = await client.call('stateStore.list', {});
  const found = stateStores.filter(({ id }) => id.startsWith(word.toLowerCase()));
  const [first, second] = found;
  if (first === undefined) {
    throw new Refusal('NOT_FOUND', { sentence: `The state store ${word} does not exist.`, remedy });
  }
  if (second !== undefined) {
    throw new UsageError(`${String(found.length)} state stores have an ID that begins with ${word}. ${remedy}`);
  }
  return first;
}

/** Folders of task sequences by their paths: `User state/Old`, without regard to case. */
export interface FolderPaths {
  readonly all: readonly { readonly folder: TaskSequenceFolder; readonly path: string }[];
  /** Errors: `FOLDER_NOT_FOUND`; two folders of one path are wrong use. */
  find(path: string): TaskSequenceFolder;
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
  const { folders } = await client.call('folder.list', {});
  const byId = new Map(folders.map((folder) => [folder.id, folder]));
  const pathOf = (id: FolderId | null): string => {
    const folder = id === null ? undefined : byId.get(id);
    if (folder === undefined) return '';
    return folder.parentId === null ? folder.name : `${pathOf(folder.parentId)}/${folder.name}`;
  };
  const all = folders
    .map((folder) => ({ folder, path: pathOf(folder.id) }))
    .sort((one, other) => one.path.localeCompare(other.path));
  const find = (path: string): TaskSequenceFolder => {
    const [first, second] = all.filter((one) => tidyPath(one.path) === tidyPath(path));
    if (second !== undefined) {
      throw new UsageError(
        `Two folders have the path “${path}”, because a name has a slash in it. Rename one of them.`,
      );
    }
    if (first !== undefined) return first.folder;
    throw new Refusal('FOLDER_NOT_FOUND', {
      sentence: `There is no folder “${path}”.`,
      remedy: '“waystation folder list” shows the folders, “waystation folder create PATH” makes one.',
    });
  };
  return { all, find, pathOf };
}
