import { message } from '#shared/contract/message';
import { isAppError } from '#shared/contract/errors';
import type { RunId } from '#shared/model/ids';
import type { RunError, StepProgress } from '#shared/model/run';
import { createPathResolver } from '../devices/drive-map.ts';
import { systemRefusal } from '../ports/system-reason.ts';
import { presentBehaviours } from './behaviours.ts';
import { endOf } from './claims.ts';
import { createEntryLookup } from './device-entry.ts';
import type { RunTools } from './execute-step.ts';
import type { JournalBody } from './journal.ts';
import { loadRun, type LoadedRun } from './load-run.ts';
import { createMasker } from './mask.ts';
import type { RunDevice } from './ports.ts';
import { createPublisher, type Publisher } from './publisher.ts';
import { createSystemLookup } from './device-system.ts';
import { registryOf } from './registry-condition.ts';
import type { RunAdvanced, RunServicePorts } from './run-contract.ts';
import { createRest, LEFT_RUNNING } from './run-input.ts';
import { createRunWriter, type OwnHold, type RunWriter } from './run-writer.ts';
import { carryOutRun } from './run.ts';
import { makeEngineVariables } from './start-variables.ts';
import { createVault, sealChanges, type Vault } from './variables.ts';
import type { StandingRuns } from './standing-runs.ts';
import { viewRow } from './view.ts';

/** A run that this process carries out. */
export interface ActiveRun {
  readonly controller: AbortController;
  readonly ended: Promise<void>;
  /** Progress of steps that are under way, by number. */
  readonly live: Map<number, StepProgress>;
}

export interface Launch {
  readonly ports: RunServicePorts;
  readonly runId: RunId;
  readonly device: RunDevice;
  readonly loaded: LoadedRun;
  readonly hold: OwnHold;
  readonly ownerId: string;
  /** What is sealed for the run, by key. */
  readonly sealed: ReadonlyMap<string, string>;
  readonly standing: StandingRuns;
  emit(payload: RunAdvanced): void;
  /** Another process has taken the run. */
  onLost(): void;
  onBegin(run: ActiveRun): void;
  onEnd(): void;
}

interface Parts {
  readonly vault: Vault;
  readonly writer: RunWriter;
  readonly publisher: Publisher;
}

/** Begins to carry out a run that this process has claimed, from where it stands. */
export async function launchRun(launch: Launch): Promise<void> {
  const { ports, runId, device, loaded } = launch;
  const { plan, state } = loaded;
  const live = new Map<number, StepProgress>();
  const { vault, writer, publisher } = await makeParts(launch, live);
  const begins = { run: runId, sequence: loaded.row.sequenceName, device: device.name };
  writer.log.write('information', 'engine', message('log:run-begins', begins), null);
  writer.decide(await firstRow(launch, vault));
  const controller = new AbortController();
  const paths = createPathResolver(device.drives ?? {}, ports.files, device.name);
  const tools = makeTools(launch, vault, writer, (number, progress) => {
    if (progress === null) live.delete(number);
    else live.set(number, progress);
    publisher.touch(number, number);
  });
  // Whoever looks on hears at once that the run is being ended; one that is only left here is not.
  controller.signal.addEventListener('abort', () => {
    if (controller.signal.reason === LEFT_RUNNING) return;
    loaded.row = { ...loaded.row, isCancelling: true };
    publisher.touch(1, 0);
  });
  const entry = createEntryLookup(paths, ports.files, ports.fileVersion);
  const work = carryOutRun({
    ...{ plan, state, writer, signal: controller.signal, sequenceName: loaded.row.sequenceName },
    rest: createRest(ports.clock),
    tools: { ...tools, paths },
    entry,
    system: createSystemLookup(device.system, device.local?.registry ?? null, entry),
    registry: registryOf(device.local?.registry ?? null),
    leave: () => controller.abort(LEFT_RUNNING),
    onBug: (message, cause) => ports.log.error(message, cause),
  });
  launch.onBegin({ controller, live, ended: finish(launch, work, publisher) });
}

