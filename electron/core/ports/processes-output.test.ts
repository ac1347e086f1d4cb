import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createOutputDecoder } from './processes-output.ts';

/** A code page in which every high byte is one letter. */
const decodeHigh = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : '¤')).join('');

function decodeAll(chunks: readonly Uint8Array[]): string[] {
  const texts: string[] = [];
  const decoder = createOutputDecoder(decodeHigh, (text) => texts.push(text));
  for (const chunk of chunks) decoder.take(chunk);
  decoder.end();
  return texts;
}

const oem = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('output of commands', () => {
  it('[PORT-70] each line is UTF-8 or in the code page, whatever the lines around it are', () => {
    const chunks = [Buffer.from('Kovács\r\n'), oem('Kov\xa0cs\r\n'), Buffer.from('日本\r\n'), oem('ok \x82')];
    expect(decodeAll([Buffer.concat(chunks)]).join('')).toBe('Kovács\r\nKov¤cs\r\n日本\r\nok ¤');
  });

  it('[PORT-71] pieces of any size give the same text', () => {
    const line = fc.oneof(
      fc.string({ unit: 'grapheme' }).map((text) => Buffer.from(text)),
      fc.uint8Array().map((bytes) => Buffer.from(bytes)),
    );
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.nat(40)), (lines, sizes) => {
        const whole = Buffer.concat(lines.flatMap((bytes) => [bytes, Buffer.from('\n')]));
        const chunks: Buffer[] = [];
        let from = 0;
        for (const size of sizes) {
          chunks.push(whole.subarray(from, from + size));
          from += size;
        }
        chunks.push(whole.subarray(Math.min(from, whole.length)));
        expect(decodeAll(chunks).join('')).toBe(decodeAll([whole]).join(''));
      }),
    );
  });

  it('[PORT-71] a line is handed over when it is complete, the rest at the end', () => {
    const texts: string[] = [];
    const decoder = createOutputDecoder(decodeHigh, (text) => texts.push(text));
    decoder.take(Buffer.from('one\ntw'));
    expect(texts).toEqual(['one\n']);
    decoder.take(Buffer.from('o 1%\r2'));
    expect(texts).toEqual(['one\n', 'two 1%\r']);
    decoder.end();
    expect(texts).toEqual(['one\n', 'two 1%\r', '2']);
  });

  it('[PORT-71] a line without an end does not fill the memory, and no character is cut', () => {
    const euros = Buffer.from('€'.repeat(60_000));
    const texts = decodeAll([euros.subarray(0, 70_000), euros.subarray(70_000, 100_001), euros.subarray(100_001)]);
    expect(texts.length).toBeGreaterThan(1);
    expect(texts.join('')).toBe('€'.repeat(60_000));
    expect(decodeAll([oem(`${'\x83A '.repeat(30_000)}\x83`), oem('A')]).at(-1)).toBe('¤A');
  });

  it('[PORT-72] text of 16-bit units comes without the NULs between its letters', () => {
    expect(decodeAll([Buffer.from('sfc\r\n', 'utf16le')]).join('')).toBe('sfc\r\n');
  });
});
