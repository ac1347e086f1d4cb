import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRepeatable } from '#core/sample/random';

export interface MadeDevice {
  /** The folder that is drive C:. Everything in it is captured. */
  readonly drive: string;
  readonly files: number;
  readonly bytes: number;
}

/** Raised when the content changes, so that an old device is not measured as the new one. */
const version = 1;
const users = ['anna', 'bela', 'carla', 'dora'];
const places = [
  'Documents/Letters',
  'Documents/Accounts/2025',
  'Pictures/Summer',
  'Desktop',
  'Downloads',
  'Music/Live',
];
const filesPerPlace = 160;

/** Many small files, some of the size of a photo, few large ones: as in a person's folders. */
function sizeOf(number: number, below: (limit: number) => number): number {
  if (number % 160 === 159) return 1_000_000 + below(600_000);
  if (number % 16 === 15) return 80_000 + below(240_000);
  return 200 + below(15_000);
}

/** A device of 3,840 files and about 90 MB that does not compress; made once and kept in `folder`. */
export function makeDevice(folder: string): MadeDevice {
  const device = join(folder, `device-${version}`);
  const facts = join(device, 'facts.json');
  const drive = join(device, 'C');
  if (!existsSync(facts)) {
    const making = `${device}.new`;
    rmSync(making, { recursive: true, force: true });
    const made = fillDrive(join(making, 'C'));
    writeFileSync(join(making, 'facts.json'), JSON.stringify(made));
    rmSync(device, { recursive: true, force: true });
    renameSync(making, device);
  }
  return { drive, ...(JSON.parse(readFileSync(facts, 'utf8')) as { files: number; bytes: number }) };
}

function fillDrive(drive: string): { files: number; bytes: number } {
  const random = createRepeatable(version);
  let files = 0;
  let bytes = 0;
  for (const user of users) {
    for (const place of places) {
      for (let number = 0; number < filesPerPlace; number += 1) {
        const content = Buffer.alloc(sizeOf(number, random.below));
        random.fill(content);
        const file = join(drive, 'Users', user, place, `part ${number % 8}`, `file ${number}.bin`);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, content);
        files += 1;
        bytes += content.length;
      }
    }
  }
  return { files, bytes };
}
