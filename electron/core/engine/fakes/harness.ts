import { createEnglish } from '../../ports/fakes/english.ts';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DeviceId, PackageId, type RunId } from '#shared/model/ids';
import type { SequenceModel } from '#shared/model/sequence';
import type { Files } from '../../ports/files.ts';
import { realFiles } from '../../ports/files-real.ts';
import { createSeededIds } from '../../ports/fakes/seeded-ids.ts';
import { createFakeProcesses, type FakeProcesses } from '../../ports/fakes/fake-processes.ts';
import { createRunService } from '../run-service.ts';
import type { Devices, HeldClaim, RunDevice } from '../ports.ts';
import type { RunService, RunServicePorts, StartRequest } from '../run-contract.ts';
import {
  createMemoryJournal,
  createMemoryLogFiles,
  createMemoryRuns,
  createMemorySecrets,
  type MemoryJournal,
  type MemoryJournalOptions,
  type MemoryRuns,
  type SaidEntry,
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
  readonly journal: MemoryJournal;
  readonly runs: MemoryRuns;
  /** The lines of the log, as rows. */
  readonly logSink: { readonly entries: SaidEntry[] };
  readonly logFiles: ReturnType<typeof createMemoryLogFiles>;
  readonly secrets: ReturnType<typeof createMemorySecrets>;
  readonly userState: ReturnType<typeof createFakeUserState>;
  readonly migrationPoints: ReturnType<typeof createFakeMigrationPoints>;
  readonly problems: string[];
  readonly device: RunDevice;
  /** Real folder of drive C: of the device. */
  readonly driveC: string;
  start(model: SequenceModel, more?: Partial<StartRequest>): Promise<RunId>;
  /** Lets the claim of the one active run be that of another process. */
  moveClaim(owner: Partial<HeldClaim>): void;
  /** Starts and waits for the end. */
  carryOut(model: SequenceModel, more?: Partial<StartRequest>): Promise<RunId>;
  dispose(): void;
}

export interface HarnessOptions {
  readonly device?: Partial<RunDevice>;
  readonly processes?: FakeProcesses;
  readonly files?: Files;
  readonly scripts?: RunServicePorts['scripts'];
  readonly onAppend?: MemoryJournalOptions['onAppend'];
}

/** A run service on stores in memory, with a device whose drive C: is a real temporary folder. */
export function createHarness(options: HarnessOptions = {}): Harness {
  const driveC = fs.mkdtempSync(path.join(os.tmpdir(), 'waystation-engine-'));
  const clock = createSimulatedClock();
  const processes = options.processes ?? createFakeProcesses();
  const logSink = { entries: [] as SaidEntry[] };
  const claims: HeldClaim[] = [];
  const { onAppend } = options;
  const journal = createMemoryJournal({ sink: logSink, claims, ...(onAppend === undefined ? {} : { onAppend }) });
  const [logFiles, secrets] = [createMemoryLogFiles(), createMemorySecrets()];
  const begin: Parameters<typeof createMemoryRuns>[1] = (runId, contents) => {
    journal.rows.set(runId, [...contents.rows]);
    for (const { key, value } of contents.secrets) secrets.values.set(key, value);
  };
  const runs = createMemoryRuns(claims, begin, (runId) => secrets.forget(`run/${runId}/`));
  const userState = createFakeUserState(() => clock.now());
  const migrationPoints = createFakeMigrationPoints();
  const problems: string[] = [];
  const held = createDevices({
    ...{ id: deviceId, name: 'OLD-PC', drives: { 'C:': driveC }, allowHostCommands: true },
    ...{ environment: 'FullOS', variables: [] },
    ...options.device,
  });
  const ports: RunServicePorts = {
    ...{ clock, processes, runs, journal, logFiles, secrets, userState, migrationPoints },
    ...{ ids: createSeededIds(), computerId: 'this computer' },
    say: createEnglish().sayMessage,
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
      warning: (message, cause) =>
        void problems.push(cause instanceof Error ? `${message}: ${String(cause)}` : message),
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
    moveClaim(owner) {
      const [held] = runs.claims;
      if (held === undefined) throw new Error('no run holds the device');
      runs.claims.splice(0, 1, { ...held, ...owner });
    },
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
