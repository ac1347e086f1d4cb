import { describe, expect, it } from 'vitest';
import { elementsOf, firstOf, printPiece, type XmlElement } from '../xml/tree.ts';
import { attributeOf, textOf } from '../xml/text.ts';
import { parseXmlText } from '../xml/parse.ts';
import { readZip } from '../zip/read-zip.ts';
import type { OutgoingReference } from './object-references.ts';
import type { ExportCarry } from './read-export.ts';
import { emptyReferenceList, readReferenceNames } from './references.ts';
import { writeExportZip } from './write-export.ts';

const tools: OutgoingReference = { id: 'LAB00009', program: '*', isApplication: false, name: '', packageType: 0 };
const child: OutgoingReference = {
  id: 'LAB00010',
  program: '*',
  isApplication: false,
  name: 'Child & <more>',
  packageType: 4,
};
const application: OutgoingReference = {
  id: 'ScopeId_1/Application_2',
  program: '',
  isApplication: true,
  name: '',
  packageType: 0,
};
const xml = '<sequence version="3.10"></sequence>\r\n';

async function write(carry: ExportCarry | null, references: readonly OutgoingReference[], enabled = true) {
  const given = { packageId: 'LAB00001', name: 'One', description: '', xml, enabled, properties: {} };
  const entries = await readZip(
    await writeExportZip([{ ...given, carry, references }], { siteCode: 'LAB', comment: '' }),
    'f.zip',
  );
  const text = (end: string) => entries.find(({ name }) => name.endsWith(end))?.bytes.toString() ?? '';
  return { object: text('LAB00001/object.xml'), info: text('/ReferencesInfo.xml') };
}

const named = (element: XmlElement, name: string, kind = 'PROPERTY') =>
  elementsOf(element, kind).find((one) => attributeOf(one, 'NAME') === name);

function valueOf(element: XmlElement, name: string): string | undefined {
  const value = firstOf(named(element, name) ?? element, 'VALUE');
  return value === undefined ? undefined : textOf(value);
}

/** `Package program type` of each row of the array. */
function rowsOf(object: string): string[] {
  const property = named(parseXmlText(object, 'f').root, 'References', 'PROPERTY.OBJECTARRAY');
  const array = property && firstOf(property, 'VALUE.OBJECTARRAY');
  return elementsOf(array ?? fail(), 'VALUE.OBJECT').map((row) => {
    const instance = firstOf(row, 'INSTANCE') ?? fail();
    return ['Package', 'Program', 'Type'].map((name) => valueOf(instance, name) ?? '').join(' ');
  });
}
function fail(): never {
  throw new Error('The object has no references');
}

const carried = (object: string, info: string): ExportCarry => ({
  objectXml: object,
  referencesInfo: info,
  appReferencesInfo: null,
  userStatePackage: null,
});

describe('references of an export', () => {
  it('[XFER-28] a new object tells all of them, in the order of its properties', async () => {
    const { object, info } = await write(null, [tools, child, application], false);
    expect(rowsOf(object)).toEqual(['LAB00009 * 0', 'LAB00010 * 0', 'ScopeId_1/Application_2  1']);
    const { root } = parseXmlText(object, 'f');
    expect([valueOf(root, 'ReferencesCount'), valueOf(root, 'TsEnabled')]).toEqual(['3', 'FALSE']);
    expect(object).toMatch(/"ProgramFlags"[\s\S]*"References"[\s\S]*"ReferencesCount"[\s\S]*"Reserved"/);
    expect(readReferenceNames(info, 'f')).toEqual([
      { id: 'LAB00009', name: '', packageType: 0, version: '', program: '*' },
      { id: 'LAB00010', name: 'Child & <more>', packageType: 4, version: '', program: '*' },
    ]);
  });

  it('[XFER-28] what came stays byte for byte, and what is new stands behind it', async () => {
    const before = await write(null, [tools]);
    expect(await write(carried(before.object, before.info), [tools])).toEqual(before);
    const after = await write(carried(before.object, before.info), [child, tools, application]);
    expect(rowsOf(after.object)).toEqual(['LAB00009 * 0', 'LAB00010 * 0', 'ScopeId_1/Application_2  1']);
    const row = (text: string) => printPiece(parseXmlText(text, 'f').root).split('</VALUE.OBJECT>')[0];
    expect(row(after.object)).toBe(row(before.object));
    expect(after.info.startsWith(before.info.slice(0, before.info.indexOf('</ArrayOfString>') - 2))).toBe(true);
    expect(readReferenceNames(after.info, 'f').map(({ id }) => id)).toEqual(['LAB00009', 'LAB00010']);
    const again = await write(carried(after.object, after.info), [child, tools, application]);
    expect(again).toEqual(after);
  });

  it.each(['<VALUE.OBJECTARRAY></VALUE.OBJECTARRAY>', '<VALUE.OBJECTARRAY/>', ''])(
    '[XFER-28] an object without rows gets them (%j)',
    async (array) => {
      const before = await write(null, []);
      const head = 'object:SMS_TaskSequence_Reference</VALUE>\r\n    </QUALIFIER>';
      expect(before.object).toContain(`${head}\r\n  </PROPERTY.OBJECTARRAY>`);
      const object = before.object.replace(head, array === '' ? head : `${head}\r\n    ${array}`);
      const after = await write(carried(object, emptyReferenceList), [tools]);
      expect(rowsOf(after.object)).toEqual(['LAB00009 * 0']);
      expect(rowsOf((await write(null, [tools])).object)).toEqual(rowsOf(after.object));
    },
  );

  it('[XFER-28] an object without the property, and a list that cannot be read, stay as they are', async () => {
    const object = `<INSTANCE CLASSNAME="SMS_TaskSequencePackage">\r\n</INSTANCE>`;
    expect(await write(carried(object, '<broken'), [tools])).toEqual({ object, info: '<broken' });
  });
});
