import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { isAppError } from '#shared/contract/errors';
import { createPowerShell } from '../local/powershell.ts';
import { createTempSite, type TempSite } from './fakes/temp-site.ts';
import { ownUser } from './own-user.ts';
import { realClock } from './real.ts';
import { realProcesses } from './processes-real.ts';
import { isWine } from './fakes/on-windows.ts';
import { createRegistry, type Native } from './registry-real.ts';
import { createKeyFileSealer, createSecretStore, sealWith } from './secrets.ts';
import { type PipedChild, startChild } from './start-child.ts';
import { systemError, systemRefusal } from './system-reason.ts';

const codes = ['E2BIG', 'EACCES', 'ENOENT', 'EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN', 'EPERM', 'ETXTBSY', 'UNKNOWN'];

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'waystation-refusals-'));
  open.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The code with which a call was refused; null when it was not. */
async function codeOf(work: () => unknown): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    const refused = systemRefusal(error) ?? error;
    return isAppError(refused) ? refused.code : 'INTERNAL';
  }
}

describe('a program that the system does not start', () => {
  it.each(codes)('[PORT-171] %s is an answer, whichever way Node tells it', async (code) => {
    const refusal = systemError(code, 'spawn', '/bin/sh');
    const reason = expect.objectContaining({ say: expect.any(String) as string }) as unknown;
    const thrown = await startChild(() => {
      throw refusal;
    });
    expect(thrown).toEqual({ refused: reason });
    // Out of descriptors: a child without pipes, and the event that would end this program.
    const bare = new EventEmitter() as unknown as PipedChild;
    setImmediate(() => bare.emit('error', refusal));
    expect(await startChild(() => bare)).toEqual({ refused: reason });
  });

  it('[PORT-171] a child with its pipes is followed, and a fault stays a fault', async () => {
    const child = Object.assign(new EventEmitter(), {
      stdout: new PassThrough(),
      stderr: new PassThrough(),
    }) as unknown as PipedChild;
    expect(await startChild(() => child)).toEqual({ child });
    const broken = startChild(() => {
      throw new TypeError('a bug');
    });
    await expect(broken).rejects.toThrow('a bug');
  });

  it('[PORT-171] a command line or a script that the system cannot take, and a shell that is not there', async () => {
    const folder = makeFolder();
    const request = { workingFolder: folder, environment: {}, timeoutMs: null };
    const tooLong = 'x'.repeat(3_000_000);
    const long = [
      await realProcesses.run({ ...request, command: `echo ${tooLong}` }),
      await createPowerShell(realClock, process.execPath).run(tooLong, { timeoutMs: 60_000 }),
    ];
    // Wine starts them, and what it starts cannot take it: they end as failures of their own.
    const started = expect.not.objectContaining({ exitCode: 0 }) as unknown;
    const refused = expect.objectContaining({ kind: 'not-started' }) as unknown;
    expect(long).toEqual(isWine ? [started, started] : [refused, refused]);
    const absent = createPowerShell(realClock, join(folder, 'none')).run('1', { timeoutMs: 60_000 });
    expect(await absent).toMatchObject({ kind: 'not-started', reason: { say: 'reasons:system.ENOENT' } });
    writeFileSync(join(folder, 'no-program'), '', { mode: 0o600 });
    const denied = createPowerShell(realClock, join(folder, 'no-program')).run('1', { timeoutMs: 60_000 });
    expect(await denied).toMatchObject({ kind: 'not-started' });
  });
});

