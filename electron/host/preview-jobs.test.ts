import { afterEach, beforeEach, expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors';
import { createFakeProcesses } from '#core/ports/fakes/fake-processes';
import { createMemoryLog } from '#core/ports/fakes/memory-log';
import { createTempSite, type TempSite } from '#core/ports/fakes/temp-site';
import { Jobs } from './jobs.ts';
import { PreviewJobs } from './preview-jobs.ts';

let temp: TempSite;
beforeEach(async () => {
  temp = await createTempSite();
});
afterEach(() => temp.remove());

it('[HOST-186] a preview that failed is forgotten; one that is under way has no result yet', async () => {
  const { site, clock, ids } = temp;
  const parts = { database: site.database, clock, ids, log: createMemoryLog(), computerId: 'here' };
  const jobs = new Jobs({ ...parts, hub: { emit: () => undefined }, processes: createFakeProcesses() });
  const scanned = Promise.withResolvers<never>();
  const previews = new PreviewJobs({
    jobs,
    clock,
    userState: { scan: () => scanned.promise },
    target: () =>
      Promise.resolve({ device: { name: 'PC', drives: {} }, deviceId: null, excludedHostPaths: [] } as never),
  });
  const jobId = await previews.start(null, undefined);
  expect(previews.result(jobId)).toBeNull();
  scanned.reject(new AppError('DEVICE_NOT_RUNNABLE', { name: 'PC' }));
  expect((await jobs.finished(jobId)).state).toBe('failed');
  expect(() => previews.result(jobId)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
});
