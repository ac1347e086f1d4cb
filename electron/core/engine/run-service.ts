import { AppError, isAppError } from '#shared/contract/errors';
import type { RunId } from '#shared/model/ids';
import { variableKey } from '#shared/model/variable';
import type { RunRow, RunState, RunView, StepProgress } from '#shared/model/run';
import { createPathResolver } from '../devices/drive-map.ts';
import { registryOf } from './registry-condition.ts';
import { resumeRestarted } from './resume-restarted.ts';
import { createEntryLookup } from './device-entry.ts';
import { foldJournal, type EngineState } from './fold.ts';
import { readJournal, writeJournalRow, type JournalBody } from './journal.ts';
import { createMasker } from './mask.ts';
import { makePlan, type Plan } from './plan.ts';
import type { RunDevice } from './ports.ts';
import { createPublisher } from './publisher.ts';
import { carryOutRun, LEFT_RUNNING } from './run.ts';
import {
  ENGINE_VERSION,
  openStepSecrets,
  readRunDocument,
  stepSecretKey,
  takeOutSecrets,
  writeRunDocument,
} from './run-document.ts';
import { openRunLog, SMSTS_LOG } from './run-log.ts';
import type { RunAdvanced, RunService, RunServicePorts, StartRequest } from './run-contract.ts';
import { makeStartVariables } from './start-variables.ts';
import { createVault, sealChanges } from './variables.ts';
import { viewRow, viewStep, viewVariables } from './view.ts';

export type { RunAdvanced, RunService, RunServicePorts, StartRequest } from './run-contract.ts';

interface ActiveRun {
  readonly controller: AbortController;
  readonly ended: Promise<void>;
  /** Progress of steps that are under way, by number. */
  readonly live: Map<number, StepProgress>;
}

interface Service {
  readonly ports: RunServicePorts;
  readonly active: Map<RunId, ActiveRun>;
  readonly listeners: Set<(payload: RunAdvanced) => void>;
}

interface LoadedRun {
  row: RunRow;
  readonly plan: Plan;
  readonly state: EngineState;
}

/** The service over its ports; see `RunService` for what each call does. */
export function createRunService(ports: RunServicePorts): RunService {
  const service: Service = { ports, active: new Map(), listeners: new Set() };
  return {
    recover: () => recover(service, 'own too'),
    start: (request) => start(service, request),
    resumeRestarted: () =>
      resumeRestarted(ports, {
        load: async (runId) => (await load(service, runId)).state,
        resume: (runId) => resume(service, runId),
      }),
    resume: (runId) => resume(service, runId),
    cancel: (runId) => cancel(service, runId),
    heedCancels: () => heedCancels(service),
    async whenEnded(runId) {
      await service.active.get(runId)?.ended;
      return (await findRun(service, runId)).row;
    },
    listActive: () => [...service.active.keys()],
    view: (runId) => view(service, runId),
    onAdvanced(listener) {
      service.listeners.add(listener);
      return () => void service.listeners.delete(listener);
    },
    async close() {
      const runs = [...service.active.values()];
      for (const run of runs) run.controller.abort(LEFT_RUNNING);
      await Promise.all(runs.map((run) => run.ended));
    },
  };
}

/** This process, told from every other that has or had its number. */
function ownProcess({ processes }: RunServicePorts): { processId: number; processStart: string } {
  const processId = processes.ownId();
  return { processId, processStart: processes.startOf(processId) };
}

/**
 * Claims of processes that are gone: their runs are interrupted and their devices free again (ENG-92). A claim that is
 * ours by number and start, and that we do not know, can only be one of an earlier process where the system tells no
 * start; only the first call may say so, because later it may be a run that is just being started.
 */
async function recover({ ports, active }: Service, whose: 'own too' | 'others'): Promise<readonly RunId[]> {
  const interrupted: RunId[] = [];
  for (const { runId, processId, processStart } of await ports.runs.listClaims()) {
    if (ports.processes.isAlive(processId, processStart)) {
      const isOwn = processId === ports.processes.ownId();
      if (!isOwn || whose === 'others' || active.has(runId)) continue;
    }
    const loaded = await loadForRecovery(ports, runId);
    // The last row may have been written although the run's own row was not.
    const isOver = loaded !== null && loaded.state.ended !== null;
    await ports.runs.end(runId, isOver ? endOf(viewRow(loaded.row, loaded.state)) : { state: 'interrupted' });
    if (!isOver) interrupted.push(runId);
  }
  return interrupted;
}

