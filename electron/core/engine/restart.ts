import { AppError, isAppError } from '#shared/contract/errors';
import { errorMessages, message } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import type { RunEnvironment } from '#shared/model/device';
import type { LogSeverity } from '#shared/model/run';
import type { SequenceNode } from '#shared/model/sequence';
import { findVariable } from '#shared/model/variable';
import { isStepOf } from '#shared/steps/catalog';
import { restartComputer } from '#shared/steps/restart-computer';
import { rowAt } from './plan.ts';
import type { LocalPart, RestartRequest } from './ports.ts';
import { demandRestart } from './restart-demand.ts';
import type { RunInput } from './run-input.ts';
import { expandVariables, lookUp } from './variables.ts';

/** Seconds that a person has to stop a restart that no Restart Computer step announces (code 3010 and the like). */
const USUAL_SECONDS = 60;

/** What the person reads and how long they have: from a Restart Computer step, else the usual. */
export function readAnnouncement(
  node: SequenceNode | null,
  expand: (text: string) => string,
): Pick<RestartRequest, 'message' | 'seconds'> {
  if (node === null || !isStepOf(node, restartComputer)) return { message: '', seconds: USUAL_SECONDS };
  const value = (key: string): string | undefined => findVariable(node.variables, key)?.value;
  const seconds = expand(value('MessageTimeout') ?? '').trim();
  return {
    message: expand(value('Message') ?? ''),
    seconds: /^\d{1,6}$/.test(seconds) ? Number(seconds) : USUAL_SECONDS,
  };
}

/** A step that succeeded and asks for a restart that cannot be here has not done what the sequence counts on. */
export function refuseRestart(
  { tools }: Pick<RunInput, 'tools'>,
  environment: RunEnvironment | undefined,
): AppError | null {
  const { local } = tools.device;
  if (local === undefined || environment === undefined) return null;
  try {
    demandRestart(local, environment);
    return null;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

/**
 * A real restart. The journal says that this computer restarted only when the system was started after the step that
 * asked for it: that is looked at before anything is announced, after every resumption too (ENG-113).
 */
export async function restartThisComputer(input: RunInput, { restart }: LocalPart): Promise<boolean> {
  const { state, tools, plan } = input;
  const say = (severity: LogSeverity, said: Message): void => tools.log.write(severity, 'engine', said, null);
  if (state.restartAskedAt !== null && restart.happenedSince(state.restartAskedAt)) {
    restart.over();
    return true;
  }
  const row = state.restartAskedBy === null ? null : rowAt(plan, state.restartAskedBy);
  const expand = (text: string): string => expandVariables(text, (name) => lookUp(state, tools.vault, name));
  const announced = readAnnouncement(row?.node ?? null, expand);
  say('warning', message('log:restart-in', { count: announced.seconds }));
  await tools.log.flush();
  try {
    const outcome = await restart.announce(
      {
        runId: tools.runId,
        sequenceName: input.sequenceName,
        ...announced,
        onEntry: (isRegistered) =>
          say(
            isRegistered ? 'information' : 'warning',
            isRegistered ? message('log:restart-entry') : message('log:restart-no-entry'),
          ),
      },
      input.signal,
    );
    if (outcome === 'asked') await waitForEnd(input);
    say('warning', outcome === 'asked' ? message('log:restart-not-done') : message('log:restart-stopped'));
    restart.over();
    input.leave();
  } catch (error) {
    if (isAppError(error, 'CANCELLED') && input.signal.aborted) return false;
    if (!isAppError(error) || !refusals.has(error.code)) throw error;
    say('error', message('log:error', { code: error.code, ...errorMessages(error.code, error.details) }));
    input.leave();
  }
  await tools.log.flush();
  return false;
}

const refusals: ReadonlySet<string> = new Set(['RESTART_FAILED', 'RESTART_NOT_ALLOWED', 'RESTART_SCHEDULED_ALREADY']);

/** After the system was asked this process is ended by it, or leaves the run. So long it is believed that it will. */
const LONGEST_RESTART_MS = 300_000;

async function waitForEnd({ tools, signal }: RunInput): Promise<void> {
  await tools.log.flush();
  await tools.clock.wait(LONGEST_RESTART_MS, signal);
}
