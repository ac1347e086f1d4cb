import type { Question } from './early-port.ts';

/** A client and a host of different builds still speak when their contract has the same version. */
export const build = 'console';

/** What the first page shows of the site, word for word as it asks for it. */
export const firstAnswers: readonly Question[] = [
  { method: 'sequence.list', input: { filter: '', meanings: [], sort: null, offset: 0, limit: 200 } },
  { method: 'site.get', input: {} },
  { method: 'folder.list', input: { offset: 0, limit: 1000 } },
  { method: 'sequence.list', input: { deleted: true, limit: 1 } },
  { method: 'site.summary', input: {} },
  { method: 'run.list', input: { states: ['running'], limit: 100 } },
];

/**
 * All that the console asks for at its start. One that it does not ask any more would be asked for nothing, one that is
 * missing is asked late: a test holds them together.
 */
export const firstQuestions: readonly Question[] = [
  { method: 'setting.get', input: {} },
  ...firstAnswers,
  { method: 'job.list', input: { sort: { column: 'started', descending: true }, limit: 1000 } },
  { method: 'restart.pending', input: {} },
];
