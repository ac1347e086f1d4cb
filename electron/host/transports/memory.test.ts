import type { ClientMessage, ServerMessage } from '#shared/contract/envelope';
import { createMemoryPair } from './memory.ts';
import { describePort } from './port.contract.ts';

describePort('memory', () => {
  const { left, right } = createMemoryPair<ServerMessage, ClientMessage>();
  return { host: left, client: right };
});
