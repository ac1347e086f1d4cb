import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { breathe } from '#core/ports/breathe';
import { buildInstaller, madeProperties } from '#core/transfer/fakes/build-installer';
import type { ImportSource } from '#shared/contract/areas/sequence';
import type { Output } from '#shared/contract/contract';
import { openClient, type OpenClient } from './fakes/open-client.ts';
import { createWords } from './words.ts';
import { sayMessage } from '#shared/text/say';

let open: OpenClient;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waystation-conditions-'));
  open = await openClient();
});
afterEach(async () => {
  await open.remove();
  rmSync(folder, { recursive: true });
});

const words = createWords();
const said = ({ problem }: Output<'editor.checkQuery'>): string | null =>
  problem === null ? null : sayMessage(words, problem.say);

describe('what a person needs while making a condition', () => {
  it('[HOST-365] a query and a namespace are checked, and the first problem is said with its place', async () => {
    const check = (query: string) => open.client().call('editor.checkQuery', { query });
    expect(await check('SELECT * FROM Win32_Battery')).toEqual({ problem: null });
    const missing = await check('SELECT * FROM Win32_Battery WHERE (Name)');
    expect(missing.problem).toMatchObject({ offset: 39, length: 1 });
    expect(said(missing)).toBe("A comparison is missing after “Name”, at character 40, such as = 'value'.");
    expect(said(await check('x'.repeat(20_000)))).toBe(
      'The query has 20,000 characters; a condition can hold 16,384. What is too much begins at character 16,385.',
    );
    expect(said(await open.client().call('editor.checkNamespace', { namespace: 'cimv2' }))).toBe(
      'A namespace begins with root, such as root\\cimv2, and not with “cimv2”.',
    );
  });

  it('[EDT-94] many queries and namespaces are checked with one call, each for itself and in their order', async () => {
    const queries = ['SELECT * FROM Win32_Battery', 'SELECT', 'SELECT * FROM Win32_Battery WHERE (Name)'];
    const found = await open.client().call('editor.checkQueries', { queries, namespaces: ['root\\wmi', 'cimv2'] });
    expect(found.queries.map((one) => one?.offset ?? null)).toEqual([null, 0, 39]);
    expect(found.namespaces.map((one) => one?.offset ?? null)).toEqual([null, 0]);
    const many = Array.from({ length: 101 }, () => 'x');
    await expect(open.client().call('editor.checkQueries', { queries: many, namespaces: [] })).rejects.toThrow();
  });

  it('[EDT-96] while many long queries are checked, others are served', async () => {
    const long = `SELECT * FROM Win32_Battery WHERE ${'a=1 or '.repeat(2000)}`;
    let [isOver, served] = [false, 0];
    const others = async (): Promise<void> => {
      for (; !isOver; served += 1) {
        await breathe();
        await open.client().call('clipboard.held', {});
      }
    };
    const asking = others();
    await open.client().call('editor.checkQueries', { queries: Array<string>(50).fill(long), namespaces: [] });
    isOver = true;
    await asking;
    expect(served).toBeGreaterThan(25);
  });

  it('[HOST-366] an installer says its product, by path and as an upload, which ends with the call', async () => {
    const { bytes } = buildInstaller();
    const path = join(folder, 'lab.msi');
    writeFileSync(path, bytes);
    const facts = { productCode: madeProperties.ProductCode, upgradeCode: madeProperties.UpgradeCode };
    const call = (source: ImportSource) => open.client().call('editor.readInstaller', { source });
    expect(await call({ kind: 'path', path })).toEqual({ ...facts, productName: 'Lab Agent', version: '5.1.20' });
    const upload = async (data: Buffer): Promise<ImportSource> => {
      const { transferId } = await open
        .client()
        .call('transfer.begin', { fileName: 'lab.msi', sizeBytes: data.length });
      await open.client().call('transfer.write', { transferId, offset: 0, chunk: data.toString('base64') });
      return { kind: 'transfer', transferId };
    };
    const whole = await upload(bytes);
    expect(await call(whole)).toMatchObject(facts);
    await expect(call(whole)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const other = await upload(Buffer.from('MZ'));
    await expect(call(other)).rejects.toMatchObject({ code: 'INSTALLER_NONE', details: { file: 'lab.msi' } });
    await expect(call(other)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(call({ kind: 'path', path: 'lab.msi' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(call({ kind: 'path', path: join(folder, 'no.msi') })).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
    });
  });
});
