import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What opens the console on a site again: in a package the opener beside this file, for the command line of a package of
 * the window program that program, in a checkout `npm start`'s own script. Null where none of them is there.
 */
export function findRelaunch(siteDirectory: string, folder: string = import.meta.dirname): string[] | null {
  const site = ['--site', siteDirectory];
  const opener = join(folder, 'open.js');
  if (existsSync(opener) && existsSync(join(folder, 'web-host.js'))) return [process.execPath, opener, ...site];
  // `resources/command-line/app/out/web`, which has an opener and no host of its own.
  const program = join(folder, '../../../../../Waystation.exe');
  if (existsSync(opener)) return existsSync(program) ? [program, ...site] : null;
  const start = [join(folder, '../../build/scripts/start.ts')].find((file) => existsSync(file));
  return start === undefined ? null : [process.execPath, '--conditions=source', start, ...site];
}
