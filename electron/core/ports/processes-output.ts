import { Buffer, isUtf8 } from 'node:buffer';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** No second byte of a character lies below this in any code page: a cut before one tears nothing. */
const FIRST_TRAIL_BYTE = 0x30;
/** So much without a line break is decoded as it is: memory has a limit, and a bar of progress has no end. */
const LONGEST_PENDING = 65_536;

export interface OutputDecoder {
  take(bytes: Uint8Array): void;
  /** Hands over what came without a line break. */
  end(): void;
}

/**
 * Turns one stream of a command into text, line by line: a line that is UTF-8 is that, any other is in the code page
 * that `decodeOther` knows. Line by line, because one command calls programs of both kinds; whole lines, because a
 * character may arrive in two pieces. Text is handed over as soon as its line is complete, without NULs: text of 16-bit
 * units has them between its letters, and no variable and no log may hold one.
 */
export function createOutputDecoder(
  decodeOther: (bytes: Uint8Array) => string,
  emit: (text: string) => void,
): OutputDecoder {
  let pending: Buffer = Buffer.alloc(0);

  function hand(bytes: Buffer): void {
    const text = isUtf8(bytes) ? bytes.toString('utf8') : decodeLines(bytes, decodeOther);
    if (text !== '') emit(text.replaceAll('\0', ''));
  }

  return {
    take(bytes) {
      pending = Buffer.concat([pending, bytes]);
      const lastBreak = Math.max(pending.lastIndexOf(LINE_FEED), pending.lastIndexOf(CARRIAGE_RETURN));
      const whole = lastBreak >= 0 ? lastBreak + 1 : pending.length > LONGEST_PENDING ? findCut(pending) : 0;
      hand(pending.subarray(0, whole));
      pending = pending.subarray(whole);
    },
    end() {
      hand(pending);
      pending = Buffer.alloc(0);
    },
  };
}

function decodeLines(bytes: Buffer, decodeOther: (bytes: Uint8Array) => string): string {
  const texts: string[] = [];
  for (let from = 0; from < bytes.length;) {
    const found = bytes.indexOf(LINE_FEED, from);
    const line = bytes.subarray(from, found < 0 ? bytes.length : found + 1);
    texts.push(isUtf8(line) ? line.toString('utf8') : decodeOther(line));
    from += line.length;
  }
  return texts.join('');
}

/** Where a line without an end may be cut: before an unfinished character of UTF-8, else after a blank or the like. */
function findCut(bytes: Buffer): number {
  for (let back = 0; back <= 3; back += 1) {
    if (isUtf8(bytes.subarray(0, bytes.length - back))) return bytes.length - back;
  }
  const last = bytes.findLastIndex((byte) => byte < FIRST_TRAIL_BYTE);
  return last < 0 ? bytes.length : last + 1;
}
