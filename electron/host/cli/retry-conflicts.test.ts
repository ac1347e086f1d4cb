import { describe, expect, it } from 'vitest';
import { conflictDetails } from '#shared/model/change';
import { AppError } from '#shared/contract/errors';
import { retryConflicts } from './retry-conflicts.ts';

const conflict = (): AppError =>
  new AppError('REVISION_CONFLICT', conflictDetails([{ field: 'connection', mine: 1, theirs: 2 }]));

describe('work that puts something over what is there', () => {
  it('[HOST-144] is done again over what somebody else has written meanwhile', async () => {
    const others = [conflict(), conflict()];
    const work = (): Promise<string> => {
      const error = others.pop();
      return error === undefined ? Promise.resolve('done') : Promise.reject(error);
    };
    expect(await retryConflicts(work)).toBe('done');
  });

  it('[HOST-144] ends with another error at once, and with the conflict when there is no end of others', async () => {
    let tries = 0;
    const fail = (error: AppError) => () => {
      tries += 1;
      return Promise.reject(error);
    };
    await expect(retryConflicts(fail(new AppError('DEVICE_NOT_FOUND', { name: 'x' })))).rejects.toMatchObject({
      code: 'DEVICE_NOT_FOUND',
    });
    expect(tries).toBe(1);
    await expect(retryConflicts(fail(conflict()))).rejects.toMatchObject({ code: 'REVISION_CONFLICT' });
    expect(tries).toBe(11);
  });
});
