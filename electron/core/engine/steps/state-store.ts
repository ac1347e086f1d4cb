import { AppError } from '#shared/contract/errors';
import { splitRuleFiles } from '#shared/model/rule-files';
import { message } from '#shared/contract/message';
import type { Message, MessageOrText } from '#shared/contract/message-shape';
import type { LogSeverity, StepProgress } from '#shared/model/run';
import type { NotCarried, StateProgress, UserSummary } from '#shared/model/user-state';
import { notCarriedLine } from '../../userstate/not-carried.ts';
import type { StateDevice } from '../../userstate/types.ts';
import { parseWindowsPath } from '../../devices/windows-path.ts';
import type { StateStoreInUse } from '../journal.ts';
import type { StateStoreUse } from '../ports.ts';
import type { StepContext, StepLook } from './step.ts';

/** The variable of the field that says where user state is. */
export const STATE_STORE_PATH = 'OSDStateStorePath';

/**
 * The store that OSDStateStorePath names: the one that was requested, or a folder on a drive of the device that is not
 * its root. Throws `STATE_STORE_PATH_MISSING`, `STATE_STORE_PATH_ROOT`, `PATH_INVALID`, `DRIVE_NOT_MAPPED` (ENG-72).
 */
export async function findStateStore(context: StepContext, use: StateStoreUse): Promise<StateStoreInUse> {
  const path = (context.variable(STATE_STORE_PATH) ?? '').trim();
  if (path === '') throw new AppError('STATE_STORE_PATH_MISSING');
  const known = context.stateStore;
  if (known !== null && known.path === path && known.use === use) return known;
  if (parseWindowsPath(path).names.length === 0) throw new AppError('STATE_STORE_PATH_ROOT', { path });
  const { hostPath } = context.paths.resolve(path);
  if (known !== null && known.path === hostPath && known.use === use) return known;
  const grant = await context.migrationPoints.useLocal(use, hostPath, context.device.id, context.runId);
  return { ...grant, use, users: grant.users === null ? null : [...grant.users], isDone: false };
}

/** The device as user state sees it. */
export function stateDevice(context: StepContext): StateDevice {
  const { name, drives, accounts, local } = context.device;
  if (local !== undefined) return { name, ...local.stateDevice };
  return { name, drives: drives ?? {}, ...(accounts === undefined ? {} : { accounts }) };
}

/** The accounts of the association as they were written; undefined for all. */
export function chosenUsers(users: readonly string[] | null): { users?: readonly string[] } {
  return users === null ? {} : { users };
}

/** Rule files of the step, perhaps none; undefined for the standard options. */
export function ruleFilesOf(look: StepLook): string[] | undefined {
  return look.property('mode').toLowerCase() === 'advanced' ? splitRuleFiles(look.property('configFiles')) : undefined;
}

/** Rule files of the step; undefined for the standard options. Throws `STEP_PROPERTY_MISSING`. */
export function readRuleFiles(look: StepLook): string[] | undefined {
  const files = ruleFilesOf(look);
  if (files?.length === 0) throw new AppError('STEP_PROPERTY_MISSING', { property: 'Files' });
  return files;
}

/** Options that are passed on to the vendor's tool unread cannot act on our own reader of rules (ENG-75). */
export function refuseToolOptions(context: StepLook, type: Message, variable: string, tool: string): void {
  if ((context.variable(variable) ?? '') === '') return;
  throw new AppError('STEP_NOT_SUPPORTED_HERE', {
    type,
    needs: message('reasons:needs.tool', { tool, variable }),
  });
}

/** Writes one line to smsts.log and to the tool's own log. */
export function logBoth(context: StepContext, file: string, severity: LogSeverity, said: MessageOrText): void {
  context.log(severity, said);
  context.logTool(file, severity, said);
}

/** Whose files it is about. */
export function accountsOf({ users }: StateStoreInUse): Message {
  return users === null ? message('log:accounts-all') : message('log:accounts', { accounts: users.join(', ') });
}

/** What came of one person. */
export function userTotal({ user, files, bytes }: UserSummary): Message {
  return message('log:user-total', { user, files, bytes });
}

/** Names in both logs what Windows keeps of files and a store does not, by kind and number. */
export function sayNotCarried(context: StepContext, file: string, lost: NotCarried | undefined): void {
  const line = lost === undefined ? '' : notCarriedLine(lost);
  if (line !== '') logBoth(context, file, 'warning', message('log:not-carried', { kinds: line }));
}

/** Progress of user state as a step shows it; the rest of the time follows from the bytes done so far. */
export function createStateProgress(context: StepContext): (progress: StateProgress) => void {
  const startedAt = context.clock.now();
  return (progress) => {
    const { bytes, totalBytes, files, totalFiles } = progress;
    const fraction = totalBytes > 0 ? Math.min(1, bytes / totalBytes) : null;
    const elapsed = context.clock.now() - startedAt;
    const canEstimate = fraction !== null && fraction > 0 && elapsed > 1000;
    const shown: StepProgress = {
      fraction,
      text: message(`log:phase.${progress.phase}`, { files, total: totalFiles }),
      doneBytes: bytes,
      totalBytes: totalBytes > 0 ? totalBytes : null,
      remainingMs: canEstimate ? Math.round((elapsed * (1 - fraction)) / fraction) : null,
    };
    context.progress(shown);
  };
}
