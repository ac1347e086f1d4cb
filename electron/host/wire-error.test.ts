import { expect, it } from 'vitest';
import { systemError } from '#core/ports/fakes/faulty-files';
import { createMemoryLog } from '#core/ports/fakes/memory-log';
import { AppError } from '#shared/contract/errors';
import { toWireError } from './wire-error.ts';

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