/** Null for a journal that this version cannot read: its run is interrupted all the same, and the others go on. */
async function loadForRecovery(ports: RunServicePorts, runId: RunId): Promise<LoadedRun | null> {
  try {
    return await load({ ports }, runId);
  } catch (error) {
    if (!isAppError(error)) throw error;
    ports.log.warning(`The journal of run ${runId} cannot be read: ${error.message}`);
    return null;
  }
}

function endOf({ state, endedAt, stepDone, incomplete, error }: RunRow): Partial<RunRow> {
  return { state, endedAt, stepDone, incomplete, error };
}

async function start(service: Service, request: StartRequest): Promise<RunId> {
  const { ports } = service;
  const device = await ports.devices.get(request.deviceId);
  if (device.drives === null || Object.keys(device.drives).length === 0) {
    throw new AppError('DEVICE_NOT_RUNNABLE', { name: device.name });
  }
  const { model, secrets: found } = takeOutSecrets(request.model);
  const plan = makePlan(model);
  const { packageId, sequenceName, sequenceRevision, startedBy } = request;
  const values = { plan, packageId, sequenceName, deviceName: device.name, environment: device.environment };
  const { organisation, siteCode } = ports;
  const forStart = { ...values, organisation, siteCode, deviceVariables: device.variables, given: request.variables };
  const secrets = await openStepSecrets(ports.secrets, packageId, found);
  await recover(service, 'others');
  // Refuses bad variables before anything is written.
  makeStartVariables({ ...forStart, logFolder: '' });
  const startedAt = ports.clock.now();
  const runId = await ports.runs.create({
    ...{ packageId, sequenceName, sequenceRevision, startedBy, startedAt },
    deviceId: device.id,
    deviceName: device.name,
    stepTotal: plan.stepTotal,
    engineVersion: ENGINE_VERSION,
    ...ownProcess(ports),
    document: writeRunDocument(model),
  });
  const masker = createMasker();
  try {
    for (const { nodeId, property, value } of secrets) {
      masker.add(value);
      await ports.secrets.seal(stepSecretKey(runId, nodeId, property), value);
    }
    const pending = makeStartVariables({ ...forStart, logFolder: ports.logFiles.folder(runId) });
    const vault = createVault(ports.secrets, masker);
    const variables = await sealChanges(vault, `run/${runId}/variable/0`, pending);
    await appendFirst(ports, runId, 1, startedAt, { kind: 'run-started', environment: device.environment, variables });
  } catch (error) {
    await ports.runs.end(runId, { state: 'interrupted' });
    throw error;
  }
  await launch(
    service,
    runId,
    device,
    await load(service, runId),
    secrets.map((secret) => secret.value),
  );
  return runId;
}

async function appendFirst(
  ports: RunServicePorts,
  runId: RunId,
  ordinal: number,
  at: number,
  body: JournalBody,
): Promise<void> {
  await ports.journal.append(runId, writeJournalRow({ ordinal, at, body }, null));
}

async function resume(service: Service, runId: RunId): Promise<void> {
  const { ports } = service;
  await recover(service, 'others');
  const loaded = await load(service, runId);
  const { row, state } = loaded;
  if (state.ended !== null) throw new AppError('RUN_ALREADY_ENDED', { run: runId });
  if (service.active.has(runId)) throw new AppError('RUN_NOT_RESUMABLE', { run: runId, reason: 'it is running' });
  if ((await ports.runs.listClaims()).some((claim) => claim.runId === runId)) {
    throw new AppError('RUN_NOT_RESUMABLE', { run: runId, reason: 'another process carries it out' });
  }
  if (!state.hasStarted) throw new AppError('RUN_NOT_RESUMABLE', { run: runId, reason: 'it had not begun' });
  if (row.deviceId === null) throw new AppError('RUN_NOT_RESUMABLE', { run: runId, reason: 'its device was deleted' });
  const device = await ports.devices.get(row.deviceId);
  if (device.drives === null) throw new AppError('DEVICE_NOT_RUNNABLE', { name: device.name });
  const at = ports.clock.now();
  await ports.runs.claim({ runId, deviceId: device.id, ...ownProcess(ports) }, at);
  try {
    await appendFirst(ports, runId, state.ordinal + 1, at, { kind: 'run-resumed' });
    await ports.runs.change(runId, { state: 'running', endedAt: null, error: null });
    await launch(service, runId, device, await load(service, runId), []);
  } catch (error) {
    await ports.runs.end(runId, { state: 'interrupted' });
    throw error;
  }
}

