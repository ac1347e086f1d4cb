import { createEnglish } from '../ports/fakes/english.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMasker, HIDDEN } from './mask.ts';
import { createOutputLines, createTail } from './output.ts';
import { checkAssignable, expandVariables } from './variables.ts';

const get = (name: string): string | undefined => ({ a: '1', b: '%A%' })[name.toLowerCase()];

describe('variables', () => {
  it('[ENG-23] expands once, without case; an unknown name is empty, or stays for the shell', () => {
    expect(expandVariables('x%A%y%a%', get)).toBe('x1y1');
    expect(expandVariables('%b%', get)).toBe('%A%');
    expect(expandVariables('[%none%]', get)).toBe('[]');
    expect(expandVariables('[%TEMP%] %A%', get, 'kept')).toBe('[%TEMP%] 1');
    expect(expandVariables('100% of 50% %', get)).toBe('100% of 50% %');
  });

  it('[ENG-24] names: at the limit, above it, and what they may not begin with', () => {
    expect(() => checkAssignable('A'.repeat(256))).not.toThrow();
    for (const name of ['A'.repeat(257), '', '1A', 'A B', 'A=B', 'Ä'])
      expect(() => checkAssignable(name)).toThrow('VARIABLE_NAME_INVALID');
    expect(() => checkAssignable('_SMSTSLogPath')).toThrow('VARIABLE_READ_ONLY');
  });
});

describe('masking', () => {
  it('[ENG-32] no hidden value survives, whatever text and values are', () => {
    const secret = fc.string({ minLength: 6, unit: 'grapheme-ascii' }).filter((value) => !HIDDEN.includes(value));
    fc.assert(
      fc.property(fc.array(secret, { minLength: 1, maxLength: 4 }), fc.array(fc.string()), (secrets, parts) => {
        const masker = createMasker();
        for (const value of secrets) masker.add(value);
        const text = parts.flatMap((part, index) => [part, secrets[index % secrets.length] ?? '']).join('|');
        const masked = masker.mask(text).replaceAll(HIDDEN, '\u0000');
        for (const value of secrets) expect(masked).not.toContain(value);
      }),
    );
  });

  it('[ENG-35] a short value is masked as a whole word only, and what has it inside stays readable', () => {
    const masker = createMasker();
    for (const value of ['e', 'true', '42', '$a', 'käse']) masker.add(value);
    const text = 'Step 1 is true, untrue: e 42 142 (42) x$a $ab käse käsee e=e';
    expect(masker.mask(text)).toBe(
      `Step 1 is ${HIDDEN}, untrue: ${HIDDEN} ${HIDDEN} 142 (${HIDDEN}) x${HIDDEN} $ab ${HIDDEN} käsee ${HIDDEN}=${HIDDEN}`,
    );
    expect([masker.holds('every step'), masker.holds('an e here')]).toEqual([false, true]);
  });

  it('[ENG-32] the longer of two values goes first, and several lines go line by line', () => {
    const masker = createMasker();
    masker.add('abcabc');
    masker.add('abcabcdef');
    masker.add('first\nsecond');
    expect(masker.mask('abcabcdef abcabc first x second')).toBe(`${HIDDEN} ${HIDDEN} ${HIDDEN} x ${HIDDEN}`);
  });
});

describe('output', () => {
  it('[ENG-63] lines come whole, however the output is cut', () => {
    const lines = fc.array(
      fc.string({ unit: fc.constantFrom('a', 'b', ' ') }).map((line) => `x${line}`),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(lines, fc.array(fc.nat(40)), (wanted, cuts) => {
        const seen: unknown[] = [];
        const output = createOutputLines((_severity, line) => seen.push(line));
        const text = wanted.map((line) => `${line}\r\n`).join('');
        const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
        for (const [index, place] of places.slice(1).entries()) output.take('output', text.slice(places[index], place));
        output.end();
        expect(seen).toEqual(wanted);
      }),
    );
  });

  it('[ENG-63] a line without end is cut, and says so', () => {
    const seen: string[] = [];
    const output = createOutputLines((_severity, line) => seen.push(createEnglish().sayMessage(line)));
    for (let index = 0; index < 100; index += 1) output.take('error', 'y'.repeat(1000));
    output.end();
    expect([seen.length, seen[0]?.length]).toEqual([1, 16_000 + ' … (the line is longer)'.length]);
  });

  it('[ENG-64] the tail holds the last 1000 characters and sees a secret that the cut goes through', () => {
    const tail = createTail(1000);
    tail.take('begin SECRETVALUE');
    tail.take('z'.repeat(995));
    expect(tail.text()).toBe(`VALUE${'z'.repeat(995)}`);
    expect(tail.mayHoldSecret((text) => text.includes('SECRETVALUE'))).toBe(true);
  });
});
