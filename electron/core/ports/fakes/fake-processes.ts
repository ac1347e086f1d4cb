import type { ProcessRequest, ProcessResult, Processes } from '../processes.ts';

export interface FakeProcesses extends Processes {
  /** Every command that was started, in order. */
  readonly requests: ProcessRequest[];
  /** Marks of commands whose rest was ended. */
  readonly endedMarks: string[];
  /** Numbers of processes that live besides the own one, with their start; another start is another process. */
  readonly alive: Map<number, string>;
}

/** Number and start of the process in which tests run. */
export const fakeOwn = { id: 4711, start: 'start of 4711' } as const;

/** Answers commands by a function of the test; nothing is started. */
export function createFakeProcesses(
  answer: (request: ProcessRequest, signal?: AbortSignal) => ProcessResult | Promise<ProcessResult> = () => ({
    kind: 'exited',
    exitCode: 0,
  }),
  shell: Processes['shell'] = 'sh',
): FakeProcesses {
  const requests: ProcessRequest[] = [];
  const endedMarks: string[] = [];
  const alive = new Map<number, string>();
  const startOf = (processId: number): string =>
    alive.get(processId) ?? (processId === fakeOwn.id ? fakeOwn.start : '');
  const lifeOf: Processes['lifeOf'] = (processId, start) => {
    if (startOf(processId) === '') return 'gone';
    if (start === '') return 'unknown';
    return startOf(processId) === start ? 'alive' : 'gone';
  };
  return {
    shell,
    findsMarks: true,
    requests,
    endedMarks,
    alive,
    async run(request, signal) {
      requests.push(request);
      return answer(request, signal);
    },
    endMarked: (marks) => {
      endedMarks.push(...marks);
      return Promise.resolve({ left: [], unread: [] });
    },
    ownId: () => fakeOwn.id,
    startOf,
    lifeOf,
    isAlive: (processId, start) => lifeOf(processId, start) !== 'gone',
  };
}
