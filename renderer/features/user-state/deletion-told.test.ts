// @vitest-environment jsdom
import { expect, it } from 'vitest';
import type { WireError } from '#shared/contract/errors';
import { JobId } from '#shared/model/ids';
import type { Job } from '#shared/model/job';
import { createTestShell, pageOf } from '../../app/testing.tsx';
import { deleteAssociations } from './association-actions.ts';
import { testAssociation, testStoreId } from './fakes/user-state.ts';
import { userStateFeature } from './index.tsx';

const jobId = JobId.parse('5f0c6f3e-6a3c-4c1e-9a55-0a6f0f1f2c01');
const association = testAssociation();

function jobThat(state: Job['state'], error: WireError | null): Job {
  return {
    ...{ id: jobId, kind: 'delete-store', title: 'OLD-PC', state, startedAt: 1, endedAt: 2, done: 0, total: null },
    ...{ text: '', stateStoreId: testStoreId, error },
  };
}

async function told(job: Job, inUse: readonly string[]): Promise<string[]> {
  const { shell } = createTestShell(
    {
      'association.list': () => pageOf([association]),
      'stateStore.list': () => pageOf([]),
      'migrationPoint.list': () => pageOf([]),
      'job.list': () => pageOf([job]),
      'association.delete': () => ({
        count: 1,
        deletions: [{ stateStoreId: testStoreId, jobId }],
        inUse: inUse.map((path) => ({ id: testStoreId, path })),
      }),
    },
    [userStateFeature],
  );
  const ids = [association.id];
  const deleted = deleteAssociations(shell, { count: 1, rows: [association], input: { kind: 'ids', ids } });
  const [asked] = shell.dialogs.store.getState().open;
  shell.dialogs.close(asked?.id ?? 0, 'delete');
  await deleted;
  return shell.toasts.store
    .getState()
    .toasts.map(({ intent, title, text }) => [intent, title, text ?? ''].join(' | ').trim());
}

const gone = expect.stringMatching(/^success \| The association .* was deleted\. \|$/) as string;

it('[UI-601] with what was deleted it is told which stores stayed, and why', async () => {
  const held = { code: 'STATE_STORE_HOLDS', details: { path: '/smp/a', store: '/smp/a/b' }, traceId: '' } as const;
  expect(await told(jobThat('failed', held), [])).toEqual([
    gone,
    expect.stringMatching(
      /^warning \| 1 state store was not deleted \| .*\/smp\/a holds another one, \/smp\/a\/b.*Delete/,
    ),
  ]);
  expect(await told(jobThat('failed', held), ['/smp/c', '/smp/d'])).toEqual([
    gone,
    expect.stringMatching(/^warning \| 3 state stores were not deleted \| The state store in \/smp\/c is in use/),
  ]);
});

it('[UI-601] where all of them went nothing more is said', async () => {
  expect(await told(jobThat('succeeded', null), [])).toEqual([gone]);
});
