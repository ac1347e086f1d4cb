import { systemReason, systemRefusal } from './system-reason.ts';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { AppError, isAppError } from '#shared/contract/errors';
import type { Database, ReadConnection, Transaction } from '../store/connection.ts';
import { reason } from '#shared/contract/message';
import type { Message } from '#shared/contract/message-shape';
import { fileErrorCode } from './file-errors.ts';
import { deleteSealed, getSealed, listSealedValues, putSealed } from '../store/tables/secret.ts';
import type { Clock } from './clock.ts';
import { writeWhole } from './whole-file.ts';

/** Who seals: the operating system's own store, or a key in a file that only the user can read. */
export type SecretStoreKind = 'os' | 'key-file';

/**
 * Passwords and keys, encrypted at rest. Values go in by the contract and never come out by it: `get` is for the
 * engine alone.
 */
export interface SecretStore {
  /** Seals `value` and keeps it, in place of what was there. */
  put(key: string, value: string): Promise<void>;
  /**
   * The same as part of the transaction that also writes what names the key: both are there or neither. Throws
   * `SECRET_STORE_UNUSABLE`, which undoes the transaction.
   */
  putIn(transaction: Transaction, key: string, value: string): Promise<void>;
  /** The value, or undefined. Throws `SECRET_STORE_UNUSABLE` (`{file}`, `{reason}`) when it cannot be unsealed. */
  get(key: string): Promise<string | undefined>;
  /** The same as that connection or transaction sees it. */
  getIn(connection: ReadConnection, key: string): Promise<string | undefined>;
  /** Every value whose key begins with `prefix`, by key, in one look. Throws as `get`. */
  getAll(prefix: string): Promise<ReadonlyMap<string, string>>;
  /** True when there was something to delete. */
  delete(key: string): Promise<boolean>;
  kind(): SecretStoreKind;
  /** Where the key lies, in words or as a path: shown in Settings. */
  place(): string;
}

/** Turns text into bytes that only the same sealer can turn back. `unseal` throws when the bytes are not its own. */
export interface Sealer {
  readonly kind: SecretStoreKind;
  readonly place: string;
  seal(text: string): Uint8Array;
  unseal(sealed: Uint8Array): string;
}

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
/** First byte of sealed values, so that another way of sealing can follow. */
const sealVersion = 1;

function unusable(file: string, why: Message, cause?: unknown): AppError {
  return new AppError('SECRET_STORE_UNUSABLE', { file, reason: why }, { cause });
}

/** What is wrong with the key file itself, which its owner mends, or makes anew at the price of the secrets. */
const faultsOfTheFile: ReadonlySet<string> = new Set(['ENOENT', 'EACCES', 'EPERM', 'EISDIR', 'ENOTDIR', 'ELOOP']);

/** A full disk or too many open files say nothing against the key: nobody is to delete it for them (PORT-190). */
function refused(file: string, error: unknown): AppError {
  const code = fileErrorCode(error);
  const refusal = code !== undefined && faultsOfTheFile.has(code) ? null : systemRefusal(error);
  return refusal ?? unusable(file, systemReason(error), error);
}

function readKey(file: string): Buffer | undefined {
  let handle: number;
  try {
    handle = openSync(file, 'r');
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') return undefined;
    throw refused(file, error);
  }
  try {
    // Windows has no such bits; there the folder of the user's profile protects the file.
    const others = process.platform === 'win32' ? 0 : fstatSync(handle).mode & 0o077;
    if (others !== 0) throw unusable(file, reason('others-may-read'));
    const key = readFileSync(handle);
    if (key.length !== keyBytes) throw unusable(file, reason('key-length', { actual: key.length, limit: keyBytes }));
    return key;
  } catch (error) {
    throw isAppError(error) ? error : refused(file, error);
  } finally {
    closeSync(handle);
  }
}

