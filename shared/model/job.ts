import { z } from 'zod';
import { WireError } from '../contract/errors.ts';
import { Amount, JobId, StateStoreId, Timestamp } from './ids.ts';

/** Long work that is not a run: it reports by events, can be cancelled, and its result is kept until the console closes. */
export const Job = z.strictObject({
  id: JobId,
  kind: z.enum(['verify', 'delete-store', 'sample', 'import', 'preview']),
  title: z.string().max(500),
  state: z.enum(['running', 'succeeded', 'failed', 'cancelled']),
  startedAt: Timestamp,
  endedAt: Timestamp.nullable(),
  done: Amount,
  total: Amount.nullable(),
  text: z.string().max(500),
  stateStoreId: StateStoreId.nullable(),
  error: WireError.nullable(),
});
export type Job = z.infer<typeof Job>;
