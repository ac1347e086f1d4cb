import { existsSync } from 'node:fs';
import { z } from 'zod';
import { readWhole } from '#core/devices/attributes';
import { realFiles } from '#core/ports/files-real';
import { writeWholeLater } from '#core/ports/whole-file';
import type { Log } from '#core/ports/log';

const Secret = z.string().regex(/^[\w-]{43}$/);
/** At most what `Sessions` keeps, with room: a file of another size is none of ours. */
const maxFileBytes = 1024 * 1024;

/** So many hosts back a page comes back, if it was not loaded again. */
export const mostPlaces = 3;

const KeptSession = z.strictObject({
  cookie: Secret,
  age: z.int().min(0),
  tickets: z.array(z.strictObject({ ticket: Secret, key: Secret })).max(64),
});

/** What a host leaves for the next one on this site, so that pages which stay open find it. */
const KeptWindows = z.strictObject({
  /** When it was written, in milliseconds since 1970: what was kept grows older while no host is there. */
  writtenAt: z.int(),
  /** Ports, the newest first, and who was let in at each. */
  places: z
    .array(z.strictObject({ port: z.int().min(1).max(65_535), sessions: z.array(KeptSession).max(64) }))
    .max(mostPlaces),
});
export type KeptWindows = z.infer<typeof KeptWindows>;

/** The file in a site that only its user can read, which says at what ports its consoles were and who was let in. */
export interface WindowFile {
  /** What the host before left; undefined without it, and for what is none. */
  read(): KeptWindows | undefined;
  /** Replaces it, whole or not at all, soon: of several changes at once the last one is written. */
  write(kept: () => KeptWindows): void;
  /** Resolves when nothing is being written any more. */
  settled(): Promise<void>;
}

/** A file that cannot be read or written costs the comfort, never the console: the log says so. */
export function createWindowFile(file: string, log: Log): WindowFile {
  let waiting: (() => KeptWindows) | undefined;
  let work: Promise<void> | undefined;
  const writeAll = async (): Promise<void> => {
    for (let next = waiting; next !== undefined; next = waiting) {
      waiting = undefined;
      try {
        await writeWholeLater(file, Buffer.from(JSON.stringify(next())), { overwrite: true, mode: 0o600 });
      } catch (error) {
        log.warning('Open pages will not find a console that is started anew', error);
      }
    }
    work = undefined;
  };
  return {
    read: () => readKept(file, log),
    write(kept) {
      waiting = kept;
      work ??= Promise.resolve().then(writeAll);
    },
    settled: () => work ?? Promise.resolve(),
  };
}

function readKept(file: string, log: Log): KeptWindows | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return KeptWindows.parse(JSON.parse(readWhole(realFiles, file, maxFileBytes)));
  } catch (error) {
    log.warning('What the console before kept of its windows is not read', error);
    return undefined;
  }
}
