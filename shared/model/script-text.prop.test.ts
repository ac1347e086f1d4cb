import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldForm, readScript, type ScriptForm, writeScript, writtenLength } from './script-text.ts';

const text = fc
  .string({ unit: fc.constantFrom('a', 'Z', '$', '\r\n', '\n', '\t', 'ä', '€', '🙂', '#'), maxLength: 40 })
  // A mark at the beginning of a text without one would be read as the mark.
  .filter((one) => one !== '');
const forms: readonly ScriptForm[] = [
  { encoding: 'utf-16le', hasMark: true },
  { encoding: 'utf-16le', hasMark: false },
  { encoding: 'utf-16be', hasMark: true },
  { encoding: 'utf-8', hasMark: true },
  { encoding: 'utf-8', hasMark: false },
];
/** Other encoders of the same, to compare with. */
const native: Record<ScriptForm['encoding'], (text: string) => Buffer> = {
  'utf-16le': (given) => Buffer.from(given, 'utf16le'),
  'utf-16be': (given) => Buffer.from(given, 'utf16le').swap16(),
  'utf-8': (given) => Buffer.from(given, 'utf8'),
};

describe('the script of a step', () => {
  it('[STEP-41] is written as Base64 of UTF-16LE with a mark and read as the same text', () => {
    fc.assert(
      fc.property(text, (given) => {
        const written = writeScript(given, fieldForm);
        expect(written).toBe(Buffer.from(`\uFEFF${given}`, 'utf16le').toString('base64'));
        expect(readScript(written)).toEqual({ state: 'read', text: given, form: fieldForm });
        expect(written).toHaveLength(writtenLength(given.length, fieldForm));
      }),
    );
  });

  it('[STEP-41] keeps the form in which a file has it', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...forms), (given, form) => {
        const value = native[form.encoding](form.hasMark ? `\uFEFF${given}` : given).toString('base64');
        const read = readScript(value);
        // Without a mark a text of few letters may be read either way; its bytes stay the same all the same (STEP-63).
        if (read.state === 'read') expect(writeScript(read.text, read.form)).toBe(value);
        if (form.hasMark || form.encoding === 'utf-8') expect(read).toEqual({ state: 'read', text: given, form });
      }),
    );
  });

  it('[STEP-41] without a mark is UTF-16 when every other byte of it says so, else UTF-8', () => {
    const value = (encoding: BufferEncoding) => Buffer.from('Write-Output "ä"\r\n', encoding).toString('base64');
    expect(readScript(value('utf16le'))).toMatchObject({
      text: 'Write-Output "ä"\r\n',
      form: { encoding: 'utf-16le' },
    });
    expect(readScript(value('utf8'))).toMatchObject({ text: 'Write-Output "ä"\r\n', form: { encoding: 'utf-8' } });
  });

  it('[STEP-63] is read again whatever is typed into it, in every form', () => {
    const typed = fc.string({
      unit: fc.constantFrom('a', '日', '本', '\uFEFF', 'é', '\n'),
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(typed, fc.constantFrom(...forms), (given, form) => {
        const read = readScript(writeScript(given, form));
        expect(read).toMatchObject({ state: 'read', text: given, form: { encoding: form.encoding } });
      }),
    );
  });

  it('[STEP-41] is empty where its value is, and may be broken into lines', () => {
    expect([readScript(''), readScript(' \n')]).toEqual(
      Array.from({ length: 2 }, () => ({ state: 'read', text: '', form: fieldForm })),
    );
    expect(writeScript('', fieldForm)).toBe('');
    const value = writeScript('Get-Date', fieldForm);
    expect(readScript(`${value.slice(0, 8)}\r\n${value.slice(8)}`)).toMatchObject({ text: 'Get-Date' });
  });

  it.each([
    ['plain words', 'Write-Output 1', 'base64'],
    ['a length that Base64 has not', 'AAAAA', 'base64'],
    ['letters of another alphabet', 'äAAA', 'base64'],
    ['half of a pair', Buffer.from('\uFEFFa\ud83d', 'utf16le').toString('base64'), 'characters'],
    ['a cut unit', Buffer.from([0xff, 0xfe, 0x41]).toString('base64'), 'characters'],
    ['a zero', Buffer.from('a\0b').toString('base64'), 'characters'],
    ['a program', Buffer.from([0x4d, 0x5a, 0x90, 0x00, 0x03]).toString('base64'), 'characters'],
    ['bytes that UTF-8 has not', Buffer.from([0xc0, 0xaf]).toString('base64'), 'characters'],
    ['a letter in more bytes than it needs', Buffer.from([0x61, 0xe0, 0x81, 0x81]).toString('base64'), 'characters'],
    ['a half of a pair in UTF-8', Buffer.from([0xed, 0xa0, 0x80]).toString('base64'), 'characters'],
    ['a cut character', Buffer.from('ä').subarray(0, 1).toString('base64'), 'characters'],
  ])('[STEP-42] a value that is %s is no script, and says so', (_name, value, why) => {
    expect(readScript(value)).toEqual({ state: 'unreadable', why });
  });

  it('[STEP-42] any value is read as text that gives the same bytes, or refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), (bytes) => {
        const value = Buffer.from(bytes).toString('base64');
        const read = readScript(value);
        if (read.state === 'read' && read.text !== '') expect(writeScript(read.text, read.form)).toBe(value);
      }),
      { numRuns: 2000 },
    );
  });
});
