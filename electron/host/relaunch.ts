import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What opens this program on a site again: in a package the opener beside this file, in a checkout `npm start`'s own
 * script. Null where neither is there, as in the window program, which is opened by its own file.
 */
export function findRelaunch(siteDirectory: string, folder: string = import.meta.dirname): string[] | null {
  const site = ['--site', siteDirectory];
  const opener = join(folder, 'open.js');
  if (existsSync(opener)) return [process.execPath, opener, ...site];
  const start = [join(folder, '../../build/scripts/start.ts')].find((file) => existsSync(file));
  return start === undefined ? null : [process.execPath, '--conditions=source', start, ...site];
}
