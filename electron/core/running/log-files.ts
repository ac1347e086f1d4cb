import { appendFile, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunLogFiles } from '../engine/ports.ts';

/** The text files of runs below `<site>/logs/<run>`; the engine names them, so a name never comes from a sequence. */
export function createRunLogFiles(logs: string): RunLogFiles {
  const made = new Set<number>();
  const folder = (runId: number): string => join(logs, String(runId));
  return {
    folder,
    append: async (runId, fileName, text) => {
      if (!made.has(runId)) await mkdir(folder(runId), { recursive: true });
      made.add(runId);
      await appendFile(join(folder(runId), fileName), text);
    },
    size: async (runId, fileName) => {
      const found = await stat(join(folder(runId), fileName)).catch(() => null);
      return found?.size ?? 0;
    },
  };
}
