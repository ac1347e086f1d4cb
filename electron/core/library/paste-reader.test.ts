import { expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors';
import { createFileWorkers, type FileWorkers } from './file-workers.ts';
import { createPasteCheck, longestReadHere } from './paste-check.ts';

const step = '<step type="SMS_TaskSequence_RebootAction" name="Restart"><action>a</action><defaultVarList/></step>';
const long = step.repeat(Math.ceil(longestReadHere / step.length) + 1);
const never = (): AbortSignal => new AbortController().signal;

/** Workers whose reading ends like this; `asked` has what they were given. */
function failing(error: AppError): { workers: FileWorkers; asked: unknown[] } {
  const asked: unknown[] = [];
  const work = {
    do: (order: unknown) => {
      asked.push(order);
      return Promise.reject(error);
    },
    end: () => Promise.resolve(),
  };
  return { workers: { begin: () => work }, asked };
}

it('[XFER-73] pasted text is read in a thread like a file, and what is short at once', async () => {
  await createPasteCheck(createFileWorkers(), never)(long);
  const { workers, asked } = failing(new AppError('XML_MALFORMED'));
  const check = createPasteCheck(workers, never);
  await check(step);
  expect(asked).toEqual([]);
  // What is wrong with the text is said by the edit, in its own words.
  await check(`${long}</a>`);
  expect(asked).toMatchObject([{ kind: 'read', fileName: 'clipboard' }]);
});

it('[XFER-73] text that ends its thread, or does not come to an end, is refused and nothing else', async () => {
  const died = failing(new AppError('FILE_NEEDS_TOO_MUCH_MEMORY', { file: 'clipboard', limit: 1 }));
  await expect(createPasteCheck(died.workers, never)(long)).rejects.toMatchObject({
    code: 'FILE_NEEDS_TOO_MUCH_MEMORY',
  });
  const called = failing(new AppError('CANCELLED'));
  const check = createPasteCheck(called.workers, () => AbortSignal.abort());
  await expect(check(long)).rejects.toMatchObject({ code: 'FILE_WORKER_FAILED', details: { file: 'clipboard' } });
});
