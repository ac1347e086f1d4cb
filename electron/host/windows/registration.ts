import { win32 } from 'node:path';
import type { Registry, RegistryText } from '#core/ports/registry';
import type { Words } from '../words.ts';

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

/** The part of the registry that belongs to one person or to the machine. */
const roots: Readonly<Record<Scope, string>> = { person: 'HKCU', machine: 'HKLM' };
const classesOf = (scope: Scope): string => `${roots[scope]}\\Software\\Classes`;
/** One name for what both forms of file open with; it is offered beside others and never made the default. */
const programId = 'Waystation.TaskSequence';
const extensions = ['.zip', '.xml'];
const environment: Readonly<Record<Scope, string>> = {
  person: 'HKCU\\Environment',
  machine: 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment',
};

const plain = (text: string): RegistryText => ({ kind: 'text', text });

function sameFolder(one: string, other: string): boolean {
  const form = (entry: string): string =>
    entry
      .replaceAll('"', '')
      .replace(/(?<!\\)\\+$/, '')
      .toLowerCase();
  return form(one) === form(other);
}

/** The entries of a PATH; a separator in quotes belongs to its entry. One walk: a PATH is foreign text too (XFER-72). */
function entriesOf(path: string): string[] {
  const entries = [''];
  for (const [index, piece] of path.split('"').entries()) {
    const [first = '', ...others] = index % 2 === 0 ? piece.split(';') : [piece];
    entries.push(`${entries.pop() ?? ''}${index === 0 ? '' : '"'}${first}`, ...others);
  }
  return entries;
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
  const found = registry.value(key, 'Path');
  const before = found?.kind === 'text' || found?.kind === 'expandable' ? found : undefined;
  const text = change(before?.text ?? '');
  if (text === (before?.text ?? '')) return;
  if (text === '') registry.deleteValue(key, 'Path');
  else registry.setText(key, 'Path', { kind: before?.kind ?? 'expandable', text });
}

/**
 * Offers the package for `.zip` and `.xml` beside what opens them already, and puts its command line on the PATH.
 * Doing it again changes nothing. `words`: the language of what Explorer shows. Returns why a part was left out.
 */
export function register(registry: Registry, registered: Registered, words: Words): Refusal | undefined {
  const classes = classesOf(registered.scope);
  const own = `${classes}\\${programId}`;
  registry.setText(own, '', plain(words('opening:fileType')));
  registry.setText(`${own}\\DefaultIcon`, '', plain(`"${win32.join(registered.root, 'Waystation.ico')}"`));
  registry.setText(`${own}\\shell\\open`, '', plain(words('opening:importVerb')));
  registry.setText(`${own}\\shell\\open`, 'FriendlyAppName', plain(words('opening:importProgram')));
  registry.setText(`${own}\\shell\\open\\command`, '', plain(openCommand(registered)));
  for (const extension of extensions)
    registry.setText(`${classes}\\${extension}\\OpenWithProgids`, programId, plain(''));
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
  const classes = classesOf(registered.scope);
  writePath(registry, registered.scope, (path) => removeFromPath(path, win32.join(registered.root, 'bin')));
  for (const extension of extensions) {
    registry.deleteValue(`${classes}\\${extension}\\OpenWithProgids`, programId);
    registry.deleteEmptyKey(`${classes}\\${extension}\\OpenWithProgids`);
    registry.deleteEmptyKey(`${classes}\\${extension}`);
  }
  registry.deleteTree(`${classes}\\${programId}`);
}
