import { withPlainBreaks } from '#shared/model/line-breaks';
import { readScriptBytes } from '#shared/model/script-text';

/** Largest file that is read, in bytes: more than any script that a step can hold. */
export const longestFile = 2_000_000;

export type ScriptFile =
  | { readonly state: 'read'; readonly name: string; readonly text: string; readonly plain: string }
  | { readonly state: 'refused'; readonly name: string; readonly why: 'tooLarge' | 'noText' };

/** Reads a script from a file that a person chose; nothing of it is kept but its text. */
export async function readScriptFile(file: File): Promise<ScriptFile> {
  const { name } = file;
  if (file.size > longestFile) return { state: 'refused', name, why: 'tooLarge' };
  const read = readScriptBytes(new Uint8Array(await file.arrayBuffer()));
  if (read.state !== 'read') return { state: 'refused', name, why: 'noText' };
  return { state: 'read', name, text: read.text, plain: withPlainBreaks(read.text) };
}
