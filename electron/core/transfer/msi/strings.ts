import { reason } from '#shared/contract/message';
import { installerLimits } from '../limits.ts';
import type { Stream } from './compound-file.ts';
import { damaged, type PlacedFile } from './damaged.ts';

/** The strings of an installer, which its tables name by number. */
export interface Strings {
  /** Bytes of a reference in a table: three where more than 65,535 strings are there. */
  readonly referenceBytes: 2 | 3;
  /** The string of a number; the number 0 is no string. Errors: `INSTALLER_DAMAGED`. */
  at(reference: number): string;
}

/**
 * Code pages of Windows by the names of the same encodings in the web's standard. 0 promises letters of ASCII only; where
 * others stand there all the same, Windows reads them in the code page of the computer, which mostly is this one.
 */
function encodingOf(codePage: number): string | null {
  if (codePage === 0) return 'windows-1252';
  if (codePage === 65001) return 'utf-8';
  if (codePage === 874 || (codePage >= 1250 && codePage <= 1258)) return `windows-${String(codePage)}`;
  if (codePage > 28590 && codePage < 28607) return `iso-8859-${String(codePage - 28590)}`;
  return named[codePage] ?? null;
}

const named: Readonly<Record<number, string>> = {
  866: 'ibm866',
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  10000: 'macintosh',
  20866: 'koi8-r',
  21866: 'koi8-u',
  54936: 'gb18030',
};

function isPlain(bytes: Buffer): boolean {
  return bytes.every((byte) => byte < 128);
}

function decode(source: PlacedFile, bytes: Buffer, codePage: number): string {
  if (isPlain(bytes)) return bytes.toString('latin1');
  const encoding = encodingOf(codePage);
  try {
    if (encoding !== null) return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    // Neither an encoding that this system does not have nor letters that are none in it can be read.
    if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
  }
  return damaged(source, reason('installer.code-page', { codePage }));
}

/** Where each string begins in the data; the one behind the last has the end. */
function readPlaces(source: PlacedFile, pool: Buffer): Float64Array {
  const places = new Float64Array(pool.length / 4 + 1);
  let end = 0;
  let count = 1;
  for (let at = 4; at + 4 <= pool.length; at += 4) {
    let length = pool.readUInt16LE(at);
    const uses = pool.readUInt16LE(at + 2);
    // A string of 64 KB and more has an entry before its own, with the high part of its length.
    if (length === 0 && uses > 0) {
      at += 4;
      if (at + 4 > pool.length) damaged(source, reason('installer.cut-off'));
      length = uses * 65_536 + pool.readUInt16LE(at);
    }
    places[count] = end;
    count += 1;
    end += length;
  }
  places[count] = end;
  return places.subarray(0, count + 1);
}

/** The strings of an installer: read one by one when they are asked for. Errors: `INSTALLER_DAMAGED`. */
export function readStrings(source: PlacedFile, poolStream: Stream, data: Stream): Strings {
  const limit = installerLimits.strings;
  if (poolStream.size / 4 > limit) damaged(source, reason('installer.strings', { limit }));
  const pool = poolStream.read(0, poolStream.size);
  if (pool.length < 4) damaged(source, reason('installer.cut-off'));
  const head = pool.readUInt32LE(0);
  const codePage = head % 0x8000_0000;
  const places = readPlaces(source, pool);
  return {
    referenceBytes: head >= 0x8000_0000 ? 3 : 2,
    at: (reference) => {
      if (reference === 0) return '';
      const [from, to] = [places[reference], places[reference + 1]];
      if (from === undefined || to === undefined) damaged(source, reason('installer.string-missing'));
      const length = to - from;
      if (length > installerLimits.valueCharacters * 4) damaged(source, reason('installer.value-long'));
      return decode(source, data.read(from, length), codePage);
    },
  };
}