/** Complete or absent, and never in the place of a key that is there already. */
function createKey(file: string, write: typeof writeWhole): void {
  try {
    write(file, randomBytes(keyBytes), { overwrite: false, mode: 0o600 });
  } catch (error) {
    // Another process was first: its key is the key.
    if (fileErrorCode(error) !== 'EEXIST') throw refused(file, error);
  }
}

/**
 * AES-256-GCM with a random key in a file of mode 0600, made at the first use. Throws `SECRET_STORE_UNUSABLE`
 * (`{file}`, `{reason}`) when others may read that file, or when it is not a key.
 */
export function createKeyFileSealer(file: string, write: typeof writeWhole = writeWhole): Sealer {
  const demandKey = (): Buffer => {
    const key = readKey(file);
    if (key === undefined) throw unusable(file, reason('file-missing'));
    return key;
  };
  const seal = (text: string): Uint8Array => {
    if (readKey(file) === undefined) createKey(file, write);
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', demandKey(), nonce);
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.of(sealVersion), nonce, cipher.getAuthTag(), body]);
  };
  const unseal = (sealed: Uint8Array): string => {
    const bytes = Buffer.from(sealed);
    const start = 1 + nonceBytes + tagBytes;
    if (bytes.length < start || bytes[0] !== sealVersion) throw unusable(file, reason('sealed-form'));
    const decipher = createDecipheriv('aes-256-gcm', demandKey(), bytes.subarray(1, 1 + nonceBytes));
    decipher.setAuthTag(bytes.subarray(1 + nonceBytes, start));
    return Buffer.concat([decipher.update(bytes.subarray(start)), decipher.final()]).toString('utf8');
  };
  return { kind: 'key-file', place: file, seal, unseal };
}

/** A sealer of the operating system, given by the host (Electron's safeStorage). `place` names it in words. */
export function sealWith(
  seal: (text: string) => Uint8Array,
  unseal: (sealed: Uint8Array) => string,
  place: string,
): Sealer {
  return { kind: 'os', place, seal, unseal };
}

/** The key goes into the sealed text, so that one sealed value cannot be put in the place of another. */
const Envelope = z.tuple([z.string(), z.string()]);

function open(sealer: Sealer, key: string, sealed: Uint8Array): string {
  try {
    const [sealedKey, value] = Envelope.parse(JSON.parse(sealer.unseal(sealed)));
    if (sealedKey !== key) throw unusable(sealer.place, reason('sealed-moved'));
    return value;
  } catch (error) {
    if (isAppError(error)) throw error;
    // The first error may carry parts of what it could not read; it must not reach a log.
    throw unusable(sealer.place, reason('sealed-other-key'));
  }
}

/** The secret store of a site: sealed values lie in the site database, the key does not. */
export function createSecretStore(database: Database, sealer: Sealer, clock: Clock): SecretStore {
  const seal = (key: string, value: string): Uint8Array => {
    try {
      return sealer.seal(JSON.stringify([key, value]));
    } catch (error) {
      if (isAppError(error)) throw error;
      // Without its words, which may carry a part of the value.
      throw unusable(sealer.place, systemRefusal(error) === null ? reason('sealed-not') : systemReason(error));
    }
  };
  const getIn = async (connection: ReadConnection, key: string): Promise<string | undefined> => {
    const sealed = await getSealed(connection, key);
    return sealed === undefined ? undefined : open(sealer, key, sealed);
  };
  return {
    put: async (key, value) => {
      const sealed = seal(key, value);
      await database.write((transaction) => putSealed(transaction, key, sealed, clock.now()));
    },
    putIn: (transaction, key, value) => putSealed(transaction, key, seal(key, value), clock.now()),
    get: (key) => getIn(database.read, key),
    getIn,
    getAll: async (prefix) => {
      const found = await listSealedValues(database.read, prefix);
      return new Map(found.map(({ key, sealed }) => [key, open(sealer, key, sealed)]));
    },
    delete: (key) => database.write((transaction) => deleteSealed(transaction, key)),
    kind: () => sealer.kind,
    place: () => sealer.place,
  };
}
