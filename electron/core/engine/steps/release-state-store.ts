import { AppError } from '#shared/contract/errors';
import { isTrueText } from '#shared/model/variable';
import { message } from '#shared/contract/message';
import { releaseStateStore } from '#shared/steps/release-state-store';
import { STATE_STORE_PATH } from './state-store.ts';
import type { ActingStep } from './step.ts';

/**
 * Release State Store: looks at the last action. After a failure nothing is published and the data stays for
 * inspection; after a capture the store becomes available, after a complete restore its retention starts (ENG-79 to ENG-81,
 * ENG-150).
 */
export const releaseStateStoreStep: ActingStep = {
  type: releaseStateStore.type,
  interrupted: 'repeat',
  async run(context) {
    const store = context.stateStore;
    if (store === null) throw new AppError('STATE_STORE_PATH_MISSING');
    context.nameStateStore(store.storeId);
    const hasLastSucceeded = isTrueText(context.variable('_SMSTSLastActionSucceeded') ?? 'true');
    if (!hasLastSucceeded || !store.isDone) {
      if (store.use === 'capture') await context.migrationPoints.release(store.storeId, 'kept', context.runId);
      // The step before may have ended well and still not be the capture: then the store itself was not finished.
      const code = hasLastSucceeded ? 'STATE_STORE_INCOMPLETE' : 'RELEASE_LAST_ACTION_FAILED';
      throw new AppError(code, { path: store.path });
    }
    const how = store.use === 'capture' ? ('published' as const) : ('retention' as const);
    const { isKept } = await context.migrationPoints.release(store.storeId, how, context.runId);
    context.set(STATE_STORE_PATH, '');
    context.useStateStore(null);
    if (isKept) context.log('warning', message('log:store-kept-incomplete', { path: store.path }));
    else context.log('information', message(`log:store-${how}`, { path: store.path }));
    return { returnCode: 0 };
  },
};
