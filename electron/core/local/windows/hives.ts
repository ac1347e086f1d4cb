import { foreignReason } from '../../ports/system-reason.ts';
import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { Processes } from '../../ports/processes.ts';
import type { Registry } from '../../ports/registry.ts';
import type { Elevation, Hives } from '../ports.ts';

/** Runs a program of the system and gives its code with what it said. */
export type RunProgram = (
  program: string,
  parameters: readonly string[],
) => Promise<{ readonly code: number; readonly text: string }>;

/**
 * Keys of ours below HKEY_USERS: `Waystation-<process>.<start>-<SID>`. A key whose process lives belongs to a console or
 * command line that is reading it at this moment; every other one is a leftover.
 */
const prefix = 'Waystation-';
const ownedKey = /^Waystation-(\d+)\.([^-]*)-S-1-/i;

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
  readonly processes: Pick<Processes, 'ownId' | 'startOf' | 'isAlive'>;
  wait(milliseconds: number): Promise<void>;
}): Hives {
  const { registry, elevation, run, processes } = parts;
  let last: Promise<unknown> = Promise.resolve();

  async function unload(name: string): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const { code, text } = await run('reg.exe', ['unload', `HKU\\${name}`]);
      if (code === 0) return;
      if (attempt >= unloadTries)
        throw new AppError('REGISTRY_UNREADABLE', { key: `HKU\\${name}`, reason: foreignReason(tidy(text)) });
      await parts.wait(200 * attempt);
    }
  }

  /** One that is held keeps none of the others. */
  async function unloadLeftovers(): Promise<{ readonly count: number; readonly refused: readonly unknown[] }> {
    const left = (registry.subkeys('HKU\\') ?? []).filter((name) => isLeftover(name, processes));
    const refused: unknown[] = [];
    for (const name of left) await unload(name).catch((error: unknown) => refused.push(error));
    return { count: left.length, refused };
  }

  async function loadAndWork<Result>(file: string, sid: string, work: (key: string) => Result): Promise<Result> {
    if (!elevation.isElevated()) throw new AppError('ELEVATION_NEEDED', { what: reason('load-profile-registry') });
    // A hive is loaded once: what a killed process left of it would refuse every later load until the next start. One
    // that cannot be unloaded refuses the load of its own profile alone, with the words of the system.
    await unloadLeftovers();
    const own = processes.ownId();
    const name = `${prefix}${String(own)}.${processes.startOf(own)}-${sid}`;
    const { code, text } = await run('reg.exe', ['load', `HKU\\${name}`, file]);
    if (code !== 0) throw new AppError('FILE_UNREADABLE', { file, reason: foreignReason(tidy(text)) });
    try {
      return work(`HKU\\${name}`);
    } finally {
      await unload(name);
    }
  }

  /** The next one waits for the end of this one, whichever it is; who asked for this one hears of it. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = last.then(work);
    last = mine.then(
      () => undefined,
      () => undefined,
    );
    return mine;
  }

  return {
    use: (file, sid, work) => inTurn(() => loadAndWork(file, sid, work)),
    unloadLeftovers: () =>
      inTurn(async () => {
        if (!elevation.isElevated()) return 0;
        const { count, refused } = await unloadLeftovers();
        if (refused.length > 0) throw refused[0];
        return count;
      }),
  };
}

function isLeftover(name: string, processes: Pick<Processes, 'ownId' | 'isAlive'>): boolean {
  if (!name.toLowerCase().startsWith(prefix.toLowerCase())) return false;
  const [, id = '', start = ''] = ownedKey.exec(name) ?? [];
  // Ours too: this process has one at a time, and looks before that one is loaded.
  return id === '' || Number(id) === processes.ownId() || !processes.isAlive(Number(id), start);
}

function tidy(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, 500);
}