/** So often the end of a run of another process is looked for, and so long it is waited for. */
const CANCEL_LOOK_MS = 200;
const CANCEL_WAIT_MS = 15_000;

/** Ends a run wherever it is carried out: here, in another process, or nowhere any more (ENG-90, ENG-97). */
async function cancel(service: Service, runId: RunId): Promise<RunState> {
  const { ports, active } = service;
  const until = ports.clock.now() + CANCEL_WAIT_MS;
  for (let isFirst = true; ; isFirst = false) {
    const own = active.get(runId);
    own?.controller.abort();
    await own?.ended;
    await recover(service, 'others');
    const { row, state } = await load(service, runId);
    if (state.ended !== null) {
      if (isFirst && own === undefined) throw new AppError('RUN_ALREADY_ENDED', { run: runId });
      return viewRow(row, state).state;
    }
    if (row.state === 'interrupted') return endInterrupted(ports, runId, state);
    // Its process lives. When the claim is gone the run has just ended, and the next look says how.
    if (isFirst) await ports.runs.askForCancel(runId, ports.clock.now());
    if (ports.clock.now() >= until) return row.state;
    await ports.clock.wait(CANCEL_LOOK_MS);
  }
}

/** An interrupted run has nothing to stop; it ends where it stands and cannot be resumed any more. */
async function endInterrupted(ports: RunServicePorts, runId: RunId, state: EngineState): Promise<RunState> {
  const at = ports.clock.now();
  await appendFirst(ports, runId, state.ordinal + 1, at, { kind: 'run-ended', state: 'cancelled', error: null });
  await ports.runs.end(runId, { state: 'cancelled', endedAt: at });
  await ports.secrets.forget(`run/${runId}/`);
  return 'cancelled';
}

async function heedCancels({ ports, active }: Service): Promise<void> {
  if (active.size === 0) return;
  for (const { runId, isCancelAsked } of await ports.runs.listClaims()) {
    if (isCancelAsked) active.get(runId)?.controller.abort();
  }
}

async function launch(
  service: Service,
  runId: RunId,
  device: RunDevice,
  loaded: LoadedRun,
  secretValues: readonly string[],
): Promise<void> {
  const [{ ports }, { plan, state }] = [service, loaded];
  const masker = createMasker();
  for (const value of secretValues) masker.add(value);
  const vault = createVault(ports.secrets, masker);
  await vault.load([...state.variables.values()].flatMap((one) => (one.sealedAs === null ? [] : [one.sealedAs])));
  await loadStepSecrets(service, runId, plan, masker.add);
  // A line asks for an event, so that the output of a long command is stored and seen while it runs.
  const log = await openRunLog(ports, runId, masker, () => publisher.touch(1, 0));
  const controller = new AbortController();
  const live = new Map<number, StepProgress>();
  const publisher = createPublisher({
    clock: ports.clock,
    row: () => viewRow(loaded.row, state),
    step: (number) => viewStep(plan, state, viewRow(loaded.row, state).state, number, live.get(number) ?? null),
    variables: () => viewVariables(state),
    environment: () => state.environment,
    flushLog: () => log.flush().then(() => log.lastOrdinal()),
    emit: (payload) => service.listeners.forEach((listener) => listener(payload)),
    onError: (error) => ports.log.error(`Progress of run ${runId} could not be published`, error),
  });
  log.write('information', 'engine', `Run ${runId} of “${loaded.row.sequenceName}” on ${device.name}`, null);
  const paths = createPathResolver(device.drives ?? {}, ports.files, device.name);
  const { clock, processes, scripts, userState, migrationPoints, devices, secrets, tool } = ports;
  const work = carryOutRun({
    ...{ plan, state, journal: ports.journal, signal: controller.signal },
    tools: {
      ...{
        runId,
        packageId: loaded.row.packageId,
        tool,
        clock,
        processes,
        scripts,
        userState,
        migrationPoints,
        devices,
      },
      ...{ secrets, device, paths, vault, log },
      onProgress(number, progress) {
        if (progress === null) live.delete(number);
        else live.set(number, progress);
        publisher.touch(number, number);
      },
    },
    entry: createEntryLookup(paths, ports.files, ports.fileVersion),
    onAdvanced: (first, last) => publisher.touch(first, last),
    registry: registryOf(device.local?.registry ?? null),
    sequenceName: loaded.row.sequenceName,
    leave: () => controller.abort(LEFT_RUNNING),
    onBug: (message, cause) => ports.log.error(message, cause),
  });
  const ended = finish(service, runId, loaded, work, () => publisher.finish());
  service.active.set(runId, { controller, ended, live });
}

