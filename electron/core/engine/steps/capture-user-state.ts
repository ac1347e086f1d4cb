import { AppError, isAppError } from '#shared/contract/errors';
import { message, reason } from '#shared/contract/message';
import type { Message, MessageOrText } from '#shared/contract/message-shape';
import { isMissing, MAX_LISTED, type CaptureResult, type StoreSummary } from '#shared/model/user-state';
import { labelOf } from '#shared/steps/describe-step';
import { captureUserState } from '#shared/steps/capture-user-state';
import type { CaptureRequest } from '../../userstate/types.ts';
import type { StateStoreInUse } from '../journal.ts';
import {
  accountsOf,
  createStateProgress,
  findStateStore,
  logBoth,
  sayNotCarried,
  chosenUsers,
  readRuleFiles,
  refuseToolOptions,
  stateDevice,
  userTotal,
} from './state-store.ts';
import type { ActingStep, StepContext, StepLook, StepOutcome } from './step.ts';

const LOG_FILE = 'scanstate.log';

/**
 * Capture User State. A finished store appears by one rename, so after an interruption it is either there and taken
 * up, or absent and captured again (ENG-73 to ENG-76).
 */
export const captureUserStateStep: ActingStep = {
  type: captureUserState.type,
  interrupted: 'check',
  refuse: refuseOptions,
  async run(context, signal) {
    const ruleFiles = readRuleFiles(context);
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
    const result = await captureFrom(context, signal, (from) =>
      context.userState.capture(
        {
          ...from,
          storePath: store.path,
          overwrite: context.isRepeated || context.attempt > 1,
          continueOnLockedFiles: context.flag('continueOnLockedFiles'),
          skipsEncrypted: context.flag('skipEncryptedFiles'),
          hasStandardOptions: ruleFiles === undefined,
          tool: context.tool,
          excludedHostPaths: [store.path, ...(from.excludedHostPaths ?? [])],
          ...(ruleFiles === undefined ? {} : { ruleFiles }),
          ...chosenUsers(store.users),
        },
        { signal, onProgress: createStateProgress(context) },
      ),
    );
    logResult(context, result);
    const effects = await finish(context, store, await context.userState.describe(store.path));
    // Not before: what goes wrong on the way would leave a store that is being captured for ever, and cannot be deleted.
    hasEnded = true;
    return effects;
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
    context.log('information', message('log:capture-taken-up'));
    context.nameStateStore(store.storeId);
    return finish(context, store, summary);
  },
};

/** Refuses what a copied store on a device of folders cannot do. */
function refuseOptions(context: StepLook): void {
  if (context.flag('useHardlinks')) {
    if (context.stateStore?.migrationPointName != null) throw new AppError('HARDLINK_WITH_MIGRATION_POINT');
    throw new AppError('STEP_NOT_SUPPORTED_HERE', {
      type: captureUserState.label,
      needs: message('reasons:needs.hard-links'),
    });
  }
  const isOffline = context.flag('offlineUserState');
  if (isOffline && context.environment !== 'WinPE') {
    throw new AppError('STEP_WRONG_ENVIRONMENT', { expected: 'WinPE', actual: context.environment });
  }
  if (!isOffline && context.environment === 'WinPE') {
    throw new AppError('STEP_PROPERTY_INVALID', {
      property: labelOf(captureUserState, 'offlineUserState'),
      value: reason('option-off'),
      reason: reason('in-win-pe'),
    });
  }
  refuseToolOptions(context, captureUserState.label, 'OSDMigrateAdditionalCaptureOptions', 'ScanState');
  demandShadowCopies(context);
}

const wantsShadowCopies = (context: StepLook): boolean => context.property('fileAccess').toLowerCase() === 'vss';

/** What needs Windows or elevation is said before anything is tried (ENG-117). */
function demandShadowCopies(context: StepLook): void {
  const { local } = context.device;
  if (local === undefined || !wantsShadowCopies(context)) return;
  if (local.shadowCopies === null) {
    throw new AppError('STEP_NOT_SUPPORTED_HERE', {
      type: captureUserState.label,
      needs: message('reasons:needs.shadow-copies'),
    });
  }
  if (local.elevationHelps.includes('shadow-copies')) {
    throw new AppError('ELEVATION_NEEDED', { what: reason('capture-from-shadow-copies') });
  }
}