describe('a registry that refuses', () => {
  /** Answers as the library does, but for one call. */
  function nativeWith(failing: string, refusal: Error): Native {
    const calls: Record<string, () => unknown> = {
      ...{ createKey: () => 1, openKey: () => 1, closeKey: () => undefined, enumKeyNames: () => [] },
      ...{ enumValueNames: () => [], queryValueRaw: () => null, setValueSZ: () => undefined },
      ...{ setValueEXPAND_SZ: () => undefined, deleteValue: () => true, deleteTree: () => true, deleteKey: () => true },
    };
    calls[failing] = () => {
      throw refusal;
    };
    const fixed = { HKLM: 1, HKCU: 2, HKU: 3, HKCR: 4, Access: {}, ValueType: {} };
    return { ...fixed, ...calls } as unknown as Native;
  }

  const native = ['createKey', 'openKey', 'closeKey', 'enumKeyNames', 'enumValueNames', 'queryValueRaw', 'setValueSZ'];
  it.each([...native, 'setValueEXPAND_SZ', 'deleteValue', 'deleteTree', 'deleteKey'])(
    '[PORT-172] %s has the code of the registry, with the key',
    async (failing) => {
      const refusal = Object.assign(new Error('Access is denied.'), { code: 'ERR_WINDOWS', errno: 5 });
      const registry = createRegistry(nativeWith(failing, refusal));
      const key = 'HKLM\\SOFTWARE\\X';
      const found = await Promise.all([
        codeOf(() => registry.subkeys(key)),
        codeOf(() => registry.hasKey(key)),
        codeOf(() => registry.value(key, 'v')),
        codeOf(() => registry.setText(key, 'v', { kind: 'text', text: '' })),
        codeOf(() => registry.setText(key, 'v', { kind: 'expandable', text: '' })),
        codeOf(() => registry.deleteValue(key, 'v')),
        codeOf(() => registry.deleteTree(key)),
        codeOf(() => registry.deleteEmptyKey(key)),
      ]);
      expect(new Set(found)).toEqual(new Set([null, 'REGISTRY_UNREADABLE']));
    },
  );
});

describe('a key store that cannot be read or used', () => {
  async function storeOf(make: (temp: TempSite) => ReturnType<typeof createKeyFileSealer>) {
    const temp = await createTempSite();
    open.push(() => temp.remove());
    return createSecretStore(temp.site.database, make(temp), temp.clock);
  }

  it('[PORT-174] a key that is a folder, or of another length, is named', async () => {
    const folder = makeFolder();
    mkdirSync(join(folder, 'folder'), { mode: 0o700 });
    writeFileSync(join(folder, 'short'), 'x', { mode: 0o600 });
    for (const name of ['folder', 'short', 'absent/key']) {
      const store = await storeOf(() => createKeyFileSealer(join(folder, name)));
      expect([name, await codeOf(() => store.put('a', 'b'))]).toEqual([name, 'SECRET_STORE_UNUSABLE']);
    }
  });

  it.each(['seal', 'unseal'] as const)(
    '[PORT-174] the key ring of the system that fails at %s is named',
    async (at) => {
      const fail = (): never => {
        throw new Error('the key ring said: secret-value');
      };
      const encode = (text: string): Uint8Array => Buffer.from(text);
      const decode = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
      const store = await storeOf(() =>
        sealWith(at === 'seal' ? fail : encode, at === 'unseal' ? fail : decode, 'Ring'),
      );
      const failure = await store
        .put('a', 'b')
        .then(() => store.get('a'))
        .catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: 'SECRET_STORE_UNUSABLE', details: { file: 'Ring' } });
      expect(JSON.stringify(failure)).not.toContain('secret-value');
    },
  );
});

describe('what Node says in its own words', () => {
  it.each(['ERR_DLOPEN_FAILED', 'ERR_FS_FILE_TOO_LARGE', 'ERR_STRING_TOO_LONG', 'ERR_WORKER_INIT_FAILED'])(
    '[PORT-170] %s is a refusal of the system with a remedy',
    (code) => {
      const refusal = systemRefusal(Object.assign(new Error('x'), { code }));
      expect(refusal).toMatchObject({
        code: 'SYSTEM_REFUSED',
        details: { remedy: { say: expect.any(String) as string } },
      });
    },
  );

  it('[PORT-173] a user without an account is named by the environment or by number, and nothing ends', () => {
    const info = { code: 'ENOENT', syscall: 'uv_os_get_passwd', message: 'no such file', errno: -2 };
    const refuse = (): never => {
      throw Object.assign(new Error('A system error occurred'), { code: 'ERR_SYSTEM_ERROR', info });
    };
    expect(ownUser(refuse, { USER: 'lab' }).username).toBe('lab');
    expect(ownUser(refuse, {}).username).toMatch(/^uid-/);
  });
});
