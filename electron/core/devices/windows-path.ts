import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';

/** A Windows path taken apart: `C:` and the names below it. No names: the root of the drive. */
export interface WindowsPath {
  readonly drive: string;
  readonly names: readonly string[];
}

const deviceName = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?: *\..*)?$/i;
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const impossibleCharacter = /[\u0000-\u001f<>:"|?*\\/]/;
/** The longest name NTFS holds, in UTF-16 units. */
const longestName = 255;

/** Why Windows does not take this as the name of a file or folder, or null when it does (Win32 naming rules). */
export function nameProblem(name: string): Message | null {
  if (name === '' || name === '.' || name === '..') return reason('name-dots');
  const wrong = impossibleCharacter.exec(name)?.[0];
  if (wrong === ':') return reason('name-stream');
  if (wrong !== undefined) {
    const code = wrong.charCodeAt(0);
    return code < 32 ? reason('name-control', { code }) : reason('name-character', { character: wrong });
  }
  if (/[. ]$/.test(name)) return reason('name-end');
  if (deviceName.test(name)) return reason('name-device', { name });
  if (name.length > longestName) return reason('name-long', { limit: longestName });
  return null;
}

/**
 * Takes a Windows path with a drive letter apart. Both kinds of slashes are taken, `.` and empty names are dropped,
 * `..` goes up. Variables are not expanded here. With `isNew` the last names may not end with a dot or a space.
 * Throws `PATH_INVALID`, and `PATH_OUTSIDE_DEVICE` when `..` leads above the drive (DEV-2, DEV-3).
 */
export function parseWindowsPath(path: string): WindowsPath {
  const match = /^([a-z]:)(?:[\\/]|$)/i.exec(path);
  if (match?.[1] === undefined) {
    throw new AppError('PATH_INVALID', { path, reason: reason('no-drive-letter') });
  }
  const names: string[] = [];
  for (const part of path.slice(2).split(/[\\/]+/)) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      if (names.length === 0) throw new AppError('PATH_OUTSIDE_DEVICE', { path });
      names.pop();
      continue;
    }
    names.push(part);
  }
  return { drive: match[1].toUpperCase(), names };
}

/** The path in the form that catalogs and screens use. */
export function formatWindowsPath(drive: string, names: readonly string[]): string {
  return `${drive.toUpperCase()}\\${names.join('\\')}`;
}

/** The folder part and the last name of a Windows path. */
export function splitLast(path: string): { readonly folder: string; readonly name: string } {
  const at = path.lastIndexOf('\\');
  return at < 0 ? { folder: '', name: path } : { folder: path.slice(0, at), name: path.slice(at + 1) };
}
