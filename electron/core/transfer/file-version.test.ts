import fc from 'fast-check';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFileVersion } from './file-version.ts';

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'waystation-version-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

/** The smallest program file with a version: headers, one section, three resource folders, the fixed part. */
function makeProgram(isWide: boolean, version: readonly [number, number, number, number]): Buffer {
  const bytes = Buffer.alloc(0x400);
  bytes.write('MZ');
  bytes.writeUInt32LE(0x80, 60);
  bytes.write('PE\0\0', 0x80);
  bytes.writeUInt16LE(1, 0x86);
  const optional = isWide ? 240 : 224;
  bytes.writeUInt16LE(optional, 0x94);
  bytes.writeUInt16LE(isWide ? 0x20b : 0x10b, 0x98);
  bytes.writeUInt32LE(0x3000, 0x98 + (isWide ? 112 : 96) + 16);
  const section = 0x98 + optional;
  for (const [at, value] of [
    [12, 0x3000],
    [16, 0x200],
    [20, 0x200],
  ] as const) {
    bytes.writeUInt32LE(value, section + at);
  }
  // A folder with an icon before the version, then the folders of its name and its language.
  for (const [at, ...entries] of [
    [0x200, [3, 0x8000_0060], [16, 0x8000_0020]],
    [0x220, [1, 0x8000_0040]],
    [0x240, [1033, 0x60]],
  ] as const) {
    bytes.writeUInt16LE(entries.length, at + 14);
    entries.forEach(([id, place], index) => {
      bytes.writeUInt32LE(id, at + 16 + index * 8);
      bytes.writeUInt32LE(place, at + 20 + index * 8);
    });
  }
  bytes.writeUInt32LE(0x3080, 0x260);
  bytes.writeUInt32LE(0x60, 0x264);
  bytes.write('VS_VERSION_INFO', 0x286, 'utf16le');
  bytes.writeUInt32LE(0xfeef04bd, 0x2a8);
  const [major, minor, build, revision] = version;
  for (const [at, part] of [
    [10, major],
    [8, minor],
    [14, build],
    [12, revision],
  ] as const) {
    bytes.writeUInt16LE(part, 0x2a8 + at);
  }
  return bytes;
}

function versionOf(bytes: Buffer): string | null {
  const file = path.join(folder, 'file.exe');
  fs.writeFileSync(file, bytes);
  return readFileVersion(fs, file);
}

describe('the version of a program file', () => {
  it.each([false, true])('[XFER-40] is found in a program, 64 bits wide: %s', (isWide) => {
    expect(versionOf(makeProgram(isWide, [10, 0, 19041, 65535]))).toBe('10.0.19041.65535');
  });

  it('[XFER-40] is none in what is no program, and in a program without one', () => {
    const without = makeProgram(true, [1, 2, 3, 4]);
    without.writeUInt32LE(0, 0x98 + 112 + 16);
    for (const bytes of [Buffer.alloc(0), Buffer.from('MZ'), Buffer.from('text '.repeat(100)), without]) {
      expect(versionOf(bytes)).toBeNull();
    }
  });

  it('[XFER-41] whatever the bytes, the answer is a version or none', () => {
    const program = makeProgram(true, [1, 2, 3, 4]);
    const change = fc.tuple(fc.nat(program.length - 1), fc.constantFrom(0, 0x7f, 0x80, 0xff));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), fc.nat(program.length), (changes, length) => {
        const bytes = Buffer.from(program);
        for (const [at, value] of changes) bytes[at] = value;
        expect(versionOf(bytes.subarray(0, length)) ?? '0.0.0.0').toMatch(/^\d+(\.\d+){3}$/);
      }),
      { numRuns: 300 },
    );
  });
});
