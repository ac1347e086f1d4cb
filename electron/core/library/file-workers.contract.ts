import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAppError } from '#shared/contract/errors';
import { buildExport, buildObject, exportEntries, smallSequence } from '../transfer/fakes/build-export.ts';
import { buildZip } from '../transfer/fakes/build-zip.ts';
import type { FileWork, FileWorkers } from './file-workers.ts';
import { fileWorkersHere } from './file-workers.ts';

const call =
  '<subtasksequence type="SMS_TaskSequence_SubTasksequence" name="Run" description="" successCodeList="0" retryCount="0" runFromNet="false"><action>SubTasksequence.exe</action><defaultVarList><variable name="OSDSubTasksequencePackageID" property="TsPackageID">LAB00002</variable></defaultVarList></subtasksequence>';
const secret =
  '<step type="SMS_TaskSequence_JoinDomainWorkgroupAction" name="J" description="" runIn="FullOS" successCodeList="0" retryCount="0" runFromNet="false"><action>osdjoin.exe</action><defaultVarList><variable name="OSDJoinPassword" property="DomainPassword">a&amp;b</variable></defaultVarList></step>';
const sequence = (inside: string): string => `<sequence version="3.10">${inside}</sequence>\r\n`;
const made = (packageId: string, xml: string) => ({ packageId, name: `Sequence ${packageId}`, xml });
const honest = exportEntries([made('LAB00001', smallSequence)]);
const zeros = Buffer.alloc(3 * 1024 * 1024);

/** Files that are taken and files that are refused, each for a reason of its own. */
const fixtures: readonly (readonly [name: string, bytes: Buffer | string])[] = [
  ['bare.xml', smallSequence],
  ['marked.xml', `\uFEFF<?xml version="1.0"?>\n<!-- mine -->\n${smallSequence}`],
  ['wide.xml', Buffer.from(`\uFEFF${smallSequence}`, 'utf16le')],
  ['mdt.xml', '<?xml version="1.0"?>\n<sequence version="3.00" name="M" description="d">\n</sequence>'],
  ['unknown.xml', sequence('<step type="Unheard_Of" name="Odd"><action>x</action></step>')],
  ['secret.xml', sequence(secret)],
  ['two.zip', buildExport([made('LAB00001', sequence(call)), made('LAB00002', smallSequence)])],
  ['missing-call.zip', buildExport([made('LAB00001', sequence(call))])],
  ['large.xml', sequence(`<!--${'x'.repeat(2 * 1024 * 1024)}-->`)],
  ['empty.xml', ''],
  ['not.xml', 'this is no XML'],
  ['other.xml', '<rules/>'],
  ['broken.xml', '<sequence version="3.10">\n  <group name="a">\n</sequence>'],
  ['doctype.xml', '<!DOCTYPE a [<!ENTITY b "c">]>\n<sequence/>'],
  ['deep.xml', `${'<group name="a">'.repeat(300)}${'</group>'.repeat(300)}`],
  ['byte.xml', Buffer.concat([Buffer.from('<sequence>\n'), Buffer.from([0xff]), Buffer.from('</sequence>')])],
  ['page.xml', Buffer.from('<?xml version="1.0" encoding="windows-1252"?><a>\xe9</a>', 'latin1')],
  ['cut.zip', buildExport([made('LAB00001', smallSequence)]).subarray(0, 300)],
  ['none.zip', buildZip([{ name: 'a.xml', data: '<a/>' }])],
  ['leads-out.zip', buildZip([...honest, { name: '../x', data: '' }])],
  ['twice.zip', buildZip([...honest, ...honest.slice(0, 1)])],
  ['link.zip', buildZip([...honest, { name: 'a', data: '/etc', externalAttributes: 0o120777 * 65536 }])],
  ['encrypted.zip', buildZip([...honest, { name: 'a', data: 'x'.repeat(20), flags: 1, uncompressedSize: 8 }])],
  ['bomb.zip', buildZip([...honest, { name: 'a', data: zeros, deflated: true }])],
  ['checksum.zip', buildZip([...honest, { name: 'a', data: 'x', crc: 1 }])],
  ['object.zip', buildZip([...honest, { name: 'x/object.xml', data: '<a/>' }])],
  [
    'second-broken.zip',
    buildZip([
      ...honest,
      { name: 'SMS_TaskSequencePackage/LAB00002/object.xml', data: buildObject(made('LAB00002', '<sequence>\n<')) },
    ]),
  ],
];

