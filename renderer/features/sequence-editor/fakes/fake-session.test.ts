import { describeEditing } from '#shared/contract/editor.contract';
import { createFakeClient } from '../../../api/fake-client.ts';
import { fakePackage, restartIds } from './fake-nodes.ts';
import { createFakeSession } from './fake-session.ts';

describeEditing('the session in memory', '[CON-40]', () => {
  restartIds();
  return Promise.resolve({ client: createFakeClient(createFakeSession([]).handlers), packageId: fakePackage });
});
