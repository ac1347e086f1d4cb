import { AppError, isAppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import type { RunId } from '#shared/model/ids';
import { canGoOn, type LeftRunning, type RunRow, type RunView } from '#shared/model/run';
import { createKeyedQueue, type KeyedQueue } from '../queue/keyed-queue.ts';
import { claimNow, endOf, makeOwner, recoverRuns } from './claims.ts';
import { createRun, findRunnable } from './create-run.ts';
import { endLeft } from './end-left.ts';
import { writeJournalRow } from './journal.ts';
import { closeLogFiles, launchRun, type ActiveRun, type Launch } from './launch-run.ts';
import { lookAhead } from './look-ahead.ts';
import { findRun, loadRun, type LoadedRun } from './load-run.ts';
import type { RunOwner } from './ports.ts';
import { resumeRestarted } from './resume-restarted.ts';
import type { Cancelled, RunAdvanced, RunService, RunServicePorts, StartRequest } from './run-contract.ts';
import { LEFT_RUNNING } from './run-input.ts';
import { SMSTS_LOG } from './run-log.ts';
import { LEASE_MS, RENEW_MS, type OwnHold } from './run-writer.ts';
import { createStandingRuns, type StandingRuns } from './standing-runs.ts';
import { viewRow, viewStep, viewVariables } from './view.ts';

export type { RunAdvanced, RunService, RunServicePorts, StartRequest } from './run-contract.ts';

interface Service {
  readonly ports: RunServicePorts;
  readonly owner: RunOwner;
  readonly active: Map<RunId, ActiveRun>;
  /** Claims of this process, also those of runs that are just being taken up. */
  readonly holds: Map<RunId, OwnHold>;
  readonly standing: StandingRuns;
  /** A run is not taken up here while its end is made here: that ends what it would start. */
  readonly queue: KeyedQueue;
  readonly listeners: Set<(payload: RunAdvanced) => void>;
  readonly losers: Set<(runId: RunId) => void>;
}

/** The service over its ports; see `RunService` for what each call does. */
export function createRunService(ports: RunServicePorts): RunService {
  const owner = makeOwner(ports);
  const service: Service = {
    ports,
    owner,
    active: new Map(),
    holds: new Map(),
    standing: createStandingRuns(ports),
    queue: createKeyedQueue(),
    listeners: new Set(),
    losers: new Set(),
  };
  return {
    recover: () => recover(service),
    create: async (request) => {
      const device = await findRunnable(ports, request.deviceId);
      return (await createRun(ports, device, request, null)).runId;
    },
    lookAhead: async (request) => lookAhead(ports, await findRunnable(ports, request.deviceId), request),
    start: (request) => start(service, request),
    resumeRestarted: () =>
      resumeRestarted(ports, {
        load: async (runId) => (await loadRun(ports, runId)).state,
        resume: (runId) => resume(service, runId),
      }),
    resume: (runId) => resume(service, runId),
    cancel: (runId) => cancel(service, runId),
    heedCancels: () => heedCancels(service),
    keepClaims: () => keepClaims(service),
    async whenEnded(runId) {
      await service.active.get(runId)?.ended;
      return service.standing.show((await findRun(ports, runId)).row);
    },
    show: (row) => service.standing.show(row),
    listActive: () => [...service.active.keys()],
    view: (runId) => view(service, runId),
    onAdvanced(listener) {
      service.listeners.add(listener);
      return () => void service.listeners.delete(listener);
    },
    onLost(listener) {
      service.losers.add(listener);
      return () => void service.losers.delete(listener);
    },
    async close() {
      const runs = [...service.active.values()];
      for (const run of runs) run.controller.abort(LEFT_RUNNING);
      await Promise.all(runs.map((run) => run.ended));
      await service.standing.settleAll();
    },
  };
}

function recover({ ports, owner, holds, standing }: Service): Promise<RunId[]> {
  return recoverRuns(ports, owner, holds, standing);
}

async function start(service: Service, request: StartRequest): Promise<RunId> {
  const { ports, owner } = service;
  const device = await findRunnable(ports, request.deviceId);
  await recover(service);
  const claim = claimNow(owner, ports.clock.now());
  const { runId, fence, loaded, sealed } = await createRun(ports, device, request, claim);
  await launch(service, { runId, device, loaded, sealed, hold: { fence, renewedAt: claim.at } });
  return runId;
}

function resume(service: Service, runId: RunId): Promise<void> {
  return service.queue.run(`run/${String(runId)}`, () => takeUp(service, runId));
}

async function takeUp(service: Service, runId: RunId): Promise<void> {
  const { ports, owner } = service;
  await service.standing.settle(runId);
  await recover(service);
  const loaded = await loadRun(ports, runId);
  const { row, state } = loaded;
  const refuse = (why: Message): AppError => new AppError('RUN_NOT_RESUMABLE', { run: runId, reason: why });
  if (state.ended !== null) {
    await settleEnded(ports, runId, loaded);
    throw new AppError('RUN_ALREADY_ENDED', { run: runId });
  }
  demandReadable(row);
  if (service.active.has(runId)) throw refuse(reason('run-is-running'));
  if ((await ports.runs.listClaims()).some((claim) => claim.runId === runId)) {
    throw refuse(reason('run-is-elsewhere'));
  }
  if (!state.hasStarted && !state.isCreated) throw refuse(reason('run-not-begun'));
  if (row.deviceId === null) throw refuse(reason('run-device-deleted'));
  const device = await findRunnable(ports, row.deviceId);
  const claim = claimNow(owner, ports.clock.now());
  const { fence } = await ports.runs.claim(runId, device.id, claim);
  const hold = { fence, renewedAt: claim.at };
  await launch(service, { runId, device, hold, loaded, sealed: null });
}

/** Who was killed between the last row of a journal and the run's own row left the run as one that can go on (ENG-197). */
async function settleEnded(ports: RunServicePorts, runId: RunId, { row, state }: LoadedRun): Promise<void> {
  if (canGoOn(row.state)) await ports.runs.end(runId, null, endOf(viewRow(row, state)));
}

/** Throws `ROW_UNREADABLE`: whether such a run was ended, or by whom it is carried out, this version does not know. */
function demandReadable({ id, state }: RunRow): void {
  if (state !== 'unreadable') return;
  throw new AppError('ROW_UNREADABLE', { what: `run/${String(id)}`, reason: reason('value-wrong', { path: 'state' }) });
}

type Claimed = Pick<Launch, 'runId' | 'device' | 'hold' | 'loaded'> & { readonly sealed: Launch['sealed'] | null };

/** Carries out a run that was just claimed; when that cannot begin, the run is interrupted and its device free. */
async function launch(service: Service, claimed: Claimed): Promise<void> {
  const { ports } = service;
  const { runId, hold } = claimed;
  service.holds.set(runId, hold);
  try {
    const loaded = claimed.sealed === null ? await loadClaimed(service, claimed) : claimed.loaded;
    const sealed = claimed.sealed ?? (await openSealed(service, runId, loaded));
    await launchRun({
      ...{ ports, runId, ownerId: service.owner.ownerId, device: claimed.device, loaded, hold, sealed },
      standing: service.standing,
      emit: (payload) => service.listeners.forEach((listener) => listener(payload)),
      onLost: () => service.losers.forEach((listener) => listener(runId)),
      onBegin: (run) => void service.active.set(runId, run),
      onEnd() {
        service.active.delete(runId);
        service.holds.delete(runId);
      },
    });
  } catch (error) {
    service.holds.delete(runId);
    await closeLogFiles(ports, runId);
    await service.standing.end(runId, hold, { state: 'interrupted' });
    throw error;
  }
}

/**
 * The run as it stands now that nobody else writes it: until it was claimed another process may have gone on. Throws
 * `RUN_ALREADY_ENDED` when it came to its end; its row, which may not have said so yet, does then.
 */
async function loadClaimed({ ports }: Service, { runId, loaded, hold }: Claimed): Promise<LoadedRun> {
  const later = await ports.journal.read(runId, loaded.state.ordinal, 1);
  const current = later.length === 0 ? loaded : await loadRun(ports, runId);
  if (current.state.ended !== null) {
    await ports.runs.end(runId, hold, endOf(viewRow(current.row, current.state)));
    throw new AppError('RUN_ALREADY_ENDED', { run: runId });
  }
  current.row = { ...current.row, state: 'running', endedAt: null, error: null };
  return current;
}

/** Throws `SECRET_STORE_UNUSABLE` when a hidden value of the run is missing. */
async function openSealed(
  { ports }: Service,
  runId: RunId,
  { state }: LoadedRun,
): Promise<ReadonlyMap<string, string>> {
  const sealed = await ports.secrets.openAll(`run/${runId}/`);
  for (const { sealedAs } of state.variables.values()) {
    if (sealedAs !== null && !sealed.has(sealedAs)) {
      throw new AppError('SECRET_STORE_UNUSABLE', { file: sealedAs, reason: reason('sealed-missing') });
    }
  }
  return sealed;
}

/** So often the end of a run of another process is looked for, and so long it is waited for. */
const CANCEL_LOOK_MS = 200;
const CANCEL_WAIT_MS = 15_000;

/** Whoever looks on from another process sees it by this; a store that takes no word keeps no run from being ended. */
async function sayCancelled({ runs, clock, log }: RunServicePorts, runId: RunId): Promise<void> {
  try {
    await runs.askForCancel(runId, clock.now());
  } catch (error) {
    log.warning(`Others are not told that run ${String(runId)} is being ended`, error);
  }
}

/** Ends a run wherever it is carried out: here, in another process, or nowhere any more (ENG-90, ENG-97). */
async function cancel(service: Service, runId: RunId): Promise<Cancelled> {
  const { ports, active } = service;
  const until = ports.clock.now() + CANCEL_WAIT_MS;
  for (let isFirst = true; ; isFirst = false) {
    const own = active.get(runId);
    own?.controller.abort();
    if (isFirst && own !== undefined) await sayCancelled(ports, runId);
    await own?.ended;
    await service.standing.settle(runId);
    await recover(service);
    const found = await service.queue.run(`run/${String(runId)}`, () => endIfStanding(service, runId));
    if (found.isOver) {
      if (isFirst && own === undefined && !found.isByUs) throw new AppError('RUN_ALREADY_ENDED', { run: runId });
      return { state: found.state, left: found.left };
    }
    // Its process lives. When the claim is gone the run has just ended, and the next look says how.
    if (isFirst) await ports.runs.askForCancel(runId, ports.clock.now());
    if (ports.clock.now() >= until) return { state: found.state, left: [] };
    await ports.clock.wait(CANCEL_LOOK_MS);
  }
}

interface Look extends Cancelled {
  readonly isOver: boolean;
  readonly isByUs: boolean;
}

/**
 * How a run stands, after it was ended when nobody carries it out. What its steps have left is ended before that is
 * written: who is killed in between leaves a run that can be cancelled again.
 */
async function endIfStanding({ ports, owner }: Service, runId: RunId): Promise<Look> {
  const loaded = await loadRun(ports, runId);
  const { row, state } = loaded;
  if (state.ended !== null) {
    await settleEnded(ports, runId, loaded);
    return { isOver: true, isByUs: false, state: viewRow(row, state).state, left: state.ended.left };
  }
  demandReadable(row);
  if (!canGoOn(row.state)) return { isOver: false, isByUs: false, state: row.state, left: [] };
  const { leftBehind } = await findRun(ports, runId);
  const { processes } = ports;
  const left = await endLeft({ processes, runId, computerId: owner.computerId, state, leftBehind });
  if (await endStanding(ports, runId, loaded, left)) return { isOver: true, isByUs: true, state: 'cancelled', left };
  return { isOver: false, isByUs: false, state: row.state, left: [] };
}

/**
 * A run that nobody carries out has nothing to stop; it ends where it stands and cannot be resumed any more. False when
 * somebody has taken it up meanwhile.
 */
async function endStanding(
  ports: RunServicePorts,
  runId: RunId,
  { state }: LoadedRun,
  left: LeftRunning,
): Promise<boolean> {
  const at = ports.clock.now();
  const body = { kind: 'run-ended' as const, state: 'cancelled' as const, error: null, left };
  const rows = [writeJournalRow({ ordinal: state.ordinal + 1, at, body }, null)];
  try {
    await ports.journal.append(runId, { hold: null, leaseUntil: null, rows, lines: [], snapshot: null });
  } catch (error) {
    if (isAppError(error, 'RUN_CLAIM_LOST') || isAppError(error, 'CONFLICT')) return false;
    throw error;
  }
  await ports.runs.end(runId, null, { state: 'cancelled', endedAt: at });
  return true;
}

async function heedCancels({ ports, owner, active }: Service): Promise<void> {
  if (active.size === 0) return;
  for (const { runId, ownerId, isCancelAsked } of await ports.runs.listClaims()) {
    if (isCancelAsked && ownerId === owner.ownerId) active.get(runId)?.controller.abort();
  }
}

async function keepClaims({ ports, holds, active }: Service): Promise<void> {
  const now = ports.clock.now();
  const due = [...holds].filter(([, hold]) => now - hold.renewedAt >= RENEW_MS);
  if (due.length === 0) return;
  const claims = due.map(([runId, { fence }]) => ({ runId, fence }));
  const lost = new Set(await ports.runs.renew(claims, now + LEASE_MS));
  for (const [runId, hold] of due) {
    if (lost.has(runId)) active.get(runId)?.controller.abort(LEFT_RUNNING);
    else hold.renewedAt = now;
  }
}

async function view(service: Service, runId: RunId): Promise<RunView> {
  const { row: stored, plan, state } = await loadRun(service.ports, runId);
  const row = viewRow(service.standing.show(stored), state);
  const live = service.active.get(runId)?.live;
  return {
    row,
    steps: plan.rows.map(({ number }) => viewStep(plan, state, row.state, number, live?.get(number) ?? null)),
    variables: viewVariables(state),
    environment: state.environment,
    left: state.ended?.left ?? [],
    canResume: canGoOn(row.state) && (state.hasStarted || state.isCreated),
    logSizeBytes: await service.ports.logFiles.size(runId, SMSTS_LOG),
  };
}
