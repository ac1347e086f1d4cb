import type { Payload } from '#shared/contract/contract';
import { DeviceId, PackageId, RunId } from '#shared/model/ids';
import type { RunLogLine, RunRow, RunStepRow, RunVariable, RunView } from '#shared/model/run';
import type { RunClock } from '../run-store.ts';

/** Runs made for tests. */
export const testDeviceId = DeviceId.parse('5f0c6f3e-6a3c-4c1e-9a55-0a6f0f1f2a01');
export const testPackageId = PackageId.parse('LAB00001');
export const testRunId = RunId.parse(7);

export function testRow(change: Partial<RunRow> = {}): RunRow {
  return {
    id: testRunId,
    packageId: testPackageId,
    sequenceName: 'Capture user files',
    sequenceRevision: 3,
    deviceId: testDeviceId,
    deviceName: 'OLD-PC',
    state: 'running',
    isCancelling: false,
    startedAt: 1_000_000,
    endedAt: null,
    startedBy: 'ada',
    stepTotal: 4,
    stepDone: 1,
    failedSteps: 0,
    incomplete: false,
    error: null,
    ...change,
  };
}

export function testStep(number: number, change: Partial<RunStepRow> = {}): RunStepRow {
  return {
    nodeId: `n${String(number)}`,
    number,
    depth: number === 1 ? 0 : 1,
    kind: number === 1 ? 'group' : 'step',
    type: number === 1 ? '' : 'SMS_TaskSequence_RunCommandLineAction',
    name: number === 1 ? 'Capture' : `Step ${String(number)}`,
    state: 'not-reached',
    isIncomplete: false,
    skipReason: null,
    conditionText: null,
    startedAt: null,
    endedAt: null,
    attempts: 0,
    returnCode: null,
    error: null,
    progress: null,
    stateStoreId: null,
    ...change,
  };
}

export function testVariable(name: string, value: string | null, change: Partial<RunVariable> = {}): RunVariable {
  return { name, value, isHidden: value === null, setBy: 'step', stepNumber: 2, ...change };
}

export function testView(change: Partial<RunView> = {}): RunView {
  return {
    row: testRow(),
    steps: [1, 2, 3, 4].map((number) => testStep(number)),
    variables: [testVariable('OSDComputerName', 'NEW-01')],
    environment: 'FullOS',
    left: [],
    canResume: false,
    logSizeBytes: 0,
    ...change,
  };
}

export function testAdvance(change: Partial<Payload<'run.advanced'>> = {}): Payload<'run.advanced'> {
  return {
    row: testRow(),
    steps: [],
    variables: [],
    removedVariables: [],
    environment: 'FullOS',
    lastLogOrdinal: 0,
    ...change,
  };
}

export function testLines(from: number, to: number, severity: RunLogLine['severity'] = 'information'): RunLogLine[] {
  return Array.from({ length: Math.max(to - from + 1, 0) }, (_, place) => ({
    ordinal: from + place,
    at: 1_000_000 + from + place,
    stepNumber: 2,
    component: 'Test',
    severity,
    message: `Line ${String(from + place)}`,
  }));
}

export interface TestClock extends RunClock {
  /** Moves the clock and lets every tick happen that is due. */
  advance(ms: number): void;
}

export function createTestClock(start = 1_000_000): TestClock {
  let now = start;
  const ticks = new Set<{ readonly every: number; readonly tick: () => void; next: number }>();
  return {
    now: () => now,
    every: (ms, tick) => {
      const entry = { every: ms, tick, next: now + ms };
      ticks.add(entry);
      return () => void ticks.delete(entry);
    },
    advance: (ms) => {
      const end = now + ms;
      for (const entry of ticks) {
        while (entry.next <= end) {
          now = entry.next;
          entry.next += entry.every;
          entry.tick();
        }
      }
      now = end;
    },
  };
}
