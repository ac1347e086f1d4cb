/**
 * A stretch of work that can be cancelled. Clean-up is shielded: it runs when the work has settled, however it ended,
 * and gets no signal (ENG-90, ENG-91).
 */
export interface Scope {
  readonly signal: AbortSignal;
  onEnd(cleanUp: () => Promise<void>): void;
}

/**
 * Runs `work` in a scope below `parent`. Clean-ups run last first and all of them, even if one fails; the error of the
 * work comes first, then the first one of the clean-ups.
 */
export async function runInScope<Result>(
  parent: AbortSignal,
  work: (scope: Scope) => Promise<Result>,
): Promise<Result> {
  const cleanUps: (() => Promise<void>)[] = [];
  const controller = new AbortController();
  const follow = (): void => controller.abort(parent.reason);
  if (parent.aborted) follow();
  else parent.addEventListener('abort', follow, { once: true });
  const errors: unknown[] = [];
  let result: { value: Result } | null = null;
  try {
    result = { value: await work({ signal: controller.signal, onEnd: (cleanUp) => void cleanUps.push(cleanUp) }) };
  } catch (error) {
    errors.push(error);
  }
  parent.removeEventListener('abort', follow);
  for (const cleanUp of cleanUps.reverse()) {
    try {
      await cleanUp();
    } catch (error) {
      errors.push(error);
    }
  }
  if (result === null || errors.length > 0) throw errors[0];
  return result.value;
}
