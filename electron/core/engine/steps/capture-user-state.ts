import { AppError, isAppError } from '#shared/contract/errors';
import { isMissing, MAX_LISTED, type CaptureResult, type StoreSummary } from '#shared/model/user-state';
import { captureUserState } from '#shared/steps/capture-user-state';
import type { ElevationUse } from '#shared/model/local-computer';
import type { CaptureRequest } from '../../userstate/types.ts';
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
          ...profileNames(store.users),
        },
        { signal, onProgress: createStateProgress(context) },
      ),
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
  demandShadowCopies(context);
  return readRuleFiles(context);
}

const wantsShadowCopies = (context: StepContext): boolean => context.property('fileAccess').toLowerCase() === 'vss';

/** What needs Windows or elevation is said before anything is tried (ENG-117). */
function demandShadowCopies(context: StepContext): void {
  const { local } = context.device;
  if (local === undefined || !wantsShadowCopies(context)) return;
  if (local.shadowCopies === null) {
    throw new AppError('STEP_NOT_SUPPORTED_HERE', {
      type: captureUserState.label,
      needs: 'Windows, for shadow copies of its drives; choose another way to copy files that are in use',
    });
  }
  if (local.elevationHelps.includes('shadow-copies')) {
    throw new AppError('ELEVATION_NEEDED', { what: 'A capture from shadow copies' });
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
  for (const use of local.elevationHelps) context.log('information', `Without elevation: ${elevationWords[use]}`);
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

const elevationWords: Readonly<Record<ElevationUse, string>> = {
  'other-profiles': 'profiles of other people cannot be read',
  hives: 'where the folders of profiles that are not loaded lie is taken from the layout',
  'shadow-copies': 'files that are in use cannot be taken from shadow copies',
  'restore-others': 'nothing can be restored into profiles of other people',
};

function logOptions(context: StepContext, store: StateStoreInUse, ruleFiles: string[] | undefined): void {
  const say = (message: string): void => logBoth(context, LOG_FILE, 'information', message);
  say(`Capture of ${context.device.name} into ${store.path}`);
  say(`Rules: ${ruleFiles === undefined ? 'standard options' : ruleFiles.join(', ')}`);
  say(`Accounts: ${store.users === null ? 'all' : store.users.join(', ')}`);
  if (wantsShadowCopies(context)) {
    say(
      context.device.local !== undefined
        ? 'Shadow copies: made now, removed after the capture'
        : 'Shadow copies: nothing is in use on a device of folders, so the option is satisfied',
    );
  }
  say(
    context.flag('skipEncryptedFiles')
      ? 'Encrypted files: those that Windows encrypts (EFS) are left out and named'
      : 'Encrypted files: copied without their encryption, and counted; those that this account cannot open are named',
  );
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
    if (!isLost && !isVerbose && entry.reason !== 'encrypted') continue;
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
