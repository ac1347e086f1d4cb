import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Sealer } from '#core/ports/secrets';
import { sealWith } from '#core/ports/secrets';
import { sealingKeyBytes } from './core-messages.ts';

const nonceBytes = 12;
const tagBytes = 16;

/**
 * Seals with a key that the operating system keeps. Only Electron's main process can ask the system, and it must be
 * asked asynchronously from here, so it unseals one key at the start and the core works with that: AES-256-GCM, nonce
 * and tag before the text. The key lives in memory only.
 */
export function createSystemSealer(key: Uint8Array, place: string): Sealer {
  if (key.byteLength !== sealingKeyBytes) throw new RangeError('A sealing key has 32 bytes');
  const seal = (text: string): Uint8Array => {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]);
  };
  const unseal = (sealed: Uint8Array): string => {
    const bytes = Buffer.from(sealed);
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes));
    decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    const body = bytes.subarray(nonceBytes + tagBytes);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  };
  return sealWith(seal, unseal, place);
}
