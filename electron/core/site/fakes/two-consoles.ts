import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDevices, type Devices } from '../../devices/devices.ts';
import { fileWorkersHere } from '../../library/file-workers.ts';
import { createLibrary } from '../../library/library.ts';
import type { Library } from '../../library/library-types.ts';
import { realClock, realIds } from '../../ports/real.ts';
import { createKeyFileSealer, createSecretStore, type SecretStore } from '../../ports/secrets.ts';
import { createKeyedQueue, type KeyedQueue } from '../../queue/keyed-queue.ts';
import { type Associations, createAssociations } from '../../state-migration/associations.ts';
import { createPoints, type Points } from '../../state-migration/points.ts';
import type { Database } from '../../store/connection.ts';
import { failingDatabase } from '../../store/fakes/failing-database.ts';
import { type ConsoleSettings, createConsoleSettings } from '../settings.ts';
import { createSite, openSite, type Site } from '../site.ts';

/** The use cases of one process on a site. */
export interface Console {
  readonly database: Database;
  readonly devices: Devices;
  readonly library: Library;
  readonly associations: Associations;
  readonly points: Points;
  readonly settings: ConsoleSettings;
  readonly secrets: SecretStore;
}

/** Two processes on one site: each with connections and a queue of its own. */
export interface TwoConsoles {
  /** Console 0 or 1, for one command of which query number `failAt` fails; with 0 none does. */
  use(which: number, failAt?: number): Console;
  /** Ends both and opens the site anew, as after a restart. */
  restart(): Promise<void>;
  remove(): Promise<void>;
}

const computer = {
  id: () => 'one',
  drives: () => [],
  readFacts: () => Promise.resolve({ facts: {}, macAddress: '', smbiosGuid: '', sources: [] }),
};

function composeOn(site: Site, database: Database, queue: KeyedQueue): Console {
  const secrets = createSecretStore(database, createKeyFileSealer(site.paths.secretKey), realClock);
  const parts = { database, clock: realClock, ids: realIds, userName: 'me', secrets, queue, computer };
  return {
    ...{ database, secrets },
    devices: createDevices(parts),
    library: createLibrary({ ...parts, siteCode: 'WST', fileWorkers: fileWorkersHere }),
    associations: createAssociations(parts),
    points: createPoints(parts),
    settings: createConsoleSettings(database, queue),
  };
}

export async function openTwoConsoles(): Promise<TwoConsoles> {
  const folder = mkdtempSync(join(tmpdir(), 'waystation-two-'));
  const ports = { clock: realClock, ids: realIds };
  await (await createSite(folder, { code: 'WST', name: 'Two' }, ports)).close();
  const open = async () => ({ site: await openSite(folder, ports), queue: createKeyedQueue() });
  let both = [await open(), await open()];
  const closeBoth = () => Promise.all(both.map(({ site }) => site.close()));
  return {
    use(which, failAt = 0) {
      const one = both[which];
      if (one === undefined) throw new Error('There are two consoles.');
      const { site, queue } = one;
      return composeOn(site, failAt === 0 ? site.database : failingDatabase(site.database, failAt).database, queue);
    },
    async restart() {
      await closeBoth();
      both = [await open(), await open()];
    },
    async remove() {
      await closeBoth();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
