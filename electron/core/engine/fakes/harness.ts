import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DeviceId, PackageId, type RunId } from '#shared/model/ids';
import type { SequenceModel } from '#shared/model/sequence';
import type { Files } from '../../ports/files.ts';
import { realFiles } from '../../ports/files-real.ts';
import { createFakeProcesses, type FakeProcesses } from '../../ports/fakes/fake-processes.ts';
import { createRunService } from '../run-service.ts';
import type { Devices, RunDevice } from '../ports.ts';
import type { RunService, RunServicePorts, StartRequest } from '../run-contract.ts';
import {
  createMemoryJournal,
  createMemoryLogFiles,
  createMemoryLogSink,
  createMemoryRuns,
  createMemorySecrets,
} from './memory-stores.ts';
import { createSimulatedClock } from './simulated-clock.ts';
import { createFakeMigrationPoints, createFakeUserState } from './state-fakes.ts';

export const deviceId = DeviceId.parse('0b6f9a0e-6b3e-4b59-8f3b-0a6f8f1d2c3e');
export const packageId = PackageId.parse('WAY00001');

export interface Harness {
  readonly service: RunService;
  /** A service of a second process on the same stores. */
  secondService(): RunService;
  readonly ports: RunServicePorts;
  readonly clock: ReturnType<typeof createSimulatedClock>;
  readonly processes: FakeProcesses;
  readonly journal: ReturnType<typeof createMemoryJournal>;
  readonly runs: ReturnType<typeof createMemoryRuns>;
  readonly logSink: ReturnType<typeof createMemoryLogSink>;
  readonly logFiles: ReturnType<typeof createMemoryLogFiles>;
  readonly secrets: ReturnType<typeof createMemorySecrets>;
  readonly userState: ReturnType<typeof createFakeUserState>;
  readonly migrationPoints: ReturnType<typeof createFakeMigrationPoints>;
  readonly problems: string[];
  readonly device: RunDevice;
  /** Real folder of drive C: of the device. */
  readonly driveC: string;
  start(model: SequenceModel, more?: Partial<StartRequest>): Promise<RunId>;
  /** Starts and waits for the end. */
  carryOut(model: SequenceModel, more?: Partial<StartRequest>): Promise<RunId>;
  dispose(): void;
}

export interface HarnessOptions {
  readonly device?: Partial<RunDevice>;
  readonly processes?: FakeProcesses;
  readonly files?: Files;
  readonly scripts?: RunServicePorts['scripts'];
  readonly onAppend?: Parameters<typeof createMemoryJournal>[0];
}

/** A run service on stores in memory, with a device whose drive C: is a real temporary folder. */
export function createHarness(options: HarnessOptions = {}): Harness {
  const driveC = fs.mkdtempSync(path.join(os.tmpdir(), 'waystation-engine-'));
  const clock = createSimulatedClock();
  const processes = options.processes ?? createFakeProcesses();
  const journal = createMemoryJournal(options.onAppend);
  const [runs, logSink, logFiles, secrets] = [
    createMemoryRuns(),
    createMemoryLogSink(),
    createMemoryLogFiles(),
    createMemorySecrets(),
  ];
  const userState = createFakeUserState(() => clock.now());
  const migrationPoints = createFakeMigrationPoints();
  const problems: string[] = [];
  const held = createDevices({
    ...{ id: deviceId, name: 'OLD-PC', drives: { 'C:': driveC }, allowHostCommands: true },
    ...{ environment: 'FullOS', variables: [] },
    ...options.device,
  });
  const ports: RunServicePorts = {
    ...{ clock, processes, runs, journal, logSink, logFiles, secrets, userState, migrationPoints },
    fileVersion: () => null,
    scripts: options.scripts ?? { powerShell: null, keep: () => Promise.reject(new Error('no script is kept')) },
    ...{
      files: options.files ?? realFiles,
      devices: held.devices,
      tool: 'Waystation test',
      organisation: 'Contoso',
      siteCode: 'WAY',
    },
    log: {
      info: () => undefined,
      warning: (message) => void problems.push(message),
      error: (message, cause) => void problems.push(`${message} ${String(cause)}`),
    },
  };
  const service = createRunService(ports);
  const start: Harness['start'] = (model, more = {}) =>
    service.start({
      ...{ packageId, deviceId, model, sequenceName: 'Test', sequenceRevision: 1, variables: [], startedBy: 'tester' },
      ...more,
    });
  return {
    ...{ service, ports, clock, processes, journal, runs, logSink, logFiles, secrets, userState, migrationPoints },
    ...{ problems, driveC, start },
    get device() {
      return held.device();
    },
    secondService: () => createRunService(ports),
    async carryOut(model, more) {
      const runId = await start(model, more);
      await service.whenEnded(runId);
      return runId;
    },
    dispose: () => fs.rmSync(driveC, { recursive: true, force: true }),
  };
}

function createDevices(initial: RunDevice): { devices: Devices; device(): RunDevice } {
  let device = initial;
  return {
    device: () => device,
    devices: {
      get: () => Promise.resolve(device),
      async setEnvironment(_id, environment) {
        await Promise.resolve();
        device = { ...device, environment };
      },
    },
  };
}
