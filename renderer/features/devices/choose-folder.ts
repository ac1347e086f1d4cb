import type {} from '../file-browser/index.tsx';
import type { Shell } from '../../app/types.ts';

/** Asks for a folder of this computer; null when none was chosen. Begins at `path` when there is one. */
export async function chooseFolder(shell: Shell, title: string, path: string): Promise<string | null> {
  const chosen = await shell.dialogs.ask('files.choose', { title, path: path === '' ? null : path, show: 'folders' });
  return chosen ?? null;
}
