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

/** Declared names that may be wrong without harm: the bytes decide between these. */
const ownNames = /^(utf-?8|utf-?16(le|be)?|ucs-?2|us-ascii|ascii|unicode)$/i;

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
  const declared = /^<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']/.exec(
    Buffer.from(body.subarray(0, 200)).toString('latin1'),
  );
  const name = declared?.[1];
  if (skip === 0 && name !== undefined && !ownNames.test(name))
    throw new AppError('ENCODING_UNSUPPORTED', { file, encoding: name.slice(0, 100), ...placeOf(1, 1) });
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

/**
 * Decodes the bytes of an XML file: UTF-8 with or without byte order mark, UTF-16 by its mark. What the declaration
 * says about the encoding is believed only when the bytes are no UTF-8 (formats of the field: it can lie).
 * Errors: `FILE_TOO_LARGE`, `ENCODING_INVALID` (byte, line, column), `ENCODING_UNSUPPORTED`.
 */
export function decodeXml(bytes: Uint8Array, file: string, limits: TransferLimits = defaultLimits): DecodedText {
  if (bytes.length > limits.xmlFileBytes) {
    throw new AppError('FILE_TOO_LARGE', { file, actual: bytes.length, limit: limits.xmlFileBytes });
  }
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