async function makeParts(launch: Launch, live: ReadonlyMap<number, StepProgress>): Promise<Parts> {
  const { ports, runId, loaded, hold, sealed } = launch;
  const { plan, state, rowsSinceSnapshot } = loaded;
  const masker = createMasker();
  // Secrets that stood in the sequence are masked from the first line on, also after a resumption.
  const vault = createVault(ports.secrets, masker, sealed);
  const lastLogOrdinal = await ports.journal.lastLogOrdinal(runId);
  const publisher: Publisher = createPublisher({
    ...{ clock: ports.clock, plan, live, emit: (payload) => launch.emit(payload) },
    run: () => loaded,
    flush: () => writer.flushLines(),
    lastLogOrdinal: () => writer.lastLogOrdinal(),
    onError: (error) => ports.log.error(`Progress of run ${runId} could not be published`, error),
  });
  const writer: RunWriter = createRunWriter({
    ...{ runId, plan, state, hold, masker, ports, lastLogOrdinal, rowsSinceSnapshot },
    // A line asks for an event, so that the output of a long command is stored and seen while it runs.
    onLine: () => publisher.touch(1, 0),
    onDecided: (first, last) => publisher.touch(first, last),
    onSettled: () => publisher.settled(),
  });
  return { vault, writer, publisher };
}

/** What the journal says of this process taking the run up. */
async function firstRow({ ports, runId, ownerId, device, loaded }: Launch, vault: Vault): Promise<JournalBody> {
  const { plan, state, row } = loaded;
  const owner = { ownerId, computerId: ports.computerId };
  if (state.hasStarted) return { kind: 'run-resumed', owner };
  const { organisation, siteCode, logFiles } = ports;
  const { environment, name: deviceName } = device;
  const pending = makeEngineVariables({
    ...{ plan, packageId: row.packageId, sequenceName: row.sequenceName, deviceName, environment },
    ...{ logFolder: logFiles.folder(runId), organisation, siteCode },
  });
  const variables = await sealChanges(vault, `run/${runId}/variable/start`, pending);
  return { kind: 'run-started', owner, environment, variables, behaviours: [...presentBehaviours] };
}

function makeTools(
  { ports, runId, ownerId, device, loaded }: Launch,
  vault: Vault,
  { log }: RunWriter,
  onProgress: RunTools['onProgress'],
): Omit<RunTools, 'paths'> {
  const { clock, processes, scripts, userState, migrationPoints, devices, secrets, tool, computerId } = ports;
  const { packageId } = loaded.row;
  return {
    ...{ runId, packageId, ownerId, tool, clock, processes, scripts, userState, migrationPoints, devices, secrets },
    ...{ computerId, device, vault, log, onProgress, goingOn: new Map() },
  };
}

/** Brings the run's row up to its journal, however the work ended, and gives the device back. */
async function finish(launch: Launch, work: Promise<unknown>, publisher: Publisher): Promise<void> {
  const { ports, runId, loaded, hold, standing } = launch;
  let cause: RunError | null = null;
  try {
    try {
      await work;
    } catch (error) {
      cause = causeOf(error);
      ports.log.error(`Run ${runId} could not go on and is interrupted`, error);
      // What was decided and could not be written did not happen.
      loaded.state = (await loadRun(ports, runId)).state;
    }
    const row = viewRow(loaded.row, loaded.state);
    const { stepDone, failedSteps, incomplete } = row;
    const isOver = loaded.state.ended !== null;
    const stands = { state: 'interrupted', stepDone, failedSteps, incomplete, error: cause } as const;
    if ((await standing.end(runId, hold, isOver ? endOf(row) : stands)) === 'lost') {
      ports.log.warning(`Run ${runId} is carried out by another process by now`);
      launch.onLost();
      return;
    }
    loaded.row = { ...row, isCancelling: false, ...(isOver ? {} : { state: 'interrupted', error: cause }) };
    // Rows that were under way look otherwise in a run that is interrupted.
    if (!isOver && loaded.state.running !== null) publisher.touch(loaded.state.running, loaded.state.running);
    for (const number of isOver ? [] : loaded.state.openGroups) publisher.touch(number, number);
    await publisher.finish();
  } catch (error) {
    // The claim stays until its lease is over.
    const isLost = isAppError(error, 'RUN_CLAIM_LOST');
    if (isLost) launch.onLost();
    else ports.log.error(`The end of run ${runId} could not be stored`, error);
  } finally {
    await closeLogFiles(ports, runId);
    launch.onEnd();
  }
}

/** Why nothing could be written any more, for whoever sees the run stand (STO-232); null for a fault of this program. */
function causeOf(error: unknown): RunError | null {
  const known = systemRefusal(error) ?? (isAppError(error) ? error : null);
  if (known === null || known.code === 'RUN_CLAIM_LOST') return null;
  return { code: known.code, details: known.details, stepNumber: null, returnCode: null };
}

/** What was written is written: that a file cannot be closed changes nothing about the run. */
export async function closeLogFiles({ logFiles, log }: RunServicePorts, runId: RunId): Promise<void> {
  try {
    await logFiles.close(runId);
  } catch (error) {
    log.error(`The log files of run ${runId} could not be closed`, error);
  }
}
