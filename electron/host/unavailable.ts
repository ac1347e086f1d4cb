import type { MethodName } from '#shared/contract/contract';
import { contract } from '#shared/contract/contract';
import type { AppError } from '#shared/contract/errors';
import type { Handlers, HostEvents } from './serve.ts';

/**
 * The core of a site that could not be opened (damaged, read-only, locked, newer …): every call answers with the
 * reason, so that the console opens and its screen can say what to do.
 */
export function unavailableCore(reason: AppError): { handlers: Handlers; events: HostEvents } {
  const refuse = (): Promise<never> => Promise.reject(reason);
  const methods = Object.keys(contract).filter((name) => contract[name as keyof typeof contract].kind !== 'event');
  const handlers = Object.fromEntries(methods.map((name) => [name as MethodName, refuse])) as unknown as Handlers;
  return { handlers, events: { subscribe: () => () => undefined } };
}
