import { z } from 'zod';
import { WireError } from '../contract/errors.ts';
import { Amount, JobId, StateStoreId, Timestamp } from './ids.ts';

/**
 * `incomplete`: it came to its end, and something was refused or found damaged, which its result names.
 * `interrupted`: its process ended under it.
 */
export const JobState = z.enum(['running', 'succeeded', 'incomplete', 'failed', 'cancelled', 'interrupted']);
export type JobState = z.infer<typeof JobState>;

/**
 * Long work that is not a run: it reports by events, can be cancelled, and is a row of the site. Its result is kept until
 * the console closes.
 */
export const Job = z.strictObject({
  id: JobId,
  kind: z.enum(['verify', 'delete-store', 'sample', 'import', 'preview']),
  /** What it is done to, by name; empty when the kind says it all, or when `count` says how many. */
  title: z.string().max(500),
  count: Amount.optional(),
  state: JobState,
  startedAt: Timestamp,
  endedAt: Timestamp.nullable(),
  done: Amount,
  total: Amount.nullable(),
  text: z.string().max(500),
  stateStoreId: StateStoreId.nullable(),
  error: WireError.nullable(),
});
export type Job = z.infer<typeof Job>;
