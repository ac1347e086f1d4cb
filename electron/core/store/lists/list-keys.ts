import { modelOfFacts, systemOfFacts } from '#shared/model/device';
import type { NativeDatabase } from '../connection.ts';
import { nameKey } from '../tables/columns.ts';

/** Numbers count by value up to this many digits. */
const digits = 12;

/**
 * What a text is sorted by: without regard to case and accents, numbers by their value ("PC-9" before "PC-10"). Two
 * keys compare byte by byte as people sort the texts.
 */
export function sortKey(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\d+/g, (number) => number.replace(/^0+(?=\d)/, '').padStart(digits, '0'));
}

/** An object of texts; what is none has nothing to be sorted or found by. */
function textsOf(json: string): Readonly<Record<string, string>> {
  let found: unknown;
  try {
    found = JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
  if (typeof found !== 'object' || found === null) return {};
  return Object.fromEntries(Object.entries(found).filter((one): one is [string, string] => typeof one[1] === 'string'));
}

/** Drive letters of a drive map, in order. */
function driveLetters(json: string): string {
  return Object.keys(textsOf(json)).sort().join(' ');
}

/**
 * Functions that the statements of `derive.ts` use, on the connection that writes. They stand in no index, view or
 * trigger: the file stays one that any program can open.
 */
export function addListFunctions(native: NativeDatabase): void {
  const add = (name: string, work: (text: string) => string): void => {
    native.function(name, { deterministic: true }, (text: unknown) => work(typeof text === 'string' ? text : ''));
  };
  add('ws_fold', nameKey);
  add('ws_sort', sortKey);
  add('ws_system', (json) => systemOfFacts(textsOf(json)));
  add('ws_model', (json) => modelOfFacts(textsOf(json)));
  add('ws_drives', driveLetters);
}
