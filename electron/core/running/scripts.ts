import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeTemporaryFolder } from '../ports/temporary-folder.ts';
import { writeWholeLater } from '../ports/whole-file.ts';
import type { Scripts } from '../engine/ports.ts';

/** Windows PowerShell reads a script without this mark in the code page of the system. */
const byteOrderMark = '\uFEFF';

/** Scripts of steps in files of the temporary folder, each in a folder of its own that only this user may enter. */
export function createScripts(powerShell: string | null, folder: string = tmpdir()): Scripts {
  return {
    powerShell,
    async keep(script) {
      const own = makeTemporaryFolder('script', folder);
      const path = join(own, `${randomUUID()}.ps1`);
      await writeWholeLater(path, Buffer.from(`${byteOrderMark}${script}`, 'utf8'), { overwrite: false, mode: 0o600 });
      return { path, remove: () => rm(own, { recursive: true, force: true }) };
    },
  };
}
