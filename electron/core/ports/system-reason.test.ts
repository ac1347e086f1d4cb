import { expect, it } from 'vitest';
import { z } from 'zod';
import { reason } from '#shared/contract/message';
import { systemReason } from './system-reason.ts';

it('[PORT-100] a file that does not fit its schema says where, and no word of the library', () => {
  const { error } = z.strictObject({ modified_us: z.int() }).safeParse({ modified_us: 1e17 });
  expect(systemReason(error)).toEqual(
    reason('value-too-big', { path: 'modified_us', limit: String(Number.MAX_SAFE_INTEGER) }),
  );
});
