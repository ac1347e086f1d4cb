import { isAppError } from '#shared/contract/errors';
import type { RunId } from '#shared/model/ids';
import type { RunRow } from '#shared/model/run';
import { loadRun, type LoadedRun } from './load-run.ts';
import { markOf } from './execute-step.ts';
import { progressAt } from './fold.ts';
import type { ClaimRequest, HeldClaim, Hold, LeftBehind, Processes, RunChange, RunOwner } from './ports.ts';
import type { RunServicePorts } from './run-contract.ts';
import { LEASE_MS } from './run-writer.ts';
import type { StandingRuns } from './standing-runs.ts';
import { viewRow } from './view.ts';

interface OwnerPorts extends Pick<RunServicePorts, 'ids' | 'computerId'> {
  readonly processes: Pick<Processes, 'ownId' | 'startOf'>;
}

/** This process as an owner, told from every other that has or had its number. */
export function makeOwner({ ids, processes, computerId }: OwnerPorts): RunOwner {
  const processId = processes.ownId();
  return { ownerId: ids.uuid(), computerId, processId, processStart: processes.startOf(processId) };
}

/** What an owner asks for when it takes a run up at a time: its name, and a lease from then on. */
export function claimNow(owner: RunOwner, at: number): ClaimRequest {
  return { owner, at, leaseUntil: at + LEASE_MS };
}

/**
 * True when the owner of a claim is gone, of a run or of a job (ENG-140). A process of this computer that is known to be
 * gone has lost it at once, one that is known to live keeps it; otherwise the lease decides.
 */
export function isAbandoned(
  { processes, clock }: Pick<RunServicePorts, 'clock'> & { readonly processes: Pick<Processes, 'lifeOf'> },
  own: RunOwner,
  claim: RunOwner & { readonly leaseUntil: number },
): boolean {
  const isHere = claim.computerId === own.computerId || claim.computerId === '';
  // Of this process itself only the lease says whether that owner is still in it.
  const isOwnProcess = claim.processId === own.processId && claim.processStart === own.processStart;
  if (isHere && !isOwnProcess) {
    const life = processes.lifeOf(claim.processId, claim.processStart);
    if (life !== 'unknown') return life === 'gone';
  }
  return claim.leaseUntil <= clock.now();
}

/**
 * Interrupts runs whose owner is gone and gives their devices back; `holds` are the claims that the owner itself has now,
 * which it keeps however long ago they were renewed. Gives the runs that can be resumed (ENG-92). What the store cannot
 * take is kept in `standing`, and tried again with the next call (STO-233).
 */
export async function recoverRuns(
  ports: RunServicePorts,
  own: RunOwner,
  holds: ReadonlyMap<RunId, Hold>,
  standing: StandingRuns,
): Promise<RunId[]> {
  const interrupted: RunId[] = [];
  await standing.settleAll();
  for (const claim of await ports.runs.listClaims()) {
    const isHeld = claim.ownerId === own.ownerId && holds.get(claim.runId)?.fence === claim.fence;
    if (isHeld || standing.has(claim.runId) || !isAbandoned(ports, own, claim)) continue;
    const { runId } = claim;
    const loaded = await loadForRecovery(ports, runId);
    const leftBehind = loaded === null ? null : await endLeftOf(ports, own, claim, loaded);
    // The last row may have been written although the run's own row was not.
    const isOver = loaded !== null && loaded.state.ended !== null;
    const row = loaded === null ? {} : endOf(viewRow(loaded.row, loaded.state));
    const change = isOver ? row : ({ ...row, state: 'interrupted', endedAt: null, leftBehind } as const);
    const ended = await standing.end(runId, { fence: claim.fence }, change);
    if (ended === 'stored' && !isOver) interrupted.push(runId);
  }
  return interrupted;
}

/**
 * A command may live on when the program that ran it was killed; nobody waits for it any more. On this computer it is
 * ended; on another one nobody can (ENG-144). Gives what goes on.
 */
async function endLeftOf(
  ports: RunServicePorts,
  own: RunOwner,
  { runId, ownerId, computerId }: HeldClaim,
  { state }: LoadedRun,
): Promise<LeftBehind | null> {
  if (state.running === null) return null;
  const left = { ownerId, computerId, step: state.running, attempt: progressAt(state, state.running).attempts };
  if (computerId !== own.computerId) return left;
  const mark = markOf(ownerId, runId, left.step, left.attempt);
  const goesOn = (await ports.processes.endMarked([mark], state.firstStepAt ?? 0)).left;
  if (goesOn.length === 0) return null;
  ports.log.warning(`Of run ${runId} processes go on that cannot be ended: ${goesOn.join(', ')}`);
  return left;
}

/** Null for a journal that this version cannot read: its run is interrupted all the same, and the others go on. */
async function loadForRecovery(ports: RunServicePorts, runId: RunId): Promise<LoadedRun | null> {
  try {
    return await loadRun(ports, runId);
  } catch (error) {
    if (!isAppError(error)) throw error;
    ports.log.warning(`The journal of run ${runId} cannot be read`, error);
    return null;
  }
}

/** What a run's own row takes from its journal when it has ended. */
export function endOf({ state, endedAt, stepDone, failedSteps, incomplete, error }: RunRow): RunChange {
  return { ...(state === 'unreadable' ? {} : { state }), endedAt, stepDone, failedSteps, incomplete, error };
}
