import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTempSite, type TempSite } from '../ports/fakes/temp-site.ts';
import { isPartialName } from '../ports/whole-file.ts';
import { verifyCopy } from './backup.ts';
import { putSetting } from './tables/setting.ts';

let temp: TempSite;
beforeEach(async () => {
  temp = await createTempSite();
});
afterEach(() => temp.remove());

const script = `
  const [openSite, backup, real] = await Promise.all(
    ['../site/site.ts', './backup.ts', '../ports/real.ts'].map((file) => import(new URL(file, process.argv[1]).href)),
  );
  const site = await openSite.openSite(process.argv[2], { clock: real.realClock });
  for (;;) {
    console.log('begins');
    await backup.backUp(site.database, process.argv[3], { overwrite: true });
  }
`;

it('[HOST-259] a backup that is killed leaves the old file or a whole new one', { timeout: 120_000 }, async () => {
  await temp.site.database.write(async (transaction) => {
    for (let count = 0; count < 300; count += 1) await putSetting(transaction, `key ${count}`, 'x'.repeat(3000));
  });
  const target = join(temp.site.paths.backups, 'mine.db');
  for (let round = 0; round < 5; round += 1) {
    fs.writeFileSync(target, 'old');
    const words = ['--conditions=source', '--input-type=module', '-e', script, import.meta.url, temp.site.dir, target];
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit');
    await once(child.stdout, 'data');
    AbortSignal.timeout(1 + round * 7).addEventListener('abort', () => child.kill('SIGKILL'));
    expect((await ended)[1]).toBe('SIGKILL');
    if (fs.readFileSync(target, 'latin1') !== 'old') verifyCopy(target);
    const beside = fs.readdirSync(temp.site.paths.backups).filter((name) => name !== 'mine.db');
    expect(beside.filter((name) => !isPartialName(name) && !name.endsWith('-journal'))).toEqual([]);
  }
});
