import { AppError, isAppError } from '#shared/contract/errors';
import { isMissing, MAX_LISTED, type CaptureResult, type StoreSummary } from '#shared/model/user-state';
import { captureUserState } from '#shared/steps/capture-user-state';
import type { StateStoreInUse } from '../journal.ts';
import {
  createStateProgress,
  findStateStore,
  logBoth,
  sayNotCarried,
  profileNames,
  readRuleFiles,
  refuseToolOptions,
  stateDevice,
} from './state-store.ts';
import type { ActingStep, StepContext, StepOutcome } from './step.ts';

const LOG_FILE = 'scanstate.log';

/**
 * Capture User State. A finished store appears by one rename, so after an interruption it is either there and taken
 * up, or absent and captured again (ENG-73 to ENG-76).
 */
export const captureUserStateStep: ActingStep = {
  type: captureUserState.type,
  interrupted: 'check',
  describe: (context) => `Capture the user state of ${context.device.name}`,
  async run(context, signal) {
    const ruleFiles = checkOptions(context);
    const store = await findStateStore(context, 'capture');
    context.useStateStore(store);
    context.nameStateStore(store.storeId);
    logOptions(context, store, ruleFiles);
    await context.migrationPoints.noteBegun(store.storeId, 'capture', context.runId);
    let hasEnded = false;
    context.onEnd(async () => {
      if (hasEnded) return;
      await context.migrationPoints.noteEnded(store.storeId, { kind: 'capture-failed' }, context.runId);
    });
    const result = await context.userState.capture(
      {
        device: stateDevice(context),
        storePath: store.path,
        overwrite: context.isRepeated || context.attempt > 1,
        continueOnLockedFiles: context.flag('continueOnLockedFiles'),
        hasStandardOptions: ruleFiles === undefined,
        tool: context.tool,
        excludedHostPaths: [store.path],
        ...(ruleFiles === undefined ? {} : { ruleFiles }),
        ...profileNames(store.users),
      },
      { signal, onProgress: createStateProgress(context) },
    );
    hasEnded = true;
    logResult(context, result);
    return finish(context, store, await context.userState.describe(store.path));
  },
  async checkDone(context) {
    const store = await findStateStore(context, 'capture');
    let summary: StoreSummary;
    try {
      summary = await context.userState.describe(store.path);
    } catch (error) {
      if (isAppError(error, 'STATE_STORE_NOT_FOUND') || isAppError(error, 'STATE_STORE_INCOMPLETE')) return null;
      throw error;
    }
    // A store from before this step is not its work.
    if (summary.takenAt < context.firstStartedAt) return null;
    context.log('information', 'The capture had ended when the program was interrupted: its store is taken up');
    context.nameStateStore(store.storeId);
    return finish(context, store, summary);
  },
};

/** Refuses what a copied store on a device of folders cannot do; gives the rule files, undefined for the standard. */
function checkOptions(context: StepContext): string[] | undefined {
  if (context.flag('useHardlinks')) {
    if (context.stateStore?.migrationPointName != null) throw new AppError('HARDLINK_WITH_MIGRATION_POINT');
    throw new AppError('STEP_NOT_SUPPORTED_HERE', {
      type: captureUserState.label,
      needs: 'a state store of hard links; turn off “Capture locally by using links”',
    });
  }
  const isOffline = context.flag('offlineUserState');
  if (isOffline && context.environment !== 'WinPE') {
    throw new AppError('STEP_WRONG_ENVIRONMENT', { expected: 'WinPE', actual: context.environment });
  }
  if (!isOffline && context.environment === 'WinPE') {
    throw new AppError('STEP_PROPERTY_INVALID', {
      property: 'Capture in off-line mode (Windows PE only)',
      value: 'off',
      reason: 'the device is in Windows PE, where the installed Windows does not run',
    });
  }
  refuseToolOptions(context, captureUserState.label, 'OSDMigrateAdditionalCaptureOptions', 'ScanState');
  return readRuleFiles(context);
}

function logOptions(context: StepContext, store: StateStoreInUse, ruleFiles: string[] | undefined): void {
  const say = (message: string): void => logBoth(context, LOG_FILE, 'information', message);
  say(`Capture of ${context.device.name} into ${store.path}`);
  say(`Rules: ${ruleFiles === undefined ? 'standard options' : ruleFiles.join(', ')}`);
  say(`Accounts: ${store.users === null ? 'all' : store.users.join(', ')}`);
  if (context.property('fileAccess').toLowerCase() === 'vss') {
    say('Shadow copies: nothing is in use on a device of folders, so the option is satisfied');
  }
  if (context.flag('skipEncryptedFiles')) {
    say(
      'Encrypted files: folders of this computer hold none that the file system encrypts, so the option is satisfied',
    );
  }
  const packageId = context.property('usmtPackageId');
  if (packageId !== '') say(`Package ${packageId} is not needed: the rules of this program are used`);
}

function logResult(context: StepContext, result: CaptureResult): void {
  const say = (severity: 'information' | 'warning', message: string): void =>
    logBoth(context, LOG_FILE, severity, message);
  for (const note of result.notes) say('information', note);
  const isVerbose = context.flag('enableVerboseLogging');
  for (const entry of result.leftOut) {
    const isLost = isMissing(entry.reason);
    if (!isLost && !isVerbose) continue;
    say(isLost ? 'warning' : 'information', `Left out (${entry.reason}): ${entry.path} ${entry.detail}`.trimEnd());
  }
  if (result.leftOutCount > MAX_LISTED) say('information', `${result.leftOutCount} entries were left out in all`);
  sayNotCarried(context, LOG_FILE, result.notCarried);
  for (const user of result.perUser) say('information', `${user.user}: ${user.files} files, ${user.bytes} bytes`);
  say(
    'information',
    `${result.files} files, ${result.folders} folders, ${result.bytes} bytes; code ${result.exitCode}`,
  );
}

async function finish(context: StepContext, store: StateStoreInUse, summary: StoreSummary): Promise<StepOutcome> {
  await context.migrationPoints.noteEnded(store.storeId, { kind: 'captured', result: summary }, context.runId);
  context.useStateStore({ ...store, isDone: true });
  if (summary.isComplete) return { returnCode: 0 };
  context.markIncomplete();
  context.log('warning', `${summary.missingCount} files are missing from the user state; the result names them`);
  return { returnCode: 3 };
}
