import { afterEach, beforeEach, expect, it } from 'vitest';
import { sequenceNameMax } from '#shared/model/task-sequence';
import { type OpenClient, openClient } from './fakes/open-client.ts';

let site: OpenClient;
beforeEach(async () => {
  site = await openClient();
});
afterEach(() => site.remove());

it('[UI-493] a name of a task sequence is as long as in the field whichever way it is given, and what was shown may be longer', async () => {
  const client = site.client();
  const longest = 'n'.repeat(sequenceNameMax);
  const create = (name: string) => client.call('sequence.create', { name, description: '', folderId: null });
  await expect(create(`${longest}n`)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  const { packageId } = await create(longest);
  const rename = (name: string, shown: string) =>
    client.call('sequence.setProperties', { packageId, name, shown: { name: shown } });
  await expect(rename(`${longest}n`, longest)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  // Another name than the stored one is a conflict, not a refusal of what was shown.
  await expect(rename('short', 'n'.repeat(200))).rejects.toMatchObject({ code: 'REVISION_CONFLICT' });
  await rename('short', longest);
  expect((await client.call('sequence.get', { packageId })).row.name).toBe('short');
});
