import { conflictingFields } from '#shared/model/change';

/** Others change a thing now and then, not without end. */
const mostTries = 10;

/**
 * Does work that reads a thing, puts something over what is there and writes that: when somebody else has written in
 * between, it is put over what is there then. Throws what the work throws; in the end `REVISION_CONFLICT` as well.
 */
export async function retryConflicts<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (conflictingFields(error) === null || tries === mostTries) throw error;
    }
  }
}
