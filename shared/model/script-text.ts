/**
 * The script of a Run PowerShell Script step as its property holds it: Base64 of UTF-16LE text with byte order mark
 * (formats 3.1). Files have other forms too; what is read remembers its own, so that a script that is changed is written
 * as it was.
 */
export interface ScriptForm {
  readonly encoding: 'utf-16le' | 'utf-16be' | 'utf-8';
  readonly hasMark: boolean;
}

/** How the field writes a script. */
export const fieldForm: ScriptForm = { encoding: 'utf-16le', hasMark: true };

/** The text of a script with its form, or that its value is none that can be read; that is shown and kept as it is. */
export type ReadScript =
  | { readonly state: 'read'; readonly text: string; readonly form: ScriptForm }
  | { readonly state: 'unreadable'; readonly why: 'base64' | 'characters' };

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const codes = Uint8Array.from(alphabet, (letter) => letter.charCodeAt(0));
const values = new Int8Array(128).fill(-1);
for (const [value, code] of codes.entries()) values[code] = value;

/** Characters that are made at once: more arguments than this are refused by some engines. */
const portion = 8192;

function textOfUnits(units: Uint16Array | Uint8Array): string {
  let text = '';
  for (let at = 0; at < units.length; at += portion) {
    // Spread out as arguments the units of a large script would take most of the time of a keystroke.
    text += String.fromCharCode.apply(null, units.subarray(at, at + portion) as unknown as number[]);
  }
  return text;
}

/** The bytes of a Base64 text, white space left out; null when it is none. */
function decodeBase64(text: string): Uint8Array | null {
  const plain = text.replace(/\s+/g, '');
  const length = plain.length;
  if (length % 4 !== 0) return null;
  const padding = plain.endsWith('==') ? 2 : plain.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((length / 4) * 3 - padding);
  let bits = 0;
  let place = 0;
  for (let at = 0; at < length - padding; at += 1) {
    const value = values[plain.charCodeAt(at)] ?? -1;
    if (value < 0) return null;
    bits = ((bits << 6) | value) & 0xffffff;
    const rest = at % 4;
    if (rest > 0) bytes[place++] = (bits >> (6 - rest * 2)) & 0xff;
  }
  return bytes;
}

function encodeBase64(bytes: Uint8Array): string {
  const written = new Uint8Array(Math.ceil(bytes.length / 3) * 4).fill(0x3d);
  let place = 0;
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const bits = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    written[place] = codes[bits >> 18] ?? 0;
    written[place + 1] = codes[(bits >> 12) & 63] ?? 0;
    if (left > 1) written[place + 2] = codes[(bits >> 6) & 63] ?? 0;
    if (left > 2) written[place + 3] = codes[bits & 63] ?? 0;
    place += 4;
  }
  return textOfUnits(written);
}

function decodeUtf16(bytes: Uint8Array, isLittle: boolean): string | null {
  if (bytes.length % 2 !== 0) return null;
  const units = new Uint16Array(bytes.length / 2);
  for (let at = 0; at < units.length; at += 1) {
    const [first, second] = [bytes[at * 2] ?? 0, bytes[at * 2 + 1] ?? 0];
    units[at] = isLittle ? first | (second << 8) : (first << 8) | second;
  }
  return textOfUnits(units);
}

function encodeUtf16(text: string, { encoding, hasMark }: ScriptForm): Uint8Array {
  const marked = hasMark ? `\uFEFF${text}` : text;
  const bytes = new Uint8Array(marked.length * 2);
  const low = encoding === 'utf-16le' ? 0 : 1;
  for (let at = 0; at < marked.length; at += 1) {
    const unit = marked.charCodeAt(at);
    bytes[at * 2 + low] = unit & 0xff;
    bytes[at * 2 + 1 - low] = unit >> 8;
  }
  return bytes;
}

/** How many bytes follow the first of a character, and the least character that needs so many; null for no first byte. */
function headOf(byte: number): readonly [rest: number, bits: number, least: number] | null {
  if (byte < 0x80) return [0, byte, 0];
  if (byte >= 0xc2 && byte < 0xe0) return [1, byte & 0x1f, 0x80];
  if (byte >= 0xe0 && byte < 0xf0) return [2, byte & 0x0f, 0x800];
  return byte >= 0xf0 && byte < 0xf5 ? [3, byte & 0x07, 0x10000] : null;
}

