import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PackageId } from '#shared/model/ids';
import { readSecretReference } from '#shared/model/secret-reference';
import { ofIds } from '#shared/model/list';
import { createEnglish } from '../ports/fakes/english.ts';
import { takeOutSecrets } from '../engine/run-document.ts';
import { createLibrary } from '../library/library.ts';
import type { Library } from '../library/library-types.ts';
import { readModel, withoutSecrets, withReferences } from '../library/sequence-bytes.ts';
import { filesWithText, holdsText } from '../ports/fakes/clear-text.ts';
import { createTempSite, type TempSite } from '../ports/fakes/temp-site.ts';
import { createKeyFileSealer, createSecretStore } from '../ports/secrets.ts';
import { createKeyedQueue } from '../queue/keyed-queue.ts';
import { fileWorkersHere } from '../library/file-workers.ts';
import { createPasteReader } from '../library/paste-reader.ts';
import { compareSequences } from '../sequence/compare.ts';
import { SequenceDocument } from '../sequence/document.ts';
import { findText } from '../sequence/search.ts';
import { saveDocument } from '../store/tables/sequence.ts';
import { createEditing } from './editing.ts';
import { plainEditing, type PlainEditing } from './fakes/plain-editing.ts';

const { sayMessage: say } = createEnglish();

const hiddenText = 'Op3n-Sesame';
const variable = (property: string, value: string): string =>
  `<variable name="${property}" property="${property}" hidden="true">${value}</variable>`;
const stepOf = (flag: string, value: string, action: string): string =>
  `<step type="SMS_TaskSequence_SetVariableAction" name="Set" description="" runIn="WinPEandFullOS" successCodeList="0" retryCount="0" runFromNet="false"><action>${action}</action><defaultVarList>${flag}${variable('VariableName', 'Key')}${variable('VariableValue', value)}</defaultVarList></step>`;
const commandOf = (value: string, flag: string): string => `tsenv.exe "Key=${value}" /hiddenflag:${flag}`;
const sequenceOf = (inner: string): string => `<sequence version="3.10">${inner}</sequence>\r\n`;
const written = (flag: string, value = hiddenText): string =>
  sequenceOf(stepOf(variable('DoNotShowVariableValue', flag), value, commandOf(value, flag)));

/** Ways in which a file says that a value is not displayed. */
const spellings: readonly (readonly [string, string])[] = [
  ...['true', 'True', 'TRUE', '1', ' true ', 'yes', '\r\n true'].map((flag) => [flag, written(flag)] as const),
  [
    'no property',
    sequenceOf(
      stepOf('<variable name="DoNotShowVariableValue">true</variable>', hiddenText, commandOf(hiddenText, 'True')),
    ),
  ],
  [
    'empty property',
    sequenceOf(
      stepOf(
        '<variable name="DoNotShowVariableValue" property="">true</variable>',
        hiddenText,
        commandOf(hiddenText, 'True'),
      ),
    ),
  ],
  [
    'twice',
    sequenceOf(
      stepOf(
        variable('DoNotShowVariableValue', 'false') + variable('DoNotShowVariableValue', 'true'),
        hiddenText,
        commandOf(hiddenText, 'True'),
      ),
    ),
  ],
  [
    'another command',
    sequenceOf(stepOf(variable('DoNotShowVariableValue', 'true'), hiddenText, `tsenv.exe Key=${hiddenText}`)),
  ],
];

describe('doors over a text', () => {
  it.each(spellings)('[XFER-50] %j: import seals it, and nothing of it stays', (_flag, xml) => {
    const sealed = withReferences(xml, 'f', () => '00000000-0000-4000-8000-000000000001');
    expect(sealed.secrets.map(({ property, value }) => [property, value])).toEqual([['VariableValue', hiddenText]]);
    expect(sealed.text).not.toContain(hiddenText);
  });

  it.each(spellings)('[XFER-50] %j: export and print have a blank', (_flag, xml) => {
    const { text, secrets } = withoutSecrets(xml, 'f');
    expect([secrets.length, text.includes(hiddenText)]).toEqual([1, false]);
  });

  it.each(spellings)('[XFER-51] %j: a run keeps it apart from its document', (_flag, xml) => {
    const { model, secrets } = takeOutSecrets(readModel(xml, 'f'));
    expect(secrets.map(({ property, text }) => [property, text])).toEqual([['VariableValue', hiddenText]]);
    expect(JSON.stringify(model)).not.toContain(hiddenText);
  });

  it.each(spellings)('[DOC-60] %j: finding and comparing do not see it', (_flag, xml) => {
    const document = new SequenceDocument(xml);
    expect(findText(document, hiddenText, say)).toEqual([]);
    const other = new SequenceDocument(xml.replaceAll(hiddenText, 'Another'));
    const { differences } = compareSequences(document, other, say);
    const [fields] = differences.map((one) => one.fields.map(({ label, isHidden }) => [label, isHidden]));
    expect(fields).toEqual([['Value', true]]);
    expect(JSON.stringify(differences)).not.toContain(hiddenText);
  });

  it.each(['false', 'False', '0', '', 'no', 'maybe'])('[XFER-50] %j shows the value through every door', (flag) => {
    const xml = written(flag, 'seen');
    expect(withReferences(xml, 'f', () => 'id').text).toBe(xml);
    expect(withoutSecrets(xml, 'f').text).toBe(xml);
    expect(takeOutSecrets(readModel(xml, 'f')).secrets).toEqual([]);
    expect(findText(new SequenceDocument(xml), 'seen', say).length).toBe(1);
  });
});

