import { createClient } from '#shared/contract/client';
import { describeClient } from '#shared/contract/client.contract';
import { fakeEvents, handlersFor, memoryLog } from './fakes/host.ts';
import { createServer, type Handlers } from './serve.ts';
import { createMemoryPair } from './transports/memory.ts';

describeClient('of a host', '[HOST-1]', (handlers) => {
  const { left, right } = createMemoryPair<never, never>();
  const events = fakeEvents();
  const asked = Object.fromEntries(
    Object.entries(handlers).map(([method, handler]) => [
      method,
      async (...given: unknown[]) => (handler as (...all: unknown[]) => unknown)(...given),
    ]),
  ) as Partial<Handlers>;
  const server = createServer({ handlers: handlersFor(asked), events, build: '1.0.0', log: memoryLog() });
  server.connect(left);
  const client = createClient(right, { build: '1.0.0', onFault: () => undefined });
  return { client, publish: (topic, payload) => events.publish(topic, payload), end: () => server.close() };
});