function decodeUtf8(bytes: Uint8Array): string | null {
  const units = new Uint16Array(bytes.length);
  let place = 0;
  for (let at = 0; at < bytes.length;) {
    const head = headOf(bytes[at] ?? 0);
    if (head === null || at + head[0] >= bytes.length) return null;
    let code = head[1];
    for (let next = 1; next <= head[0]; next += 1) {
      const byte = bytes[at + next] ?? 0;
      if ((byte & 0xc0) !== 0x80) return null;
      code = (code << 6) | (byte & 0x3f);
    }
    if (code < head[2] || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return null;
    at += head[0] + 1;
    if (code < 0x10000) units[place++] = code;
    else {
      units[place++] = 0xd800 + ((code - 0x10000) >> 10);
      units[place++] = 0xdc00 + ((code - 0x10000) & 0x3ff);
    }
  }
  return textOfUnits(units.subarray(0, place));
}

function encodeUtf8(text: string, hasMark: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 3 + 3);
  let place = 0;
  for (const letter of hasMark ? `\uFEFF${text}` : text) {
    const code = letter.codePointAt(0) ?? 0;
    if (code < 0x80) bytes[place++] = code;
    else {
      const rest = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
      bytes[place++] = ([0, 0xc0, 0xe0, 0xf0][rest] ?? 0) | (code >> (6 * rest));
      for (let left = rest - 1; left >= 0; left -= 1) bytes[place++] = 0x80 | ((code >> (6 * left)) & 0x3f);
    }
  }
  return bytes.subarray(0, place);
}

/** Without a mark, text of the field has a zero in every second byte of its first letters; anything else is UTF-8. */
function looksLikeUtf16(bytes: Uint8Array): boolean {
  if (bytes.length % 2 !== 0) return false;
  const looked = Math.min(bytes.length, 2000);
  let zeros = 0;
  for (let at = 1; at < looked; at += 2) if (bytes[at] === 0) zeros += 1;
  return zeros * 4 > looked / 2;
}

function formOf(bytes: Uint8Array): { form: ScriptForm; skip: number } {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return { form: fieldForm, skip: 2 };
  if (first === 0xfe && second === 0xff) return { form: { encoding: 'utf-16be', hasMark: true }, skip: 2 };
  if (first === 0xef && second === 0xbb && third === 0xbf)
    return { form: { encoding: 'utf-8', hasMark: true }, skip: 3 };
  return { form: { encoding: looksLikeUtf16(bytes) ? 'utf-16le' : 'utf-8', hasMark: false }, skip: 0 };
}

/**
 * Reads the bytes of a script, of a file or of a value: UTF-16 with a mark or as the field has it without one, else
 * UTF-8. No text (STEP-42): a zero character, half a pair, or bytes that none of the encodings has.
 */
export function readScriptBytes(bytes: Uint8Array): ReadScript {
  const { form, skip } = formOf(bytes);
  const body = bytes.subarray(skip);
  const text = form.encoding === 'utf-8' ? decodeUtf8(body) : decodeUtf16(body, form.encoding === 'utf-16le');
  if (text === null || text.includes('\0') || /\p{Surrogate}/u.test(text))
    return { state: 'unreadable', why: 'characters' };
  return { state: 'read', text, form };
}

/** Reads the value of the property; an empty one is an empty script in the form of the field (STEP-41). */
export function readScript(value: string): ReadScript {
  if (value.trim() === '') return { state: 'read', text: '', form: fieldForm };
  const bytes = decodeBase64(value);
  return bytes === null ? { state: 'unreadable', why: 'base64' } : readScriptBytes(bytes);
}

function encode(text: string, form: ScriptForm): Uint8Array {
  return form.encoding === 'utf-8' ? encodeUtf8(text, form.hasMark) : encodeUtf16(text, form);
}

/** True when the bytes are read in the form that they are written in: without a mark their letters tell it. */
function tellsForm(bytes: Uint8Array, { encoding, hasMark }: ScriptForm): boolean {
  const { form } = formOf(bytes);
  return form.encoding === encoding && form.hasMark === hasMark;
}

/**
 * The value of the property for a script in a form; empty for an empty script. The inverse of `readScript`: a text that
 * would be taken for another form without its mark has one (STEP-63).
 */
export function writeScript(text: string, form: ScriptForm): string {
  if (text === '') return '';
  const bytes = encode(text, form);
  return encodeBase64(tellsForm(bytes, form) ? bytes : encode(text, { ...form, hasMark: true }));
}

/** How many characters the value of a script has: what counts against the size of a task sequence. */
export function writtenLength(characters: number, form: ScriptForm): number {
  const bytes = form.encoding === 'utf-8' ? characters : characters * 2 + (form.hasMark ? 2 : 0);
  return Math.ceil(bytes / 3) * 4;
}
