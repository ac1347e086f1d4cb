import { isUtf8 } from 'node:buffer';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import type { TransferLimits } from '../limits.ts';
import { defaultLimits } from '../limits.ts';

/** How the bytes of a file become its text and back. */
export interface TextEncoding {
  readonly name: 'utf-8' | 'utf-16le' | 'utf-16be';
  readonly bom: boolean;
}

export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncoding;
}

/** Names of what is read here: a byte that does not fit one of these is a wrong byte, not another code page. */
const ownNames = /^(utf-?8|utf-?16(le|be)?|ucs-?2|us-ascii|ascii|unicode)$/i;
/** Code pages whose first 128 characters are those of ASCII: a text that has no others is written in them as well. */
const asciiLike = /^(us-ascii|ascii|iso-?8859-[0-9]{1,2}|latin-?[0-9]{1,2}|windows-[0-9]{3,4}|cp-?125[0-9])$/i;
/** Every name of an encoding that the bytes can be in. */
const namesOf: Readonly<Record<TextEncoding['name'], RegExp>> = {
  'utf-8': /^utf-?8$/i,
  'utf-16le': /^(utf-?16(le)?|ucs-?2|unicode)$/i,
  'utf-16be': /^(utf-?16(be)?|ucs-?2|unicode)$/i,
};
/** A declaration is one short line at the beginning; what is longer declares nothing. */
const longestDeclaration = 400;

/** Where something stands in a text, as the details of an error say it. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
  /** Both together, for the sentence of the error. */
  readonly place: Message;
}

/** A line and a column as a place. */
export function placeOf(line: number, column: number): TextPlace {
  return { line, column, place: reason('line-column', { line, column }) };
}

/** Line and column, both from 1, of a position in a text. */
export function findPlace(text: string, offset: number): TextPlace {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
    start = at + 1;
  }
  return placeOf(line, offset - start + 1);
}

/** Offset of the first byte that cannot belong to UTF-8. The caller knows that there is one. */
function firstInvalidUtf8(bytes: Uint8Array): number {
  const canBegin = (end: number): boolean => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, end), { stream: true });
      return true;
    } catch (error) {
      if (error instanceof TypeError) return false;
      throw error;
    }
  };
  let valid = 0;
  let invalid = bytes.length + 1;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    if (middle <= bytes.length && canBegin(middle)) valid = middle;
    else invalid = middle;
  }
  return Math.min(invalid, bytes.length) - 1;
}

function decodeUtf8(bytes: Uint8Array, skip: number, file: string): string {
  const body = bytes.subarray(skip);
  if (isUtf8(body)) return new TextDecoder('utf-8', { ignoreBOM: true }).decode(body);
  const declared = declaredEncoding(Buffer.from(body.subarray(0, longestDeclaration)).toString('latin1'));
  if (skip === 0 && declared !== null && !ownNames.test(declared.name)) {
    throw new AppError('ENCODING_UNSUPPORTED', { file, encoding: declared.name, ...placeOf(1, declared.at + 1) });
  }
  const at = firstInvalidUtf8(body);
  const before = new TextDecoder('utf-8').decode(body.subarray(0, at));
  throw new AppError('ENCODING_INVALID', {
    file,
    encoding: 'UTF-8',
    byte: skip + at,
    ...findPlace(before, before.length),
  });
}

function decodeUtf16(bytes: Uint8Array, name: 'utf-16le' | 'utf-16be', file: string): string {
  const body = bytes.subarray(2);
  const whole = body.subarray(0, body.length - (body.length % 2));
  const ordered = name === 'utf-16le' ? Buffer.from(whole) : Buffer.from(whole).swap16();
  const text = ordered.toString('utf16le');
  const lone = text.search(/[\uD800-\uDFFF]/u);
  if (lone !== -1)
    throw new AppError('ENCODING_INVALID', { file, encoding: 'UTF-16', byte: 2 + lone * 2, ...findPlace(text, lone) });
  if (whole.length !== body.length) {
    const odd = { file, encoding: 'UTF-16', byte: bytes.length - 1 };
    throw new AppError('ENCODING_INVALID', { ...odd, ...findPlace(text, text.length) });
  }
  return text;
}

