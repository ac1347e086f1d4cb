import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ScanPreview } from '#shared/model/local-computer';
import {
  CaptureResult,
  RestoreResult,
  StateObjectPage,
  StateProgress,
  StoreSummary,
  VerifyResult,
} from '#shared/model/user-state';
import { realFiles } from '../ports/files-real.ts';
import { writeSampleDevices } from '../sample/sample-devices.ts';
import { picture, pictureLike, plant, makePlace } from './test-device.contract.ts';
import { createUserState } from './user-state.ts';

const place = makePlace();
const userState = createUserState({ files: realFiles, ids: { uuid: () => randomUUID() } });
const options = { continueOnLockedFiles: true, hasStandardOptions: true, tool: 'test 1' };

describe('user state in a worker thread', () => {
  it('[UST-95] counts what would be taken by known folder, and the counts add up', async () => {
    const { devices } = writeSampleDevices(realFiles, path.join(place.folder, 'folders'));
    const [from] = devices.map(({ name, driveMap: drives, accounts }) => ({ name, drives, accounts }));
    if (from === undefined) throw new Error('the sample has two devices');
    const { perFolder, files, bytes } = await userState.scan({ device: from });
    const sum = (of: 'files' | 'bytes'): number => perFolder.reduce((all, one) => all + one[of], 0);
    expect([sum('files'), sum('bytes')]).toEqual([files, bytes]);
    const desktop = perFolder.find(({ user, folder }) => user === 'anna.kovacs' && folder === 'desktop');
    expect(desktop?.path).toBe('C:\\Users\\anna.kovacs\\Desktop');
  });

  it('[UST-36] carries the sample from the old computer to the new one, every answer as its schema says', async () => {
    const { devices } = writeSampleDevices(realFiles, place.folder);
    const [from, to] = devices.map(({ name, driveMap: drives, accounts }) => ({ name, drives, accounts }));
    if (from === undefined || to === undefined) throw new Error('the sample has two devices');
    const progress: StateProgress[] = [];
    const onProgress = (one: StateProgress): void => void progress.push(StateProgress.parse(one));
    const scan = ScanPreview.parse(await userState.scan({ device: from }));
    const { storePath } = { storePath: place.store };
    const captured = CaptureResult.parse(
      await userState.capture({ device: from, storePath, ...options }, { onProgress }),
    );
    const verified = VerifyResult.parse(await userState.verify({ storePath, mode: 'all' }));
    const summary = StoreSummary.parse(userState.readCatalog(storePath));
    const page = StateObjectPage.parse(userState.listObjects({ storePath, offset: 0, limit: 5 }));
    const request = { storePath, device: to, continueOnRestore: false, restoreLocalAccounts: false };
    const restored = RestoreResult.parse(await userState.restore(request, { onProgress }));
    expect([scan.files, verified.checkedFiles, summary.files, restored.files]).toEqual(Array(4).fill(captured.files));
    expect([captured.isComplete, verified.isSound, restored.isComplete, page.objects.length]).toEqual([
      true,
      true,
      true,
      5,
    ]);
    expect(restored.renamed.map(({ targetPath }) => targetPath)).toEqual([
      'C:\\Users\\anna.kovacs\\Desktop\\To do(1).txt',
    ]);
    const before = picture(from.drives['C:'] ?? '', 'Users');
    const renamed = { 'anna.kovacs/Desktop/To do(1).txt': before['anna.kovacs/Desktop/To do.txt'] ?? '' };
    const after = pictureLike({ ...before, ...renamed }, to.drives['C:'] ?? '', 'Users');
    const lost = Object.entries(before)
      .filter(([name, one]) => !one.startsWith('folder') && !/AppData|ntuser|desktop\.ini|^Default/i.test(name))
      .filter(
        ([name, one]) =>
          after[name === 'anna.kovacs/Desktop/To do.txt' ? name.replace('.txt', '(1).txt') : name] !== one,
      )
      .map(([name]) => name);
    expect([lost, progress.length > 0]).toEqual([[], true]);
  });

  it('[UST-31] is called off by its signal and leaves nothing', async () => {
    plant(place.old, Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`Users/Anna/f${index}`, 'x'])));
    const abort = new AbortController();
    const work = userState.capture(
      { device: { name: 'PC', drives: { 'C:': place.old } }, storePath: place.store, ...options },
      { signal: abort.signal, onProgress: () => abort.abort() },
    );
    await expect(work).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(fs.readdirSync(path.dirname(place.store))).toEqual([]);
    await expect(
      userState.verify({ storePath: place.store, mode: 'all' }, { signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('[UST-25] answers with the code that the thread found', async () => {
    await expect(userState.verify({ storePath: place.store, mode: 'summary' })).rejects.toMatchObject({
      code: 'STATE_STORE_NOT_FOUND',
      details: { path: place.store },
    });
  });

  it('[UST-31] answers when the thread itself cannot start', async () => {
    const workerUrl = pathToFileURL(path.join(place.folder, 'gone.js'));
    const broken = createUserState({ files: realFiles, ids: { uuid: () => '' }, workerUrl });
    await expect(broken.verify({ storePath: place.store, mode: 'all' })).rejects.toMatchObject({ code: 'INTERNAL' });
  });

  it('[UST-53] does tasks at once and one after the other, and does not hold its process', () => {
    plant(place.old, { 'Users/Anna/a.txt': 'a', 'Users/Anna/b.txt': 'b' });
    const child = fileURLToPath(new URL('./runner-child.contract.ts', import.meta.url));
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--conditions=source', child, place.old, place.store],
      { encoding: 'utf8', timeout: 25_000 },
    );
    expect([status, stdout, stderr]).toEqual([0, '[2,2,2,true]', '']);
  });

  it('[UST-53] works on after a task that was refused and one that was called off', async () => {
    const verify = (): Promise<VerifyResult> => userState.verify({ storePath: place.store, mode: 'summary' });
    await expect(verify()).rejects.toMatchObject({ code: 'STATE_STORE_NOT_FOUND' });
    plant(place.old, { 'Users/Anna/a.txt': 'a' });
    const device = { name: 'PC', drives: { 'C:': place.old } };
    const abort = new AbortController();
    const stopped = userState.capture({ device, storePath: place.store, ...options }, { signal: abort.signal });
    abort.abort();
    await expect(stopped).rejects.toMatchObject({ code: 'CANCELLED' });
    await userState.capture({ device, storePath: place.store, ...options });
    expect((await verify()).checkedFiles).toBe(1);
  });
});
