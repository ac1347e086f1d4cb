import type { Files } from '../files.ts';

export interface FaultyFiles {
  readonly files: Files;
  /** How many watched calls were made so far. */
  calls(): number;
}

/** What a fault does instead of the call. */
export function systemError(code: string, call: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: made by the test, ${call}`), { code, syscall: call });
}

/**
 * The given files, but the call number `failAt` (from 1) among those that `watched` names throws `code`. With 0 nothing
 * fails and the calls are only counted.
 */
export function failingFiles(
  files: Files,
  watched: readonly (keyof Files)[],
  failAt: number,
  code: string,
  /** False lets only that one call fail; true lets it and every later one fail, as a full disk does. */
  staysBroken = false,
): FaultyFiles {
  let calls = 0;
  const proxy = new Proxy(files, {
    get(target, name): unknown {
      const original = target[name as keyof Files] as (...parameters: unknown[]) => unknown;
      if (!watched.includes(name as keyof Files)) return original;
      return (...parameters: unknown[]): unknown => {
        calls += 1;
        if (calls === failAt || (staysBroken && failAt > 0 && calls > failAt)) throw systemError(code, String(name));
        return original(...parameters);
      };
    },
  });
  return { files: proxy, calls: () => calls };
}