/** Secrets that stood in the sequence are masked from the first line on, also after a resumption. */
async function loadStepSecrets(
  service: Service,
  runId: RunId,
  plan: Plan,
  add: (value: string) => void,
): Promise<void> {
  for (const { node } of plan.rows) {
    for (const variable of node.variables) {
      if (variable.value !== '') continue;
      const secret = await service.ports.secrets.open(stepSecretKey(runId, node.id, variableKey(variable)));
      if (secret !== null) add(secret);
    }
  }
}

/** Brings the run's row up to its journal, however the work ended, and gives the device back. */
async function finish(
  service: Service,
  runId: RunId,
  loaded: LoadedRun,
  work: Promise<EngineState>,
  publishLast: () => Promise<void>,
): Promise<void> {
  const { ports } = service;
  try {
    try {
      await work;
    } catch (error) {
      ports.log.error(`Run ${runId} could not go on and is interrupted`, error);
    }
    const row = viewRow(loaded.row, loaded.state);
    const { stepDone, incomplete } = row;
    const isOver = loaded.state.ended !== null;
    await ports.runs.end(runId, isOver ? endOf(row) : { state: 'interrupted', stepDone, incomplete });
    loaded.row = { ...row, state: isOver ? row.state : 'interrupted' };
    if (isOver) await ports.secrets.forget(`run/${runId}/`);
    await publishLast();
  } catch (error) {
    // The claim stays and is taken back at the next start.
    ports.log.error(`The end of run ${runId} could not be stored`, error);
  } finally {
    service.active.delete(runId);
  }
}

async function findRun(
  { ports }: Pick<Service, 'ports'>,
  runId: RunId,
): Promise<NonNullable<Awaited<ReturnType<RunServicePorts['runs']['get']>>>> {
  const found = await ports.runs.get(runId);
  if (found === null) throw new AppError('RUN_NOT_FOUND', { run: runId });
  return found;
}

async function load(service: Pick<Service, 'ports'>, runId: RunId): Promise<LoadedRun> {
  const { row, document, engineVersion } = await findRun(service, runId);
  const plan = makePlan(readRunDocument(runId, engineVersion, document));
  const state = foldJournal(plan, readJournal(runId, await service.ports.journal.read(runId)));
  return { row, plan, state };
}

async function view(service: Service, runId: RunId): Promise<RunView> {
  const { row: stored, plan, state } = await load(service, runId);
  const row = viewRow(stored, state);
  const live = service.active.get(runId)?.live;
  return {
    row,
    steps: plan.rows.map(({ number }) => viewStep(plan, state, row.state, number, live?.get(number) ?? null)),
    variables: viewVariables(state),
    environment: state.environment,
    canResume: row.state === 'interrupted' && state.hasStarted,
    logSizeBytes: await service.ports.logFiles.size(runId, SMSTS_LOG),
  };
}
