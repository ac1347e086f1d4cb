import type { KnownFolderId } from '#shared/model/user-state';
import { type Registry, readText } from '../../ports/registry.ts';

const shellFolders = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Explorer\\User Shell Folders';

/**
 * Names of values in `User Shell Folders` (KNOWNFOLDERID). The first is the folder that a person sees; the second is
 * the local one beside it, which stays where it was when OneDrive takes the first, and says something only without it.
 */
const names: readonly (readonly [KnownFolderId, readonly string[]])[] = [
  ['desktop', ['Desktop', '{754AC886-DF64-4CBA-86B5-F7FBF4FBCEF5}']],
  ['documents', ['Personal', '{F42EE2D3-909F-4907-8871-4C22FC0BF756}']],
  ['downloads', ['{374DE290-123F-4565-9164-39C4925E467B}', '{7D83EE9B-2244-4E70-B1F5-5393042AF1E4}']],
  ['music', ['My Music', '{A0C69A99-21C8-4671-8703-7934162FCF1D}']],
  ['pictures', ['My Pictures', '{0DDD015D-B06C-45D5-8C4C-F59713854639}']],
  ['videos', ['My Video', '{35286A68-3C57-41A1-BBB1-0EAE73D76C95}']],
  ['favorites', ['Favorites']],
  ['contacts', ['{56784854-C6CB-462B-8169-88E350ACB882}']],
  ['links', ['{BFB9D5E0-C6A9-404C-B2B2-AE6DB6AF4968}']],
  ['savedGames', ['{4C5C32FF-BB9D-43B0-B5B4-2D72E54EAAA4}']],
  ['searches', ['{7D1D3A04-DEBB-4115-95CF-2F29DA2920DA}']],
  ['objects3d', ['{31C0DD25-9439-4F12-BF41-7FF4EDA38722}']],
];

/**
 * The known folders that a hive names, as full paths. `root` is the key that the hive lies under. What is not named
 * there lies where a new profile has it; a text that is no full path after its variables were replaced says nothing.
 */
export function readShellFolders(
  registry: Registry,
  root: string,
  expand: (text: string) => string,
): Partial<Record<KnownFolderId, string>> {
  const folders: Partial<Record<KnownFolderId, string>> = {};
  for (const [id, candidates] of names) {
    for (const name of candidates) {
      const text = readText(registry, `${root}\\${shellFolders}`, name);
      if (text === undefined) continue;
      const path = expand(text)
        .replaceAll('/', '\\')
        .replace(/(?<!\\)\\+$/, '');
      if (!/^([a-z]:\\|\\\\[^\\]+\\[^\\]+)/i.test(path) || path.includes('%')) continue;
      folders[id] = path;
      break;
    }
  }
  return folders;
}
