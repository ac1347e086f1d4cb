import { AppError } from '#shared/contract/errors';
import { type RuleFileKind, ruleFileKind } from '#shared/model/rule-files';
import { message, reason } from '#shared/contract/message';
import type { Message, MessageOrText } from '#shared/contract/message-shape';
import { MAX_LISTED, type RestoreResult } from '#shared/model/user-state';
import { restoreUserState } from '#shared/steps/restore-user-state';
import type { StateStoreInUse } from '../journal.ts';
import {
  accountsOf,
  createStateProgress,
  findStateStore,
  logBoth,
  sayNotCarried,
  chosenUsers,
  readRuleFiles,
  ruleFilesOf,
  refuseToolOptions,
  stateDevice,
  userTotal,
} from './state-store.ts';
import type { ActingStep, StepContext, StepLook } from './step.ts';

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
  refuse: refuseRules,
  async run(context, signal) {
    // An empty list of files is no refusal: it is missing, and said when the step runs.
    readRuleFiles(context);
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
        ...chosenUsers(store.users),
      },
      { signal, onProgress: createStateProgress(context) },
    );
    logResult(context, result);
    await context.migrationPoints.noteEnded(store.storeId, { kind: 'restored', result }, context.runId);
    hasEnded = true;
    context.useStateStore({ ...store, isDone: true });
    if (result.isComplete) return { returnCode: 0 };
    context.markIncomplete();
    context.log('warning', message('log:files-not-over', { count: result.missingCount }));
    return { returnCode: 3 };
  },
};

/** A list that would bring back less than all cannot act yet; ignoring it would restore too much (ENG-78). */
function refuseRules(context: StepLook): void {
  refuseToolOptions(context, restoreUserState.label, 'OSDMigrateAdditionalRestoreOptions', 'LoadState');
  for (const file of ruleFilesOf(context) ?? []) {
    if (wholeKinds.has(ruleFileKind(file))) continue;
    throw new AppError('STATE_RULES_REFUSED', { file, reason: reason('restore-takes-all') });
  }
}

function logOptions(context: StepContext, store: StateStoreInUse): void {
  const say = (said: Message): void => logBoth(context, LOG_FILE, 'information', said);
  say(message('log:restore-from', { device: context.device.name, path: store.path }));
  say(accountsOf(store));
  if (context.flag('localAccounts')) {
    say(message('log:local-accounts-planned'));
  }
  const packageId = context.property('usmtRestorePackageId');
  if (packageId !== '') say(message('log:restore-package-not-needed', { package: packageId }));
}

function logResult(context: StepContext, result: RestoreResult): void {
  const say = (severity: 'information' | 'warning', said: MessageOrText): void =>
    logBoth(context, LOG_FILE, severity, said);
  for (const note of result.notes) say('information', note);
  for (const entry of result.missing) {
    const { cause, path, detail, remedy } = entry;
    say('warning', message('log:missing-file', { cause, path, detail, remedy }));
  }
  if (result.missingCount > MAX_LISTED) say('warning', message('log:missing-in-all', { count: result.missingCount }));
  if (context.flag('enableVerboseLogging')) {
    for (const entry of result.renamed) {
      say('information', message('log:name-taken', { path: entry.path, target: entry.targetPath }));
    }
  }
  for (const account of result.plannedAccounts) {
    const said = { account: account.name, kind: account.accountKind, path: account.profilePath };
    say('information', message('log:account-to-create', said));
  }
  sayNotCarried(context, LOG_FILE, result.notCarried);
  for (const user of result.perUser) say('information', userTotal(user));
  const { files, folders, bytes, alreadyThere: there, exitCode: code } = result;
  const more = { renamed: result.renamedCount, links: result.linksNotRestored };
  say('information', message('log:restore-total', { files, folders, bytes, there, ...more, code }));
}
