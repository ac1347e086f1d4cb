import path from 'node:path';
import { foldName } from '../../devices/fold.ts';
import { realFiles } from '../files-real.ts';
import { systemError } from './faulty-files.ts';

/** The real path of a given one, each name found without regard to case; what does not exist is kept as given. */
export function locate(given: string): string {
  const whole = path.resolve(given);
  if (realFiles.lstatSync(whole, { throwIfNoEntry: false }) !== undefined) return whole;
  const { root } = path.parse(whole);
  let current = root;
  for (const name of whole.slice(root.length).split(path.sep)) current = path.join(current, nameIn(current, name));
  return current;
}

function nameIn(folder: string, name: string): string {
  const found = realFiles.lstatSync(path.join(folder, name), { throwIfNoEntry: false });
  if (found !== undefined || realFiles.statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return name;
  return realFiles.readdirSync(folder).find((one) => foldName(one) === foldName(name)) ?? name;
}

/** A colon in the last name speaks of a stream of the file before it. */
export function splitStream(given: string): { readonly file: string; readonly stream: string | null } {
  const name = path.basename(given);
  const colon = name.indexOf(':');
  if (colon < 0) return { file: given, stream: null };
  const stream = name.slice(colon + 1).replace(/:\$DATA$/i, '');
  if (stream === '' || stream.includes(':')) throw systemError('ENOENT', 'open');
  return { file: path.join(path.dirname(given), name.slice(0, colon)), stream };
}

/** The characters that no name on Windows has. Dots and spaces at the end and device names pass: Node asks by `\\?\`. */
export function refuseImpossible(given: string): void {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f<>"|?*]/.test(path.basename(given))) throw systemError('ENOENT', 'open');
}
