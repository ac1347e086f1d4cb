import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { capture, picture, pictureLike, plant, restore, makePlace, verify } from './test-device.contract.ts';

const place = makePlace();
const child = fileURLToPath(new URL('./kill-child.contract.ts', import.meta.url));

/**
 * Does the work in a process whose files may grow to so many KiB: the system refuses the write that goes further, as a
 * full disk does. Returns what the process said.
 */
function runLimited(kind: 'capture' | 'restore', kibibytes: number): readonly string[] {
  const limited = `ulimit -f ${kibibytes} && exec "$0" "$@"`;
  const parameters = ['--conditions=source', child, kind, place.old, place.fresh, place.store];
  const { stdout, stderr } = spawnSync('bash', ['-c', limited, process.execPath, ...parameters], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.trim().split('\n');
}

describe('a disk that is full at a real write', () => {
  it('[UST-52] leaves nothing of a capture when a data file does not fit', () => {
    plant(place.old, { 'Users/Anna/a.txt': 'a', 'Users/Anna/Videos/large.bin': Buffer.alloc(1_500_000, 'x') });
    expect(runLimited('capture', 1024)).toEqual(['started', 'DISK_FULL']);
    expect(fs.readdirSync(path.dirname(place.store))).toEqual([]);
    expect(capture(place).isComplete).toBe(true);
  });

  it('[UST-52] leaves nothing of a capture when the catalog does not fit', () => {
    const long = 'a name that makes the catalog large '.repeat(5);
    const many = Array.from({ length: 300 }, (_, index) => [`Users/Anna/Documents/${long}${index}`, 'x']);
    plant(place.old, Object.fromEntries(many) as Record<string, string>);
    expect(runLimited('capture', 64)).toEqual(['started', 'DISK_FULL']);
    expect(fs.readdirSync(path.dirname(place.store))).toEqual([]);
    expect([capture(place).isComplete, verify(place).isSound]).toEqual([true, true]);
  });

  it('[UST-54] leaves no half file of a restore, and a repeat finishes it', () => {
    plant(place.old, { 'Users/Anna/a.txt': 'a', 'Users/Anna/Videos/large.bin': Buffer.alloc(1_500_000, 'x') });
    capture(place);
    expect(runLimited('restore', 1024)).toEqual(['started', 'DISK_FULL']);
    const found = (): Record<string, string> =>
      Object.fromEntries(
        Object.entries(pictureLike(picture(place.old, 'Users'), place.fresh, 'Users')).filter(
          ([, one]) => !one.startsWith('folder'),
        ),
      );
    const wanted = picture(place.old, 'Users');
    expect(found()).toEqual({ 'Anna/a.txt': wanted['Anna/a.txt'] });
    expect(restore(place).isComplete).toBe(true);
    expect(found()).toEqual({
      'Anna/a.txt': wanted['Anna/a.txt'],
      'Anna/Videos/large.bin': wanted['Anna/Videos/large.bin'],
    });
  });
});