describe('doors of a site', () => {
  let temp: TempSite;
  let library: Library;
  let editing: PlainEditing;
  let files: string;

  beforeEach(async () => {
    temp = await createTempSite();
    files = mkdtempSync(join(tmpdir(), 'waystation-hidden-'));
    const { site, clock, ids } = temp;
    const secrets = createSecretStore(site.database, createKeyFileSealer(site.paths.secretKey), clock);
    const ports = {
      database: site.database,
      clock,
      ids,
      secrets,
      userName: 'me',
      siteCode: 'WST',
      queue: createKeyedQueue(),
      readPaste: createPasteReader(fileWorkersHere, ids),
    };
    library = createLibrary({ ...ports, fileWorkers: fileWorkersHere });
    editing = plainEditing(createEditing(ports));
  });
  afterEach(async () => {
    await temp.remove();
    rmSync(files, { recursive: true, force: true });
  });

  async function taken(xml: string): Promise<PackageId> {
    const path = join(files, 'upload');
    writeFileSync(path, xml);
    const { imported } = await library.importFiles([{ path, fileName: 'a.xml' }], null);
    const [one] = imported;
    if (one === undefined) throw new Error('nothing came in');
    return one.packageId;
  }

  /** A document as an earlier version kept it: with the value in it. */
  async function kept(xml: string): Promise<PackageId> {
    const id = await library.create({ name: 'S', description: '', folderId: null });
    const document = Buffer.from(xml);
    const change = { packageId: id, baseRevision: 1, document, stepCount: 1, at: 1, by: 'x' };
    await temp.site.database.write((transaction) => saveDocument(transaction, change));
    return id;
  }

  it.each(spellings)(
    '[XFER-50] %j: a file that comes in leaves its value in no file of the site',
    async (_flag, xml) => {
      await taken(xml);
      expect(filesWithText(temp.site.dir, hiddenText)).toEqual([]);
    },
  );

  it.each(spellings)(
    '[DOC-61] %j: page, clipboard, print and export of an old document have blanks',
    async (_flag, xml) => {
      const packageId = await kept(xml);
      const { sessionId, rows } = await editing.open(packageId, 'edit', 'keep');
      const id = rows[0]?.id ?? '';
      const node = await editing.node(sessionId, id);
      const zip = await library.exportZip(ofIds([packageId]), '');
      const doors = {
        page: JSON.stringify(node),
        clipboard: (await editing.copy(sessionId, [id])).xml,
        print: Buffer.from(await library.print(packageId)).toString(),
      };
      expect(Object.entries(doors).filter(([, text]) => text.includes(hiddenText))).toEqual([]);
      expect(node.secretsSet).toEqual(['HiddenVariableValue']);
      expect(holdsText(zip.bytes, hiddenText)).toBe(false);
    },
  );

  it.each(['true', 'TRUE', '1', 'yes'])(
    '[DOC-62] a value that is to be hidden by %j is sealed, not kept',
    async (flag) => {
      const packageId = await taken(written('false', hiddenText));
      const { sessionId, rows } = await editing.open(packageId, 'edit', 'keep');
      const id = rows[0]?.id ?? '';
      await editing.apply(sessionId, [{ kind: 'setVariable', id, property: 'DoNotShowVariableValue', value: flag }]);
      const [inDocument] = [
        ...(await editing.copy(sessionId, [id])).xml.matchAll(/property="VariableValue"[^>]*>([^<]*)</g),
      ];
      expect(readSecretReference(inDocument?.[1] ?? '')).not.toBeNull();
      expect((await editing.node(sessionId, id)).secretsSet).toEqual(['HiddenVariableValue']);
      const both = [
        { kind: 'setVariable' as const, id, property: 'DoNotShowVariableValue', value: flag },
        { kind: 'setVariable' as const, id, property: 'VariableValue', value: 'clear' },
      ];
      await expect(editing.apply(sessionId, both)).rejects.toMatchObject({ code: 'EDIT_VALUE_INVALID' });
    },
  );
});
