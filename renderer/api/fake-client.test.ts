import { describeClient } from '#shared/contract/client.contract';
import { createFakeClient } from './fake-client.ts';

describeClient('of tests', '[UI-327]', (handlers) => {
  const client = createFakeClient(handlers);
  return { client, publish: client.emit };
});
