import { describe, expect, it } from 'vitest';
import type { Client } from '#shared/contract/client';
import { findStore } from './lookup.ts';
import { UsageError } from './output.ts';

/** A site with these state stores; nothing else of it is asked for. */
function clientWith(...ids: string[]): Client {
  const call = (_method: string, { idPrefix }: { idPrefix: string }): Promise<unknown> => {
    const rows = ids.filter((id) => id.startsWith(idPrefix)).map((id) => ({ id }));
    return Promise.resolve({ rows, offset: 0, total: rows.length });
  };
  return { call } as unknown as Client;
}

describe('the beginning of an ID', () => {
  it('[HOST-80] is enough when one state store has it, and is not guessed at when two have', async () => {
    const client = clientWith('abcd1111-0000', 'abcd2222-0000');
    expect(await findStore(client, 'ABCD1')).toEqual({ id: 'abcd1111-0000' });
    const unclear = findStore(client, 'abcd');
    await expect(unclear).rejects.toThrow(UsageError);
    await expect(unclear).rejects.toThrow('command-line:usage.several-stores');
    await expect(findStore(client, 'abcd3')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