/** The name in the declaration of a text and where it stands; null without one. */
function declaredEncoding(text: string): { name: string; at: number } | null {
  const end = text.slice(0, longestDeclaration).indexOf('?>');
  if (!text.startsWith('<?xml') || end === -1) return null;
  const found = /\sencoding\s{0,9}=\s{0,9}["']([^"']{0,99})/.exec(text.slice(0, end));
  const name = found?.[1] ?? '';
  return found === null || name === '' ? null : { name, at: found.index + found[0].length - name.length };
}

/** Refuses marks that contradict each other, and encodings whose mark begins like one that is read here. */
function checkMarks(bytes: Uint8Array, file: string): void {
  const begins = (...first: number[]): boolean => first.every((byte, at) => bytes[at] === byte);
  const unsupported = (encoding: string): AppError =>
    new AppError('ENCODING_UNSUPPORTED', { file, encoding, ...placeOf(1, 1) });
  if (begins(0xff, 0xfe, 0, 0) || begins(0, 0, 0xfe, 0xff)) throw unsupported('UTF-32');
  // Without their mark: the first angle bracket tells.
  if (begins(0x3c, 0) || begins(0, 0x3c)) throw unsupported('UTF-16');
}

/** Refuses a text that says of itself what its bytes are not: other readers would see another text (XFER-70). */
function checkClaims({ text, encoding }: DecodedText, file: string): void {
  if (text.startsWith('\uFEFF')) throw new AppError('ENCODING_MARK_TWICE', { file, ...placeOf(1, 1) });
  const declared = declaredEncoding(text);
  if (declared === null || namesOf[encoding.name].test(declared.name)) return;
  // eslint-disable-next-line no-control-regex -- what is looked for is what ASCII has not
  if (encoding.name === 'utf-8' && asciiLike.test(declared.name) && !/[^\u0000-\u007f]/.test(text)) return;
  const place = placeOf(1, declared.at + 1);
  throw new AppError('ENCODING_MISMATCH', { file, declared: declared.name, actual: encoding.name, ...place });
}

/**
 * Decodes the bytes of an XML file: UTF-8 with or without byte order mark, UTF-16 by its mark. A declaration that says
 * something else is refused, and so is a second mark.
 * Errors: `FILE_TOO_LARGE`, `ENCODING_INVALID` (byte, line, column), `ENCODING_UNSUPPORTED`, `ENCODING_MISMATCH`,
 * `ENCODING_MARK_TWICE`.
 */
export function decodeXml(bytes: Uint8Array, file: string, limits: TransferLimits = defaultLimits): DecodedText {
  if (bytes.length > limits.xmlFileBytes) {
    throw new AppError('FILE_TOO_LARGE', { file, actual: bytes.length, limit: limits.xmlFileBytes });
  }
  checkMarks(bytes, file);
  const decoded = decodeByMark(bytes, file);
  checkClaims(decoded, file);
  return decoded;
}

/** Decodes what a site keeps already: earlier versions took in what a declaration did not fit. */
export function decodeStoredXml(bytes: Uint8Array, file: string): DecodedText {
  return decodeByMark(bytes, file);
}

function decodeByMark(bytes: Uint8Array, file: string): DecodedText {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return { text: decodeUtf16(bytes, 'utf-16le', file), encoding: { name: 'utf-16le', bom: true } };
  }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return { text: decodeUtf16(bytes, 'utf-16be', file), encoding: { name: 'utf-16be', bom: true } };
  }
  const bom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return { text: decodeUtf8(bytes, bom ? 3 : 0, file), encoding: { name: 'utf-8', bom } };
}

/** The bytes of a text in an encoding; the inverse of `decodeXml`. */
export function encodeXml(text: string, encoding: TextEncoding): Buffer {
  const marked = encoding.bom ? `\uFEFF${text}` : text;
  if (encoding.name === 'utf-8') return Buffer.from(marked, 'utf8');
  const little = Buffer.from(marked, 'utf16le');
  return encoding.name === 'utf-16le' ? little : little.swap16();
}
