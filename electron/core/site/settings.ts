import { givenFields } from '#shared/model/change';
import { defaultSettings, mergeSettings, Settings } from '#shared/model/site';
import type { KeyedQueue } from '../queue/keyed-queue.ts';
import type { Database } from '../store/connection.ts';
import { changeSetting, getSetting } from '../store/tables/setting.ts';

/** The choices that the console remembers, the same in all its windows. */
export interface ConsoleSettings {
  get(): Promise<Settings>;
  /** Changes what is given and nothing else: two changes at once are both kept. Gives all of them as they are then. */
  set(change: Partial<Settings>): Promise<Settings>;
}

/** They lie under one key, so that a choice that a version does not know goes with the others. */
const key = 'console';

/** A choice of another version is dropped, it alone, rather than kept from opening the console. */
function readSettings(stored: unknown): Settings {
  const found: Record<string, unknown> = typeof stored === 'object' && stored !== null ? { ...stored } : {};
  const readable = Object.entries(Settings.shape).flatMap(([name, schema]): [string, unknown][] => {
    const parsed = schema.safeParse(found[name]);
    return parsed.success ? [[name, parsed.data]] : [];
  });
  return { ...defaultSettings, ...Object.fromEntries(readable) };
}

/**
 * The settings of the console in the site database. A setting that cannot be read has its first value (STO-172); changes
 * of two consoles follow one another, each of the fields that it gives.
 */
export function createConsoleSettings(database: Database, queue: KeyedQueue): ConsoleSettings {
  return {
    get: async () => readSettings(await getSetting(database.read, key)),
    set: (change) =>
      queue.run(`setting/${key}`, () =>
        database.write(async (transaction) => {
          const merge = (stored: unknown): Settings =>
            Settings.parse(mergeSettings(readSettings(stored), givenFields(change)));
          return readSettings(await changeSetting(transaction, key, merge));
        }),
      ),
  };
}