/** Everything that an import gets of a file, or the code and details of its refusal; random ids are made equal. */
async function outcomeOf(work: FileWork, fileName: string, source: string): Promise<unknown> {
  try {
    const { sequences: facts, references } = await work.do({ kind: 'read', fileName, source });
    const ids = new Map([
      ['LAB00001', 'WST00001'],
      ['LAB00002', 'WST00002'],
    ]);
    const linked = await work.do({ kind: 'link', fileName, ids, at: 7 });
    const secrets = facts.flatMap((one) => one.secrets.map(({ id }) => id));
    const told = linked.map(({ document, link, ...rest }) => ({
      ...rest,
      document: Buffer.from(document).toString('base64'),
      link: link === null ? null : { ...link, baseDocument: Buffer.from(link.baseDocument).toString('base64') },
    }));
    const text = linked.map(({ document }) => Buffer.from(document).toString());
    expect(secrets.every((id) => text.some((one) => one.includes(id)))).toBe(true);
    const hidden = facts.map((one) => ({ ...one, secrets: one.secrets.map((of) => ({ ...of, id: '' })) }));
    return { facts: hidden, references, linked: secrets.length === 0 ? told : told.length };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { code: error.code, details: error.details };
  }
}

/** What every way of working on files must do: the same as the caller's own thread does. */
export function fileWorkersContract(name: string, workers: FileWorkers): void {
  let folder: string;
  let work: FileWork;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'waystation-file-workers-'));
    for (const [fileName, bytes] of fixtures) writeFileSync(join(folder, fileName), bytes);
    work = workers.begin();
  });
  afterAll(async () => {
    await work.end();
    rmSync(folder, { recursive: true, force: true });
  });

  describe(name, () => {
    it.each(fixtures.map(([fileName]) => fileName))('[LIB-15] %s: same facts or same refusal', async (fileName) => {
      const source = join(folder, fileName);
      const here = await outcomeOf(fileWorkersHere.begin(), fileName, source);
      expect(await outcomeOf(work, fileName, source)).toEqual(here);
      expect(here).toHaveProperty(fixtures.findIndex(([one]) => one === fileName) < 9 ? 'facts' : 'code');
    });

    it('[LIB-15] a missing file and a folder are named', async () => {
      const read = (source: string) => work.do({ kind: 'read', fileName: 'f.zip', source });
      await expect(read(join(folder, 'absent'))).rejects.toMatchObject({
        code: 'FILE_NOT_FOUND',
        details: { file: 'f.zip' },
      });
      await expect(read(folder)).rejects.toMatchObject({ code: 'FILE_UNREADABLE', details: { file: 'f.zip' } });
    });

    it('[LIB-15] [LIB-10] packs the same zip', async () => {
      const document = Buffer.from(sequence(secret));
      const one = { packageId: 'WST00001', name: 'A', description: 'd', document, enabled: true, properties: {} };
      const order = {
        kind: 'pack',
        fileName: 'A.zip',
        sequences: [{ ...one, carry: null, createdAt: 1, modifiedAt: 2 }],
        names: new Map<string, string>(),
        siteCode: 'WST',
        comment: 'c',
      } as const;
      const [packed, here] = [await work.do(order), await fileWorkersHere.begin().do(order)];
      expect([packed.secretsLeftOut, Buffer.from(packed.bytes).equals(here.bytes)]).toEqual([
        ['J: DomainPassword'],
        true,
      ]);
    });

    it('[LIB-16] progress only grows and ends with the whole file', async () => {
      const seen: number[] = [];
      const own = workers.begin({ onProgress: ({ doneBytes, totalBytes }) => seen.push(doneBytes / totalBytes) });
      await own.do({ kind: 'read', fileName: 'two.zip', source: join(folder, 'two.zip') });
      await own.end();
      expect([seen.length > 4, seen.at(-1)]).toEqual([true, 1]);
      expect(seen).toEqual([...seen].sort((a, b) => a - b));
    });

    it('[LIB-16] called off, nothing is answered but that', async () => {
      const abort = new AbortController();
      const own = workers.begin({ signal: abort.signal });
      abort.abort();
      const order = { kind: 'read', fileName: 'two.zip', source: join(folder, 'two.zip') } as const;
      await expect(own.do(order)).rejects.toMatchObject({ code: 'CANCELLED' });
      await own.end();
    });
  });
}