type CaptureSource = Pick<CaptureRequest, 'device' | 'excludedHostPaths'>;

/** The device as it is, or, on this computer with the option, as its shadow copies are (ENG-117). */
async function captureFrom(
  context: StepContext,
  signal: AbortSignal,
  capture: (source: CaptureSource) => Promise<CaptureResult>,
): Promise<CaptureResult> {
  const device = stateDevice(context);
  const { local } = context.device;
  if (local === undefined) return capture({ device });
  const own = local.excludedHostPaths;
  for (const use of local.elevationHelps) context.log('information', message(`log:without-elevation.${use}`));
  if (!wantsShadowCopies(context) || local.shadowCopies === null) return capture({ device, excludedHostPaths: own });
  return local.shadowCopies.use(
    drivesOfProfiles(device),
    (folders) => {
      const shadowed = own.flatMap((folder) => {
        const root = folders[folder.slice(0, 2).toUpperCase()];
        return root === undefined ? [] : [`${root}${folder.slice(3)}`];
      });
      return capture({
        device: { ...device, drives: { ...device.drives, ...folders } },
        excludedHostPaths: [...own, ...shadowed],
      });
    },
    signal,
  );
}

/** Only these are copied: a stick in the computer may be of a kind that cannot be. */
function drivesOfProfiles({ accounts, drives, systemDrive }: CaptureSource['device']): string[] {
  const paths = (accounts ?? []).flatMap(({ profilePath, folders }) => [profilePath, ...Object.values(folders ?? {})]);
  const letters = [systemDrive, ...paths].map((path) => (path ?? '').slice(0, 2).toUpperCase());
  return Object.keys(drives).filter((drive) => letters.includes(drive));
}

function logOptions(context: StepContext, store: StateStoreInUse, ruleFiles: string[] | undefined): void {
  const say = (said: Message): void => logBoth(context, LOG_FILE, 'information', said);
  say(message('log:capture-into', { device: context.device.name, path: store.path }));
  say(
    ruleFiles === undefined
      ? message('log:rules-standard')
      : message('log:rules-files', { files: ruleFiles.join(', ') }),
  );
  say(accountsOf(store));
  if (wantsShadowCopies(context)) {
    say(
      context.device.local !== undefined ? message('log:shadow-copies-made') : message('log:shadow-copies-satisfied'),
    );
  }
  say(context.flag('skipEncryptedFiles') ? message('log:encrypted-left-out') : message('log:encrypted-copied'));
  const packageId = context.property('usmtPackageId');
  if (packageId !== '') say(message('log:package-not-needed', { package: packageId }));
}

function logResult(context: StepContext, result: CaptureResult): void {
  const say = (severity: 'information' | 'warning', said: MessageOrText): void =>
    logBoth(context, LOG_FILE, severity, said);
  for (const note of result.notes) say('information', note);
  const isVerbose = context.flag('enableVerboseLogging');
  for (const entry of result.leftOut) {
    const isLost = isMissing(entry.reason);
    if (!isLost && !isVerbose && entry.reason !== 'encrypted') continue;
    const said = { cause: entry.reason, path: entry.path };
    const line = entry.detail === '' ? null : message('log:left-out', { ...said, detail: entry.detail });
    say(isLost ? 'warning' : 'information', line ?? message('log:left-out-plain', said));
  }
  if (result.leftOutCount > MAX_LISTED)
    say('information', message('log:left-out-in-all', { count: result.leftOutCount }));
  sayNotCarried(context, LOG_FILE, result.notCarried);
  for (const user of result.perUser) say('information', userTotal(user));
  const { files, folders, bytes, exitCode: code } = result;
  say('information', message('log:capture-total', { files, folders, bytes, code }));
}

async function finish(context: StepContext, store: StateStoreInUse, summary: StoreSummary): Promise<StepOutcome> {
  await context.migrationPoints.noteEnded(store.storeId, { kind: 'captured', result: summary }, context.runId);
  context.useStateStore({ ...store, isDone: true });
  if (summary.isComplete) return { returnCode: 0 };
  context.markIncomplete();
  context.log('warning', message('log:files-missing', { count: summary.missingCount }));
  return { returnCode: 3 };
}
