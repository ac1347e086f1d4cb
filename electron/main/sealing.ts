import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { safeStorage } from 'electron';
import { sealingKeyBytes } from '#host/core-messages';
import type { Context } from './context.ts';

/** Said in Settings; on Linux the key ring in use has a name of its own. */
function placeOfKey(): string {
  const names: Partial<Record<NodeJS.Platform, string>> = { win32: 'Windows (DPAPI)', darwin: 'Keychain' };
  return names[process.platform] ?? `Key ring (${safeStorage.getSelectedStorageBackend()})`;
}

/**
 * The key of the site's secrets, kept in the site folder as the operating system has sealed it. Null when the system
 * offers no real sealing (Linux without a key ring seals with a fixed password): then the core's key file is used.
 */
export function unlockSealing(
  context: Pick<Context, 'site' | 'log'>,
  platform: NodeJS.Platform = process.platform,
): { key: Uint8Array; place: string } | null {
  if (!safeStorage.isEncryptionAvailable()) return null;
  if (platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return null;
  const file = join(context.site, 'secret.sealed');
  // A site whose secrets are sealed by the key file already stays with it: they could not be read otherwise.
  if (!existsSync(file) && existsSync(join(context.site, 'secret.key'))) return null;
  try {
    const key = existsSync(file) ? readKey(file) : makeKey(file);
    return { key, place: placeOfKey() };
  } catch (error) {
    context.log.error(`The sealed key ${file} cannot be used; a key file is used instead`, error);
    return null;
  }
}

function readKey(file: string): Uint8Array {
  const key = Buffer.from(safeStorage.decryptString(readFileSync(file)), 'base64');
  if (key.length !== sealingKeyBytes) throw new Error(`${file} does not hold a key`);
  return key;
}

function makeKey(file: string): Uint8Array {
  const key = randomBytes(sealingKeyBytes);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, safeStorage.encryptString(key.toString('base64')), { mode: 0o600, flag: 'wx' });
  return key;
}
