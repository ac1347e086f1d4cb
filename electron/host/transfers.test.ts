import { existsSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { maximumConnectionBytes, Transfers } from './transfers.ts';

let transfers: Transfers;
beforeEach(() => {
  transfers = new Transfers();
});
afterEach(() => transfers.close());

const upload = async (connection: string): Promise<{ id: string; path: string }> => {
  const id = await transfers.begin(connection, 'a.xml', 3);
  await transfers.write(id, 0, Buffer.from('<a>'));
  return { id, path: transfers.uploaded(id).path };
};

it('[HOST-265] an upload ends with its connection, and no other', async () => {
  const [own, other] = [await upload('one'), await upload('two')];
  await transfers.left('one');
  expect([existsSync(own.path), existsSync(other.path)]).toEqual([false, true]);
  expect(() => transfers.uploaded(own.id)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }) as Error);
});

it('[HOST-265] an upload that a job has taken outlives its connection', async () => {
  const { id, path } = await upload('one');
  transfers.handOver([id]);
  await transfers.left('one');
  expect(existsSync(path)).toBe(true);
  await transfers.end(id);
  expect(existsSync(path)).toBe(false);
});

it('[HOST-265] the uploads of one connection are bounded together, those of another begin anew', async () => {
  const size = 512 * 1024 * 1024;
  for (let sum = 0; sum + size <= maximumConnectionBytes; sum += size) await transfers.begin('one', 'a', size);
  await expect(transfers.begin('one', 'b.zip', 1)).rejects.toMatchObject({
    code: 'FILE_TOO_LARGE',
    details: { file: 'b.zip', actual: maximumConnectionBytes + 1, limit: maximumConnectionBytes },
  });
  await expect(transfers.begin('two', 'b.zip', 1)).resolves.toBeDefined();
});
