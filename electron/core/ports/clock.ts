/** Time as a port, so that a test moves it by hand and a run can be replayed. */
export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number;
  /** Resolves after `milliseconds`, also after months of them; rejects with `CANCELLED` when the signal fires. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
