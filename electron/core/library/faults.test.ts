import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isAppError } from '#shared/contract/errors';
import { ofIds } from '#shared/model/list';
import { SequenceListQuery } from '#shared/model/lists';
import { listSequenceRows } from '../store/lists/sequence-list.ts';
import { createEditing } from '../editing/editing.ts';
import { plainEditing } from '../editing/fakes/plain-editing.ts';
import { failingFiles } from '../ports/fakes/faulty-files.ts';
import { createTempSite, type TempSite } from '../ports/fakes/temp-site.ts';
import type { Files } from '../ports/files.ts';
import { realFiles } from '../ports/files-real.ts';
import { realIds } from '../ports/real.ts';
import { createKeyFileSealer, createSecretStore } from '../ports/secrets.ts';
import { createKeyedQueue } from '../queue/keyed-queue.ts';
import { fileWorkersHere } from './file-workers.ts';
import { createPasteReader } from './paste-reader.ts';
import type { Database } from '../store/connection.ts';
import { failingDatabase } from '../store/fakes/failing-database.ts';
import { listSealedKeys } from '../store/tables/secret.ts';
import { getSequence } from '../store/tables/sequence.ts';
import { buildExport, smallSequence } from '../transfer/fakes/build-export.ts';
import { createFileWorkersHere } from './file-workers.ts';
import { createLibrary } from './library.ts';
import type { Library } from './library-types.ts';

let temp: TempSite;
let files: string;
let source: { path: string; fileName: string };

const call =
  '<subtasksequence type="SMS_TaskSequence_SubTasksequence" name="Run" description="" successCodeList="0" retryCount="0" runFromNet="false"><action>x</action><defaultVarList><variable name="OSDSubTasksequencePackageID" property="TsPackageID">LAB00002</variable></defaultVarList></subtasksequence>';
const secret =
  '<step type="SMS_TaskSequence_JoinDomainWorkgroupAction" name="J" description="" runIn="FullOS" successCodeList="0" retryCount="0" runFromNet="false"><action>osdjoin.exe</action><defaultVarList><variable name="OSDJoinPassword" property="DomainPassword">hunter2</variable></defaultVarList></step>';

beforeEach(async () => {
  temp = await createTempSite();
  files = mkdtempSync(join(tmpdir(), 'waystation-faults-'));
  source = { path: join(files, 'two.zip'), fileName: 'two.zip' };
  const parent = `<sequence version="3.10">${call}${secret}</sequence>\r\n`;
  writeFileSync(
    source.path,
    buildExport([
      { packageId: 'LAB00001', name: 'Parent', xml: parent },
      { packageId: 'LAB00002', name: 'Child', xml: smallSequence },
    ]),
  );
});
afterEach(async () => {
  await temp.remove();
  rmSync(files, { recursive: true, force: true });
});

function portsOn(database: Database) {
  const { site, clock, ids } = temp;
  const secrets = createSecretStore(database, createKeyFileSealer(site.paths.secretKey), clock);
  return {
    database,
    clock,
    ids,
    secrets,
    userName: 'me',
    siteCode: 'WST',
    queue: createKeyedQueue(),
    readPaste: createPasteReader(fileWorkersHere, ids),
  };
}

function libraryOn(database: Database, on: Files = realFiles): Library {
  return createLibrary({ ...portsOn(database), fileWorkers: createFileWorkersHere({ files: on, ids: realIds }) });
}

/** Does it; true when it was done, false when it was refused or failed as an error of ours. */
async function isDone(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!isAppError(error) || error.code === 'INTERNAL') throw error;
    return false;
  }
}

