import { join, resolve } from 'node:path';

function optionOf(argv: readonly string[], name: string): string | undefined {
  const at = argv.indexOf(name);
  return at === -1 ? argv.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1) : argv[at + 1];
}

/** The site folder that the command line names, else the one in the person's data folder. */
export function siteFromArguments(argv: readonly string[], dataFolder: string): string {
  const value = optionOf(argv, '--site');
  return value === undefined || value === '' ? join(dataFolder, 'Waystation', 'site') : resolve(value);
}

/** The process that gives its site to this start, by its number; undefined when none was named. */
export function predecessorFromArguments(argv: readonly string[]): number | undefined {
  const value = optionOf(argv, '--after') ?? '';
  return /^[1-9]\d{0,9}$/.test(value) ? Number(value) : undefined;
}

export interface OwnProgram {
  readonly execPath: string;
  readonly appPath: string;
  /** False for a checkout, whose folder is a parameter of Electron's program. */
  readonly isPackaged: boolean;
  /** The one file of the portable form, which unpacks the program into a folder that goes with it. */
  readonly portableFile: string | undefined;
}

/** What starts this program on the site again, program first. */
export function relaunchCommand(own: OwnProgram, site: string): string[] {
  const program = own.isPackaged ? [own.portableFile ?? own.execPath] : [own.execPath, own.appPath];
  return [...program, '--site', site];
}
