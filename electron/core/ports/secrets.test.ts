import { message, reason } from '#shared/contract/message';
import { chmodSync, existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { getSealed, putSealed } from '../store/tables/secret.ts';
import { createTempSite } from './fakes/temp-site.ts';
import type { TempSite } from './fakes/temp-site.ts';
import { systemError } from './system-reason.ts';
import { testSecrets } from './secrets.contract.ts';
import { createKeyFileSealer, createSecretStore, sealWith } from './secrets.ts';
import { leaveOutOnWindows, privateMode, reasons } from './fakes/on-windows.ts';

let temp: TempSite;

beforeEach(async () => {
  temp = await createTempSite();
});
afterEach(async () => {
  await temp.remove();
});

const keyFile = () => temp.site.paths.secretKey;
const makeKeyFileStore = () => createSecretStore(temp.site.database, createKeyFileSealer(keyFile()), temp.clock);

/** Stands for an operating system's store: any reversible change of bytes will do for the contract. */
const flip = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => byte ^ 0x5a);
const osSealer = sealWith(
  (text) => flip(new TextEncoder().encode(text)),
  (sealed) => new TextDecoder('utf-8', { fatal: true }).decode(flip(sealed)),
  'Test key ring',
);

describe('secret stores', () => {
  testSecrets('key file', makeKeyFileStore);
  testSecrets('operating system', () => createSecretStore(temp.site.database, osSealer, temp.clock));
});

describe('key file', () => {
  it.each(['ENOSPC', 'EROFS', 'EDQUOT', 'EMFILE'])('[PORT-190] %s is told as what it is', async (code) => {
    // A key that is not there yet, in a folder that the system refuses: nothing but the system's own error is looked at.
    const sealer = createKeyFileSealer(keyFile(), () => {
      throw systemError(code, 'open', keyFile());
    });
    const store = createSecretStore(temp.site.database, sealer, temp.clock);
    await expect(store.put('a', 'value')).rejects.toMatchObject({
      code: 'SYSTEM_REFUSED',
      details: { path: keyFile(), reason: message(`reasons:system.${code as 'ENOSPC'}`) },
    });
  });

  it('[PORT-8] the key is made at the first use, for its user alone, and nothing else is left', async () => {
    const before = process.umask(0);
    try {
      const store = makeKeyFileStore();
      expect(existsSync(keyFile())).toBe(false);
      await store.put('a', 'value');
    } finally {
      process.umask(before);
    }
    const { mode, size } = statSync(keyFile());
    expect([mode & 0o777, size]).toEqual([privateMode, 32]);
    expect(readdirSync(temp.site.dir).filter((name) => name.startsWith('secret'))).toEqual(['secret.key']);
  });

  it('[PORT-9] no file of the site holds the secret in the clear', async () => {
    await makeKeyFileStore().put('password of the join', 'Sup3r-s3cret!');
    const files = readdirSync(temp.site.dir, { withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThanOrEqual(2);
    for (const { name } of files) {
      expect(readFileSync(`${temp.site.dir}/${name}`).includes('Sup3r-s3cret!'), name).toBe(false);
    }
  });

  it('[PORT-10] a key file that others may read or write is refused with its path and reason', async (context) => {
    leaveOutOnWindows(context, reasons.modes);
    const store = makeKeyFileStore();
    await store.put('a', 'value');
    const details = { file: keyFile(), reason: reason('others-may-read') };
    const refusal = { code: 'SECRET_STORE_UNUSABLE', details };
    for (const mode of [0o640, 0o604, 0o660]) {
      chmodSync(keyFile(), mode);
      await expect(store.get('a'), mode.toString(8)).rejects.toMatchObject(refusal);
      await expect(store.put('b', 'value'), mode.toString(8)).rejects.toMatchObject(refusal);
    }
    chmodSync(keyFile(), 0o600);
    expect(await store.get('a')).toBe('value');
  });

  it('[PORT-11] a missing, short or other key is told, never taken for an empty store', async () => {
    const store = makeKeyFileStore();
    await store.put('a', 'value');
    const key = readFileSync(keyFile());
    const reasons: unknown[] = [];
    const tryRead = () =>
      store
        .get('a')
        .catch((error: unknown) => reasons.push((error as { details: { reason: unknown } }).details.reason));
    rmSync(keyFile());
    await tryRead();
    writeFileSync(keyFile(), key.subarray(1), { mode: 0o600 });
    await tryRead();
    writeFileSync(keyFile(), Buffer.alloc(32, 7));
    await tryRead();
    expect(reasons).toEqual([
      reason('file-missing'),
      reason('key-length', { actual: 31, limit: 32 }),
      reason('sealed-other-key'),
    ]);
    writeFileSync(keyFile(), key);
    expect(await store.get('a')).toBe('value');
  });

  it('[PORT-12] a sealed value that was changed or moved under another key is refused', async () => {
    const store = makeKeyFileStore();
    await store.put('a', 'value of a');
    await store.put('b', 'value of b');
    const { database } = temp.site;
    const ofB = (await getSealed(database.read, 'b')) ?? new Uint8Array();
    await database.write((transaction) => putSealed(transaction, 'a', ofB, 0));
    await expect(store.get('a')).rejects.toMatchObject({ details: { reason: reason('sealed-moved') } });
    const changed = Uint8Array.from(ofB);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    await database.write((transaction) => putSealed(transaction, 'b', changed, 0));
    const error: unknown = await store.get('b').catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'SECRET_STORE_UNUSABLE', details: { file: keyFile() } });
    expect(JSON.stringify(error) + (error as Error).message).not.toContain('value of');
  });

  it('[PORT-12] the same secret is never sealed the same way twice', async () => {
    const store = makeKeyFileStore();
    await store.put('a', 'value');
    const first = await getSealed(temp.site.database.read, 'a');
    await store.put('a', 'value');
    expect(await getSealed(temp.site.database.read, 'a')).not.toEqual(first);
  });
});
