import { AppError } from '#shared/contract/errors';
import { type RuleFileKind, ruleFileKind } from '#shared/model/rule-files';
import { MAX_LISTED, type RestoreResult } from '#shared/model/user-state';
import { restoreUserState } from '#shared/steps/restore-user-state';
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
import type { ActingStep, StepContext } from './step.ts';

const LOG_FILE = 'loadstate.log';
/** Rule files of the field that bring back all that was captured, as the standard options do. */
const wholeKinds: ReadonlySet<RuleFileKind> = new Set(['documents', 'applications']);

/**
 * Restore User State. Beginning again is safe: a file that is there already with the same content is left as it is
 * (ENG-77, ENG-78).
 */
export const restoreUserStateStep: ActingStep = {
  type: restoreUserState.type,
  interrupted: 'repeat',
  describe: (context) => `Restore user state to ${context.device.name}`,
  async run(context, signal) {
    checkRules(context);
    const store = await findStateStore(context, 'restore');
    context.useStateStore(store);
    context.nameStateStore(store.storeId);
    logOptions(context, store);
    await context.migrationPoints.noteBegun(store.storeId, 'restore', context.runId);
    let hasEnded = false;
    context.onEnd(async () => {
      if (hasEnded) return;
      await context.migrationPoints.noteEnded(store.storeId, { kind: 'restore-failed' }, context.runId);
    });
    const result = await context.userState.restore(
      {
        storePath: store.path,
        device: stateDevice(context),
        continueOnRestore: context.flag('continueOnRestore'),
        restoreLocalAccounts: context.flag('localAccounts'),
        ...profileNames(store.users),
      },
      { signal, onProgress: createStateProgress(context) },
    );
    logResult(context, result);
    await context.migrationPoints.noteEnded(store.storeId, { kind: 'restored' }, context.runId);
    hasEnded = true;
    context.useStateStore({ ...store, isDone: true });
    if (result.isComplete) return { returnCode: 0 };
    context.markIncomplete();
    context.log('warning', `${result.missingCount} files did not come over; the result names them`);
    return { returnCode: 3 };
  },
};

/** A list that would bring back less than all cannot act yet; ignoring it would restore too much (ENG-78). */
function checkRules(context: StepContext): void {
  refuseToolOptions(context, restoreUserState.label, 'OSDMigrateAdditionalRestoreOptions', 'LoadState');
  for (const file of readRuleFiles(context) ?? []) {
    if (wholeKinds.has(ruleFileKind(file))) continue;
    throw new AppError('STATE_RULES_REFUSED', { file, reason: 'a restore brings back all that was captured' });
  }
}

function logOptions(context: StepContext, store: StateStoreInUse): void {
  const say = (message: string): void => logBoth(context, LOG_FILE, 'information', message);
  say(`Restore to ${context.device.name} from ${store.path}`);
  say(`Accounts: ${store.users === null ? 'all' : store.users.join(', ')}`);
  if (context.flag('localAccounts')) {
    say('Local accounts: a folder holds no accounts, so they are planned and their password is not used');
  }
  const packageId = context.property('usmtRestorePackageId');
  if (packageId !== '') say(`Package ${packageId} is not needed`);
}

function logResult(context: StepContext, result: RestoreResult): void {
  const say = (severity: 'information' | 'warning', message: string): void =>
    logBoth(context, LOG_FILE, severity, message);
  for (const note of result.notes) say('information', note);
  for (const entry of result.missing) {
    say('warning', `Missing (${entry.cause}): ${entry.path} ${entry.detail} ${entry.remedy}`.trimEnd());
  }
  if (result.missingCount > MAX_LISTED) say('warning', `${result.missingCount} files are missing in all`);
  if (context.flag('enableVerboseLogging')) {
    for (const entry of result.renamed) say('information', `Name taken: ${entry.path} became ${entry.targetPath}`);
  }
  for (const account of result.plannedAccounts) {
    say('information', `Account to create: ${account.name} (${account.accountKind}) with ${account.profilePath}`);
  }
  sayNotCarried(context, LOG_FILE, result.notCarried);
  for (const user of result.perUser) say('information', `${user.user}: ${user.files} files, ${user.bytes} bytes`);
  say(
    'information',
    `${result.files} files, ${result.folders} folders, ${result.bytes} bytes; ${result.alreadyThere} were there already; ` +
      `${result.renamedCount} under another name; ${result.linksNotRestored} links not made; code ${result.exitCode}`,
  );
}
