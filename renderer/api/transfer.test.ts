// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/contract/errors';
import { createFakeClient } from './fake-client.ts';
import { downloadFile, uploadFile } from './transfer.ts';

const transferId = '11111111-1111-4111-8111-111111111111';

function createTransfers(failing: 'write' | 'read' | 'end') {
  const ended: string[] = [];
  const fail = (): never => {
    throw new AppError('DISK_FULL', {});
  };
  const client = createFakeClient({
    'transfer.begin': () => ({ transferId }),
    'transfer.write': fail,
    'transfer.read': fail,
    'transfer.end': (input) => {
      ended.push(input.transferId);
      return failing === 'end' ? fail() : {};
    },
  });
  return { client, ended };
}

describe('transfers', () => {
  it('[UI-7] an upload that fails is given up', async () => {
    const { client, ended } = createTransfers('write');
    const upload = uploadFile(client, new File(['abc'], 'a.zip'), () => undefined);
    await expect(upload).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(ended).toEqual([transferId]);
  });

  it('[UI-7] a download that fails is given up', async () => {
    const { client, ended } = createTransfers('read');
    await expect(downloadFile(client, transferId, 'a.zip')).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(ended).toEqual([transferId]);
  });
});
