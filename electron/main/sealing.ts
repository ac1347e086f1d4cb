import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { safeStorage } from 'electron';
import { writeWhole } from '#core/ports/whole-file';
import { sealingKeyBytes } from '#host/core-messages';
import type { Context } from './context.ts';

/** The key for secrets, unsealed, and where its seal is kept, in words for Settings. */
export interface Sealing {
  readonly key: Uint8Array;
  readonly place: string;
}

/** On Linux the key ring in use has a name of its own. */
function placeOfKey(platform: NodeJS.Platform): string {
  const names: Partial<Record<NodeJS.Platform, string>> = { win32: 'Windows (DPAPI)', darwin: 'Keychain' };
  return names[platform] ?? `Key ring (${safeStorage.getSelectedStorageBackend()})`;
}

/**
 * The key of the site's secrets, kept in the site folder as the operating system has sealed it. Null when the system
 * offers no real sealing (Linux without a key ring seals with a fixed password): then the core's key file is used.
 */
export async function unlockSealing(
  context: Pick<Context, 'site' | 'log'>,
  platform: NodeJS.Platform = process.platform,
): Promise<Sealing | null> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return null;
  if (platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return null;
  const file = join(context.site, 'secret.sealed');
  // A site whose secrets are sealed by the key file already stays with it: they could not be read otherwise.
  if (!existsSync(file) && existsSync(join(context.site, 'secret.key'))) return null;
  try {
    const key = existsSync(file) ? await readKey(file) : await makeKey(file);
    return { key, place: placeOfKey(platform) };
  } catch (error) {
    context.log.error(`The sealed key ${file} cannot be used; a key file is used instead`, error);
    return null;
  }
}

async function readKey(file: string): Promise<Uint8Array> {
  const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(readFileSync(file));
  const key = Buffer.from(result, 'base64');
  if (key.length !== sealingKeyBytes) throw new Error(`${file} does not hold a key`);
  if (shouldReEncrypt) await writeKey(file, key);
  return key;
}

async function makeKey(file: string): Promise<Uint8Array> {
  const key = randomBytes(sealingKeyBytes);
  mkdirSync(dirname(file), { recursive: true });
  await writeKey(file, key);
  return key;
}

/** Whole or not at all: without this file every secret of the site is lost. */
async function writeKey(file: string, key: Buffer): Promise<void> {
  const sealed = await safeStorage.encryptStringAsync(key.toString('base64'));
  writeWhole(file, sealed, { overwrite: true, mode: 0o600 });
}
