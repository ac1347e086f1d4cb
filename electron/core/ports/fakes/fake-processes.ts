import type { ProcessRequest, ProcessResult, Processes } from '../processes.ts';

export interface FakeProcesses extends Processes {
  /** Every command that was started, in order. */
  readonly requests: ProcessRequest[];
  /** Process ids that answer as alive besides the own one. */
  readonly alive: Set<number>;
}

/** Answers commands by a function of the test; nothing is started. */
export function createFakeProcesses(
  answer: (request: ProcessRequest, signal?: AbortSignal) => ProcessResult | Promise<ProcessResult> = () => ({
    kind: 'exited',
    exitCode: 0,
  }),
): FakeProcesses {
  const requests: ProcessRequest[] = [];
  const alive = new Set<number>();
  return {
    shell: 'sh',
    requests,
    alive,
    async run(request, signal) {
      requests.push(request);
      return answer(request, signal);
    },
    ownId: () => 4711,
    isAlive: (processId) => processId === 4711 || alive.has(processId),
  };
}
