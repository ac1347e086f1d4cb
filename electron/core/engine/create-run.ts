import { AppError } from '#shared/contract/errors';
import type { RunId } from '#shared/model/ids';
import type { RunRow } from '#shared/model/run';
import { applyJournalRow, initialState } from './fold.ts';
import { writeJournalRow, type JournalRow } from './journal.ts';
import type { LoadedRun } from './load-run.ts';
import { createMasker } from './mask.ts';
import { makePlan } from './plan.ts';
import type { ClaimRequest, NewRun, RunContents, RunDevice } from './ports.ts';
import type { RunServicePorts, StartRequest } from './run-contract.ts';
import { ENGINE_VERSION, openStepSecrets, stepSecretKey, takeOutSecrets, writeRunDocument } from './run-document.ts';
import { makeGivenVariables } from './start-variables.ts';
import { hideChanges } from './variables.ts';

export interface CreatedRun {
  readonly runId: RunId;
  readonly fence: number;
  readonly loaded: LoadedRun;
  /** What was sealed for the run, by key. */
  readonly sealed: ReadonlyMap<string, string>;
}

/** Throws `DEVICE_NOT_RUNNABLE` for a device without a connection (ENG-95). */
export async function findRunnable(
  { devices }: Pick<RunServicePorts, 'devices'>,
  deviceId: RunDevice['id'],
): Promise<RunDevice> {
  const device = await devices.get(deviceId);
  if (device.drives === null || Object.keys(device.drives).length === 0) {
    throw new AppError('DEVICE_NOT_RUNNABLE', { name: device.name });
  }
  return device;
}

/**
 * Makes a run: its row, its document without secrets, what is sealed for it and the first row of its journal, in one
 * transaction, with the claim of the device when one is asked for (ENG-141). Throws `DEVICE_BUSY`, `VARIABLE_…`.
 */
export async function createRun(
  ports: RunServicePorts,
  device: RunDevice,
  request: StartRequest,
  claim: ClaimRequest | null,
): Promise<CreatedRun> {
  const { packageId, sequenceName, sequenceRevision, startedBy } = request;
  const { model, secrets: found } = takeOutSecrets(request.model);
  const plan = makePlan(model);
  // Refuses bad variables before anything is written.
  const pending = makeGivenVariables({ plan, deviceVariables: device.variables, given: request.variables });
  const secrets = await openStepSecrets(ports.secrets, packageId, found);
  const at = ports.clock.now();
  const run: NewRun = {
    ...{ packageId, sequenceName, sequenceRevision, startedBy, startedAt: at },
    ...{ deviceId: device.id, deviceName: device.name, stepTotal: plan.stepTotal },
    ...{ engineVersion: ENGINE_VERSION, document: writeRunDocument(model) },
  };
  const masker = createMasker();
  for (const { value } of secrets) masker.add(value);
  const state = initialState(plan);
  let sealed = new Map<string, string>();
  const contents = (id: RunId): RunContents => {
    const { changes, hidden } = hideChanges(masker, `run/${id}/variable/0`, pending);
    const ofSteps = secrets.map(({ nodeId, property, value }) => ({ key: stepSecretKey(id, nodeId, property), value }));
    const all = [...ofSteps, ...hidden];
    sealed = new Map(all.map(({ key, value }) => [key, value]));
    const row: JournalRow = { ordinal: 1, at, body: { kind: 'run-created', variables: changes } };
    applyJournalRow(plan, state, row);
    return { rows: [writeJournalRow(row, null)], secrets: all };
  };
  const { runId, fence } = await ports.runs.create(run, contents, claim);
  const row: RunRow = {
    ...{ id: runId, packageId, sequenceName, sequenceRevision, startedBy, startedAt: at },
    ...{ deviceId: device.id, deviceName: device.name, stepTotal: plan.stepTotal },
    ...{ state: claim === null ? 'waiting' : 'running', endedAt: null, stepDone: 0, incomplete: false, error: null },
    ...{ isCancelling: false, failedSteps: 0 },
  };
  return { runId, fence, loaded: { row, plan, state, rowsSinceSnapshot: 1 }, sealed };
}
