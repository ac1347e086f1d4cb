import { expect, it } from 'vitest';
import { systemError } from '#core/ports/fakes/faulty-files';
import { createMemoryLog } from '#core/ports/fakes/memory-log';
import { AppError } from '#shared/contract/errors';
import { shortReason } from './cli/fault-log.ts';
import { toWireError } from './wire-error.ts';
import { createWords } from './words.ts';

it.each(['EROFS', 'ENOSPC', 'EMFILE', 'EACCES', 'ENAMETOOLONG', 'EIO'])(
  '[HOST-240] %s comes to the client with its reason and remedy',
  (code) => {
    const log = createMemoryLog();
    const wrapped = new AppError('INTERNAL', {}, { cause: systemError(code, 'open') });
    for (const error of [systemError(code, 'open'), wrapped]) {
      expect(toWireError(error, 'a call', log)).toMatchObject({ code: 'SYSTEM_REFUSED', details: { call: 'open' } });
    }
    expect(toWireError(new Error('a bug'), 'a call', log).code).toBe('INTERNAL');
  },
);

it('[MIG-177] what the system refused is the cause in the log: in words where a person reads it, and never JSON', () => {
  const log = createMemoryLog();
  toWireError(systemError('EACCES', 'rmdir'), 'job verify', log);
  const [entry] = log.entries;
  expect(entry?.message).toMatch(/^job verify was refused by the system \(trace id [-0-9a-f]+\)$/);
  expect(shortReason(entry?.cause, createWords())).toMatch(/^The system refused a call \(rmdir .*EACCES/);
  const own = new AppError('RUN_VERSION_UNKNOWN', { run: 1 });
  expect(shortReason(own, createWords())).not.toMatch(/[{}"]|RUN_VERSION_UNKNOWN/);
});
