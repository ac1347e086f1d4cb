import { AppError, isAppError } from '#shared/contract/errors';
import { message, reason } from '#shared/contract/message';
import { labelOf } from '#shared/steps/describe-step';
import { requestStateStore } from '#shared/steps/request-state-store';
import type { StateStoreGrant, StateStoreUse } from '../ports.ts';
import { STATE_STORE_PATH } from './state-store.ts';
import type { ActingStep, StepContext } from './step.ts';

/**
 * Request State Store: asks a state migration point, again after the delay as often as the step says, and gives its
 * folder in OSDStateStorePath. Asking again after an interruption gives the same store (ENG-70, ENG-71).
 */
export const requestStateStoreStep: ActingStep = {
  type: requestStateStore.type,
  interrupted: 'repeat',
  async run(context, signal) {
    const use = readUse(context);
    const retries = readNumber(context, 'smpRetryCount', 30);
    const delaySeconds = readNumber(context, 'smpRetryTime', 600);
    if (context.flag('fallbackToNaa')) {
      context.log('information', message('log:store-in-site'));
    }
    const grant = await requestWithRetries(context, use, retries, delaySeconds, signal);
    context.set(STATE_STORE_PATH, grant.path);
    context.nameStateStore(grant.storeId);
    context.useStateStore({ ...grant, use, users: grant.users === null ? null : [...grant.users], isDone: false });
    const place = grant.migrationPointName ?? message('log:this-device');
    context.log('information', message(`log:store-given.${use}`, { path: grant.path, place }));
    return { returnCode: 0 };
  },
};

async function requestWithRetries(
  context: StepContext,
  use: StateStoreUse,
  retries: number,
  delaySeconds: number,
  signal: AbortSignal,
): Promise<StateStoreGrant> {
  for (let failures = 0; ; failures += 1) {
    if (signal.aborted) throw new AppError('CANCELLED');
    try {
      return await context.migrationPoints.request(use, context.device.id, context.runId);
    } catch (error) {
      if (!isAppError(error) || error.code === 'CANCELLED' || failures >= retries) throw error;
      const said = { code: error.code, attempt: failures + 2, attempts: retries + 1, seconds: delaySeconds };
      context.log('warning', message('log:store-refused', said));
      context.progress({ text: message('log:store-waiting', { seconds: delaySeconds }) });
      await context.clock.wait(delaySeconds * 1000, signal);
    }
  }
}

function readUse(context: StepContext): StateStoreUse {
  const use = context.property('requestType').toLowerCase();
  if (use === 'capture' || use === 'restore') return use;
  throw new AppError('STEP_PROPERTY_INVALID', {
    property: labelOf(requestStateStore, 'requestType'),
    value: use,
    reason: reason('capture-or-restore'),
  });
}

function readNumber(context: StepContext, key: 'smpRetryCount' | 'smpRetryTime', limit: number): number {
  const text = context.property(key).trim();
  const value = Number(text === '' ? 0 : text);
  if (Number.isInteger(value) && value >= 0 && value <= limit) return value;
  const property = labelOf(requestStateStore, key);
  throw new AppError('STEP_PROPERTY_INVALID', { property, value: text, reason: reason('zero-to', { limit }) });
}
