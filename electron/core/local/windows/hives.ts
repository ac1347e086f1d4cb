import { AppError } from '#shared/contract/errors';
import type { Elevation, Hives, Registry } from '../ports.ts';

/** Runs a program of the system and gives its code with what it said. */
export type RunProgram = (
  program: string,
  parameters: readonly string[],
) => Promise<{ readonly code: number; readonly text: string }>;

/** Keys of ours below HKEY_USERS. The rest is the SID, so that a leftover says whose it is. */
const prefix = 'Waystation-';

/** Registry editors and virus scanners hold a hive for a moment: `reg unload` is tried again this often. */
const unloadTries = 5;

/**
 * Loads hives of profiles with `reg load`, which needs elevation, and unloads them again also after errors. One at a
 * time: a hive can be loaded once (PORT-54, PORT-55).
 */
export function createHives(parts: {
  readonly registry: Registry;
  readonly elevation: Elevation;
  readonly run: RunProgram;
  wait(milliseconds: number): Promise<void>;
}): Hives {
  const { registry, elevation, run } = parts;
  let last: Promise<unknown> = Promise.resolve();

  async function unload(name: string): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const { code, text } = await run('reg.exe', ['unload', `HKU\\${name}`]);
      if (code === 0) return;
      if (attempt >= unloadTries)
        throw new AppError('REGISTRY_UNREADABLE', { key: `HKU\\${name}`, reason: tidy(text) });
      await parts.wait(200 * attempt);
    }
  }

  async function loadAndWork<Result>(file: string, sid: string, work: (key: string) => Result): Promise<Result> {
    if (!elevation.isElevated()) throw new AppError('ELEVATION_NEEDED', { what: 'Loading the registry of a profile' });
    const name = `${prefix}${sid}`;
    if (registry.hasKey(`HKU\\${name}`)) await unload(name);
    const { code, text } = await run('reg.exe', ['load', `HKU\\${name}`, file]);
    if (code !== 0) throw new AppError('FILE_UNREADABLE', { file, reason: tidy(text) });
    try {
      return work(`HKU\\${name}`);
    } finally {
      await unload(name);
    }
  }

  return {
    use(file, sid, work) {
      const mine = last.then(() => loadAndWork(file, sid, work));
      // The next one waits for the end of this one, whichever it is; who asked for this one hears of it.
      last = mine.then(
        () => undefined,
        () => undefined,
      );
      return mine;
    },
    async unloadLeftovers() {
      if (!elevation.isElevated()) return 0;
      const left = (registry.subkeys('HKU\\') ?? []).filter((name) => name.startsWith(prefix));
      for (const name of left) await unload(name);
      return left.length;
    },
  };
}

function tidy(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, 500);
}
