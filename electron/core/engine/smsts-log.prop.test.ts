import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oddText, oddTime } from '../ports/odd-values.contract.ts';
import { parseCmTrace, writableTime, writeCmTraceLine, writeToolLogLine, type CmTraceLine } from './smsts-log.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom(']LOG', ']!>', '<![LOG[', '\u200b', '\r\n', '\n', '"', '<', '>', 'x'))
    .map((parts) => parts.join('')),
);
const word = fc.string({ unit: fc.constantFrom('a', 'Z', '0', ' ', '_', '-', '.') });
const line: fc.Arbitrary<CmTraceLine> = fc.record({
  message: text,
  at: fc.integer({ min: 0, max: 4_102_444_800_000 }),
  component: word,
  severity: fc.constantFrom('information', 'warning', 'error'),
  thread: fc.nat(),
  file: word,
});

describe('smsts.log', () => {
  it('[ENG-51] reading what was written gives the same lines', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 5 }), (lines) => {
        expect(parseCmTrace(lines.map(writeCmTraceLine).join(''))).toEqual(lines);
      }),
      { numRuns: 1000 },
    );
  });

  it('[STO-187] whatever the clock says and whatever a component is called, every line is read back', () => {
    const any = fc.record({
      ...{ message: oddText(19_000), at: oddTime, component: oddText(255), file: oddText(255), thread: fc.nat() },
      severity: fc.constantFrom('information' as const, 'warning' as const, 'error' as const),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 4 }), (lines) => {
        const read = parseCmTrace(lines.map(writeCmTraceLine).join(''));
        expect(read.map(({ message, at }) => [message, at])).toEqual(
          lines.map(({ message, at }) => [message, writableTime(at)]),
        );
        for (const { at, message } of lines) {
          expect(writeToolLogLine(at, 'warning', message)).toMatch(
            /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d, Warning .*\r\n$/su,
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  it('[ENG-51] a line has the form that CMTrace reads', () => {
    const at = Date.UTC(2026, 10, 5, 7, 8, 9, 12);
    const written = writeCmTraceLine({
      message: 'Hello',
      at,
      component: 'TS"M',
      severity: 'warning',
      thread: 7,
      file: 'e',
    });
    expect(written).toBe(
      `<![LOG[Hello]LOG]!><time="07:08:09.012+000" date="11-05-2026" component="TS'M" context="" type="2" thread="7" file="e">\r\n`,
    );
  });

  it('[ENG-53] the tools’ logs have one line per entry', () => {
    const at = Date.UTC(2026, 10, 5, 7, 8, 9, 12);
    expect(writeToolLogLine(at, 'error', 'two\r\nlines')).toBe(
      '2026-11-05 07:08:09, Error                 [0x000000] two lines\r\n',
    );
  });
});
