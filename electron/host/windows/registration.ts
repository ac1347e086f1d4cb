import { win32 } from 'node:path';

/** A text of the registry; `expandable` ones hold names of variables that Windows puts in when it reads them. */
export interface RegistryText {
  readonly kind: 'plain' | 'expandable';
  readonly text: string;
}

/** The part of the registry that belongs to one person or to the machine. Keys are paths with `\`, the name '' is the default value. */
export interface Registry {
  /** Undefined when there is no such text. Of any length. */
  read(key: string, name: string): RegistryText | undefined;
  write(key: string, name: string, value: RegistryText): void;
  removeValue(key: string, name: string): void;
  removeTree(key: string): void;
  /** Takes a key away that has neither values nor keys in it. */
  removeEmpty(key: string): void;
}

export type Scope = 'person' | 'machine';

export interface Registered {
  /** The folder of the package, as Windows writes it. */
  readonly root: string;
  readonly scope: Scope;
  /** Electron's program, where the package has one. */
  readonly program: string | undefined;
}

/** What can be done about a package whose folder cannot stand on the PATH. */
export type Refusal = 'path-has-percent';

const classes = 'Software\\Classes';
/** One name for what both forms of file open with; it is offered beside others and never made the default. */
const programId = 'Waystation.TaskSequence';
const extensions = ['.zip', '.xml'];
const environment: Readonly<Record<Scope, string>> = {
  person: 'Environment',
  machine: 'SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment',
};

const plain = (text: string): RegistryText => ({ kind: 'plain', text });

function sameFolder(one: string, other: string): boolean {
  const form = (entry: string): string => entry.replaceAll('"', '').replace(/\\+$/, '').toLowerCase();
  return form(one) === form(other);
}

/** The entries of a PATH; a separator in quotes belongs to its entry. */
function entriesOf(path: string): string[] {
  return path.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/);
}

/** A PATH with `folder` at its end, once. Every other byte of it stays as it is. */
export function addToPath(path: string, folder: string): string {
  if (entriesOf(path).some((entry) => sameFolder(entry, folder))) return path;
  if (path === '') return folder;
  return path.endsWith(';') ? `${path}${folder}` : `${path};${folder}`;
}

/** A PATH without `folder`, wherever it stands. Every other byte of it stays as it is. */
export function removeFromPath(path: string, folder: string): string {
  return entriesOf(path)
    .filter((entry) => entry === '' || !sameFolder(entry, folder))
    .join(';');
}

/** What Windows runs for “Open with”: the opener itself, since a .cmd would read `%` and `&` in the name of the file. */
export function openCommand({ root, program }: Registered): string {
  const words = [win32.join(root, 'runtime\\node.exe'), win32.join(root, 'app\\out\\web\\open.js')];
  const rest = program === undefined ? [] : ['--program', `"${program}"`];
  return [...words.map((word) => `"${word}"`), '--pause', ...rest, '"%1"'].join(' ');
}

function writePath(registry: Registry, scope: Scope, change: (path: string) => string): void {
  const key = environment[scope];
  const before = registry.read(key, 'Path');
  const text = change(before?.text ?? '');
  if (text === (before?.text ?? '')) return;
  if (text === '') registry.removeValue(key, 'Path');
  else registry.write(key, 'Path', { kind: before?.kind ?? 'expandable', text });
}

/**
 * Offers the package for `.zip` and `.xml` beside what opens them already, and puts its command line on the PATH.
 * Doing it again changes nothing. Returns why a part was left out.
 */
export function register(registry: Registry, registered: Registered): Refusal | undefined {
  const own = `${classes}\\${programId}`;
  registry.write(own, '', plain('Task sequence'));
  registry.write(`${own}\\DefaultIcon`, '', plain(`"${win32.join(registered.root, 'Waystation.ico')}"`));
  registry.write(`${own}\\shell\\open`, '', plain('Import into Waystation'));
  registry.write(`${own}\\shell\\open`, 'FriendlyAppName', plain('Waystation (import task sequence)'));
  registry.write(`${own}\\shell\\open\\command`, '', plain(openCommand(registered)));
  for (const extension of extensions) registry.write(`${classes}\\${extension}\\OpenWithProgids`, programId, plain(''));
  const folder = win32.join(registered.root, 'bin');
  // Windows would read a variable there, and has no way to write the character itself.
  if (folder.includes('%')) return 'path-has-percent';
  writePath(registry, registered.scope, (path) => addToPath(path, quoteForPath(folder)));
  return undefined;
}

/** A folder whose name has the separator of the PATH in it stands there in quotes. */
function quoteForPath(folder: string): string {
  return folder.includes(';') ? `"${folder}"` : folder;
}

/** Takes back what `register` did and nothing else. */
export function unregister(registry: Registry, registered: Registered): void {
  writePath(registry, registered.scope, (path) => removeFromPath(path, win32.join(registered.root, 'bin')));
  for (const extension of extensions) {
    registry.removeValue(`${classes}\\${extension}\\OpenWithProgids`, programId);
    registry.removeEmpty(`${classes}\\${extension}\\OpenWithProgids`);
    registry.removeEmpty(`${classes}\\${extension}`);
  }
  registry.removeTree(`${classes}\\${programId}`);
}
