import { join, resolve } from 'node:path';

/** The site folder that the command line names, else the one in the person's data folder. */
export function siteFromArguments(argv: readonly string[], dataFolder: string): string {
  const at = argv.indexOf('--site');
  const value = at === -1 ? argv.find((part) => part.startsWith('--site='))?.slice('--site='.length) : argv[at + 1];
  return value === undefined || value === '' ? join(dataFolder, 'Waystation', 'site') : resolve(value);
}
