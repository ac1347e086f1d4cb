import type { PackageId } from '#shared/model/ids';
import { createSeededIds } from '../../ports/fakes/seeded-ids.ts';
import { createTempSite, type TempSite } from '../../ports/fakes/temp-site.ts';
import { createKeyFileSealer, createSecretStore } from '../../ports/secrets.ts';
import { openSite, type Site } from '../../site/site.ts';
import type { Database } from '../../store/connection.ts';
import { getSequence, insertSequence } from '../../store/tables/sequence.ts';
import { nextPackageId } from '../../store/tables/site.ts';
import { smallSequence } from '../../transfer/fakes/build-export.ts';
import { createEditing } from '../editing.ts';
import type { Editing } from '../editing-types.ts';
import { createKeyedQueue } from '../../queue/keyed-queue.ts';
import { fileWorkersHere } from '../../library/file-workers.ts';
import { createPasteReader } from '../../library/paste-reader.ts';

/** A site with one task sequence, and the editing of one or more programs over it. */
export interface EditingSite {
  readonly temp: TempSite;
  readonly packageId: PackageId;
  /** The editing of a program of its own: it knows nothing of the others but what lies in the database. */
  program(database?: Database): Editing;
  /** Another connection to the same file, as another process has. */
  otherSite(): Promise<Site>;
  storedText(): Promise<string>;
  remove(): Promise<void>;
}

let seed = 1000;

/** Makes the site with a text as its sequence `S`. */
export async function createEditingSite(text: string = smallSequence): Promise<EditingSite> {
  const temp = await createTempSite();
  const { site, clock } = temp;
  const others: Site[] = [];
  const packageId = await site.database.write(async (transaction) => {
    const id = await nextPackageId(transaction);
    const fixed = {
      folderId: null,
      description: '',
      dialect: 'cm' as const,
      carry: null,
      properties: {},
      stepCount: 2,
    };
    const document = Buffer.from(text);
    await insertSequence(transaction, { ...fixed, packageId: id, name: 'S', document, enabled: true, at: 1, by: 'x' });
    return id;
  });
  return {
    temp,
    packageId,
    program: (database = site.database) => {
      seed += 1;
      const secrets = createSecretStore(database, createKeyFileSealer(site.paths.secretKey), clock);
      return createEditing({
        database,
        clock,
        ids: createSeededIds(seed),
        secrets,
        userName: 'me',
        queue: createKeyedQueue(),
        readPaste: createPasteReader(fileWorkersHere, createSeededIds(seed + 1000)),
      });
    },
    otherSite: async () => {
      const other = await openSite(site.dir, { clock });
      others.push(other);
      return other;
    },
    storedText: async () => Buffer.from((await getSequence(site.database.read, packageId)).document).toString(),
    remove: async () => {
      for (const other of others) await other.close();
      await temp.remove();
    },
  };
}
