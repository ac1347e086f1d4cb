import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PackageId } from '#shared/model/ids';
import { ofIds } from '#shared/model/list';
import { FolderListQuery, SequenceListQuery } from '#shared/model/lists';
import { createTempSite, type TempSite } from '../ports/fakes/temp-site.ts';
import { createKeyFileSealer, createSecretStore } from '../ports/secrets.ts';
import { createKeyedQueue } from '../queue/keyed-queue.ts';
import type { Database } from '../store/connection.ts';
import { failingDatabase } from '../store/fakes/failing-database.ts';
import { listFolderRows } from '../store/lists/folder-list.ts';
import { listSequenceRows } from '../store/lists/sequence-list.ts';
import { listSealedKeys } from '../store/tables/secret.ts';
import { fileWorkersHere } from './file-workers.ts';
import { createLibrary } from './library.ts';
import type { Library } from './library-types.ts';

let temp: TempSite;
const day = 24 * 60 * 60 * 1000;
const secret =
  '<step type="SMS_TaskSequence_JoinDomainWorkgroupAction" name="J" description="" runIn="FullOS" successCodeList="0" retryCount="0" runFromNet="false"><action>osdjoin.exe</action><defaultVarList><variable name="OSDJoinPassword" property="DomainPassword">hunter2</variable></defaultVarList></step>';

function libraryOn(database: Database): Library {
  const { site, clock, ids } = temp;
  const secrets = createSecretStore(database, createKeyFileSealer(site.paths.secretKey), clock);
  const ports = { database, clock, ids, secrets, userName: 'me', siteCode: 'WST', queue: createKeyedQueue() };
  return createLibrary({ ...ports, fileWorkers: fileWorkersHere });
}

/** Does it on a database whose queries fail one after the other, and looks after each try. */
async function eachFailure(work: (library: Library) => Promise<unknown>, look: () => Promise<void>): Promise<number> {
  for (let failAt = 1; failAt < 300; failAt += 1) {
    const { database, calls } = failingDatabase(temp.site.database, failAt);
    const error: unknown = await work(libraryOn(database)).then(
      () => null,
      (reason: unknown) => reason,
    );
    if (error !== null) expect(error).toMatchObject({ code: 'STORE_FULL' });
    await look();
    if (error === null && calls() < failAt) return failAt;
  }
  throw new Error('it never passed');
}

const rows = async (deleted = false) =>
  (await listSequenceRows(temp.site.database, SequenceListQuery.parse({ deleted }))).rows;
/** Sequences that have a secret, by the keys of the secret store. */
const secretsOf = async (): Promise<string[]> =>
  (await listSealedKeys(temp.site.database.read, 'sequence/')).map((key) => key.split('/')[1] ?? '').sort();
const known = async (): Promise<string[]> =>
  [...(await rows()), ...(await rows(true))].map(({ packageId }) => String(packageId)).sort();

async function addOne(): Promise<PackageId> {
  const xml = `<sequence version="3.10">${secret}</sequence>\r\n`;
  const sample = { name: 'One', description: '', folder: null, xml, originalId: PackageId.parse('LAB00001') };
  await libraryOn(temp.site.database).importSample([sample]);
  return PackageId.parse((await rows())[0]?.packageId);
}

beforeEach(async () => {
  temp = await createTempSite();
});
afterEach(() => temp.remove());

describe('commands of the library', () => {
  it('[LIB-30] a copy is there with its secrets or not at all, whichever query fails', async () => {
    const id = await addOne();
    const passedAt = await eachFailure(
      (library) => library.copy(id),
      async () => expect(await secretsOf()).toEqual(await known()),
    );
    expect(passedAt).toBeGreaterThan(5);
    expect((await known()).length).toBeGreaterThan(1);
  });

  it('[LIB-30] what is removed for good takes its secrets along in one, whichever query fails', async () => {
    await libraryOn(temp.site.database).remove(ofIds([await addOne()]));
    await temp.clock.advance(31 * day);
    await eachFailure(
      (library) => library.purge(),
      async () => expect(await secretsOf()).toEqual(await known()),
    );
    expect(await secretsOf()).toEqual([]);
  });

  it('[LIB-31] name and description are changed each by itself; both sides of what two changed are told', async () => {
    const id = await addOne();
    const [here, there] = [libraryOn(temp.site.database), libraryOn(temp.site.database)];
    await Promise.all([
      here.setProperties(id, { name: 'Renamed' }, { name: 'One' }),
      there.setProperties(id, { description: 'Described' }, { description: '' }),
      here.setEnabled(ofIds([id]), false),
    ]);
    expect((await rows())[0]).toMatchObject({ name: 'Renamed', description: 'Described', enabled: false });
    await expect(there.setProperties(id, { name: 'Third' }, { name: 'One' })).rejects.toMatchObject({
      code: 'REVISION_CONFLICT',
      details: { name: 'Renamed', fields: 'name', 'mine.name': '"Third"', 'theirs.name': '"Renamed"' },
    });
    await there.setProperties(id, { name: 'Third' });
    expect((await rows())[0]?.name).toBe('Third');
  });

  it('[LIB-32] of two new names of a folder the second, which did not know the first, is told both', async () => {
    const { folders } = libraryOn(temp.site.database);
    const id = await folders.create(null, 'Old');
    await folders.rename(id, 'New', 'Old');
    await expect(folders.rename(id, 'Other', 'Old')).rejects.toMatchObject({
      code: 'REVISION_CONFLICT',
      details: { name: 'New', 'mine.name': '"Other"', 'theirs.name': '"New"' },
    });
    await folders.rename(id, 'Other');
    const { rows: listed } = await listFolderRows(temp.site.database, FolderListQuery.parse({}));
    expect(listed).toMatchObject([{ id, name: 'Other' }]);
  });
});
