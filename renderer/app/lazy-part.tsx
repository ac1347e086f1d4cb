import { type ComponentType, useEffect, useState } from 'react';
import { AppError } from '#shared/contract/errors';
import { toProblem, type Problem } from '../api/problem.ts';

/** A component that comes in a file of its own. Loaded once it is drawn at once, like any other. */
export type LazyPart<P extends object> = ComponentType<P> & Preloaded;
export interface Preloaded {
  /** Loads it ahead. Errors: `PART_NOT_LOADED`; the next use tries again. */
  readonly preload: () => Promise<void>;
}

export interface FailedProps<P> {
  readonly problem: Problem;
  readonly onRetry: () => void;
  readonly props: P;
}

let isSealed = false;

/**
 * From now on nothing is loaded that is not here: the port of a host that has gone may be somebody else's, and so may be
 * what comes from there, or is kept of it (HOST-322).
 */
export function sealParts(): void {
  isSealed = true;
}

/**
 * What `load` gives as a component. While it comes nothing is shown in its place; when it cannot be loaded, `Failed`
 * says so and tries again. Not `React.lazy`: that keeps a failure for ever, and waits a turn for what is long here.
 */
export function lazyPart<P extends object>(
  load: () => Promise<ComponentType<P>>,
  Failed: ComponentType<FailedProps<P>>,
): LazyPart<P> {
  let loaded: ComponentType<P> | undefined;
  const preload = async (): Promise<void> => {
    if (loaded === undefined && isSealed) throw new AppError('PART_NOT_LOADED');
    try {
      loaded ??= await load();
    } catch (cause) {
      throw new AppError('PART_NOT_LOADED', {}, { cause });
    }
  };
  const known = () => loaded;
  function Part(props: P) {
    const { Loaded, problem, retry } = useLoaded(preload, known);
    if (Loaded !== undefined) return <Loaded {...props} />;
    return problem === null ? null : <Failed problem={problem} onRetry={retry} props={props} />;
  }
  return Object.assign(Part, { preload });
}

/** The component once it is here, or why it is not. */
function useLoaded<P>(preload: () => Promise<void>, known: () => ComponentType<P> | undefined) {
  const [Loaded, setLoaded] = useState(() => known());
  const [problem, setProblem] = useState<Problem | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (Loaded !== undefined) return;
    let isOver = false;
    preload().then(
      () => isOver || setLoaded(() => known()),
      (error: unknown) => isOver || setProblem(toProblem(error)),
    );
    return () => {
      isOver = true;
    };
  }, [Loaded, attempt, preload, known]);
  const retry = (): void => {
    setProblem(null);
    setAttempt(attempt + 1);
  };
  return { Loaded, problem, retry };
}