/** The database is whole, and nothing lies in the site's folder that was not there before. */
function demandWhole(before: readonly string[]): void {
  expect(temp.site.database.read.native.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(readdirSync(temp.site.dir).sort()).toEqual(before);
}

const names = async (): Promise<string[]> =>
  (await listSequenceRows(temp.site.database, SequenceListQuery.parse({}))).rows.map(({ name }) => name);

async function importLoop(libraryAt: (failAt: number) => { library: Library; calls: () => number }): Promise<number> {
  // The key of the secrets is made with the first secret and stays.
  await portsOn(temp.site.database).secrets.put('first', 'x');
  const before = readdirSync(temp.site.dir).sort();
  let there = 0;
  for (let failAt = 1; failAt < 500; failAt += 1) {
    const { library, calls } = libraryAt(failAt);
    const hasSecret = async (): Promise<number> => (await listSealedKeys(temp.site.database.read, 'sequence/')).length;
    const isImported = await isDone(async () => {
      const { refused } = await library.importFiles([source], null);
      if (refused[0] !== undefined) expect(refused[0].details).toMatchObject({ file: 'two.zip' });
      there += refused.length === 0 ? 1 : 0;
    });
    demandWhole(before);
    // Both sequences and their secret for each import that was acknowledged, and nothing of the others.
    expect([(await names()).length, await hasSecret()]).toEqual([there * 2, there]);
    if (isImported && calls() < failAt) return failAt;
  }
  throw new Error('it never passed');
}

it('[LIB-18] an import is whole or nothing, whichever query fails', async () => {
  const passedAt = await importLoop((failAt) => {
    const { database, calls } = failingDatabase(temp.site.database, failAt);
    return { library: libraryOn(database), calls };
  });
  expect(passedAt).toBeGreaterThan(10);
});

it('[LIB-18] an import is whole or nothing, whichever file call fails', async () => {
  const watched = ['statSync', 'openSync', 'fstatSync', 'readSync', 'closeSync'] as const;
  const passedAt = await importLoop((failAt) => {
    const faulty = failingFiles(realFiles, watched, failAt, 'EIO');
    return { library: libraryOn(temp.site.database, faulty.files), calls: faulty.calls };
  });
  expect(passedAt).toBeGreaterThan(5);
});

it('[LIB-18] an export is a whole zip or an error, whichever query fails', async () => {
  const { imported } = await libraryOn(temp.site.database).importFiles([source], null);
  const ids = imported.map(({ packageId }) => packageId);
  const { bytes } = await libraryOn(temp.site.database).exportZip(ofIds(ids), '');
  const before = readdirSync(temp.site.dir).sort();
  for (let failAt = 1; ; failAt += 1) {
    const { database, calls } = failingDatabase(temp.site.database, failAt);
    const isExported = await isDone(async () => {
      expect(Buffer.from(bytes).equals((await libraryOn(database).exportZip(ofIds(ids), '')).bytes)).toBe(true);
    });
    demandWhole(before);
    if (isExported && calls() < failAt) break;
    expect(failAt).toBeLessThan(100);
  }
});

it('[LIB-18] an edit and a save that were acknowledged are there, whichever query fails', async () => {
  const { imported } = await libraryOn(temp.site.database).importFiles([source], null);
  const packageId = imported[1]?.packageId;
  if (packageId === undefined) throw new Error('nothing came in');
  const before = readdirSync(temp.site.dir).sort();
  const saved = async (): Promise<string> =>
    Buffer.from((await getSequence(temp.site.database.read, packageId)).document).toString();
  let kept = 'Prepare';
  let stored = 'Prepare';
  for (let failAt = 1; ; failAt += 1) {
    const { database, calls } = failingDatabase(temp.site.database, failAt);
    const editing = plainEditing(createEditing(portsOn(database)));
    const name = `Name ${String(failAt)}`;
    const isSaved = await isDone(async () => {
      const { sessionId } = await editing.open(packageId, 'edit', 'keep');
      await editing.apply(sessionId, [{ kind: 'setName', id: 'n1', name }]);
      kept = name;
      await editing.save(sessionId, false);
      stored = name;
    });
    demandWhole(before);
    // Someone who opens it afterwards finds the last edit that was acknowledged, and the document of the last save.
    const found = (await createEditing(portsOn(temp.site.database)).open(packageId, 'edit', 'keep', 'other')).rows[0]
      ?.name;
    expect([found, (await saved()).includes(`name="${stored}"`)]).toEqual([kept, true]);
    if (isSaved && calls() < failAt) break;
    expect(failAt).toBeLessThan(200);
  }
});
