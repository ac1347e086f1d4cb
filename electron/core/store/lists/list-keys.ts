import { type DeviceFacts, modelOfFacts, systemOfFacts } from '#shared/model/device';
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

function factsOf(json: string): DeviceFacts {
  return JSON.parse(json) as DeviceFacts;
}

/** Drive letters of a drive map, in order. */
function driveLetters(json: string): string {
  return Object.keys(JSON.parse(json) as object)
    .sort()
    .join(' ');
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
  add('ws_system', (json) => systemOfFacts(factsOf(json)));
  add('ws_model', (json) => modelOfFacts(factsOf(json)));
  add('ws_drives', driveLetters);
}
