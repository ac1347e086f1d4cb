import { describe, expect, it } from 'vitest';
import { isAppError } from '#shared/contract/errors';
import { message } from '#shared/contract/message';
import { buildExport, buildObject, exportEntries, smallSequence } from '../fakes/build-export.ts';
import { buildZip } from '../fakes/build-zip.ts';
import { defaultLimits } from '../limits.ts';
import { takeSecrets } from '../secrets.ts';
import { parseXmlText } from '../xml/parse.ts';
import { printPiece } from '../xml/tree.ts';
import { readZip } from '../zip/read-zip.ts';
import { isZip, parseCarry, readExportZip } from './read-export.ts';
import { readReferenceNames } from './references.ts';
import { type OutgoingSequence, writeExportZip } from './write-export.ts';

const first = { packageId: 'LAB00001', name: 'First', xml: smallSequence };
const second = { packageId: 'LAB00002', name: 'Second & <third>', xml: '<sequence version="3.10"></sequence>\r\n' };
const options = { siteCode: 'WST', comment: 'By & for a test' };

const outgoing = (
  packageId: string,
  from: Awaited<ReturnType<typeof readExportZip>>['sequences'][number],
): OutgoingSequence => {
  const { name, description, xml, properties, carry } = from;
  return { packageId, name, description, xml, enabled: true, properties, carry, references: [] };
};

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
    return 'taken';
  } catch (error) {
    return isAppError(error) ? error.code : error;
  }
}

describe('reading an export', () => {
  it('[XFER-20] [XFER-21] every sequence comes out byte for byte as it stands in its object', async () => {
    const { sequences, notes } = await readExportZip(buildExport([first, second]), 'f.zip');
    expect(sequences.map(({ originalId, name, xml }) => ({ packageId: originalId, name, xml }))).toEqual([
      first,
      second,
    ]);
    expect(sequences[0]?.properties).toMatchObject({ Description: 'Made for a test', SourceSite: 'LAB' });
    expect(notes).toEqual([]);
  });

  it('[XFER-21] escaped instead of CDATA, split CDATA and line breaks come out as they are meant', async () => {
    const xml = '<sequence version="3.10">\r\n<x>a\nb]]&gt;</x></sequence>';
    const escaped = xml.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const split = `<![CDATA[${xml.slice(0, 10)}]]><!-- no part --><![CDATA[${xml.slice(10)}]]>`;
    for (const value of [escaped, split]) {
      const object = buildObject({ ...first, xml: 'HERE' }).replace('HERE', () => value);
      const zip = buildZip([{ name: 'SMS_TaskSequencePackage/LAB00001/object.xml', data: object }]);
      expect((await readExportZip(zip, 'f.zip')).sequences[0]?.xml).toBe(xml);
    }
  });

  it('[XFER-22] one sequence that cannot be read refuses the file', async () => {
    const at = (data: string) => [
      ...exportEntries([first]),
      { name: 'SMS_TaskSequencePackage/LAB00002/object.xml', data },
    ];
    const read = (data: string) => codeOf(readExportZip(buildZip(at(data)), 'f.zip'));
    expect(await read(buildObject(second))).toBe('taken');
    expect(await read(buildObject({ ...second, xml: '' }))).toBe('ZIP_OBJECT_INVALID');
    expect(await read('<sequence version="3.10"/>')).toBe('ZIP_OBJECT_INVALID');
    expect(await read('<INSTANCE CLASSNAME="SMS_TaskSequencePackage">')).toBe('XML_MALFORMED');
    expect(await read('\u0000')).toBe('XML_NONE');
    expect(await codeOf(readExportZip(buildZip([{ name: 'a.txt', data: 'x' }]), 'f.zip'))).toBe('ZIP_NO_SEQUENCE');
  });

  it('[XFER-22] limits of XML hold inside of a zip', async () => {
    const limits = { ...defaultLimits, xmlDepth: 2 };
    expect(await codeOf(readExportZip(buildExport([first]), 'f.zip', limits))).toBe('XML_TOO_DEEP');
    const bytes = { ...defaultLimits, xmlFileBytes: 100 };
    expect(await codeOf(readExportZip(buildExport([first]), 'f.zip', bytes))).toBe('FILE_TOO_LARGE');
  });

  it('[XFER-23] says what else the file holds, and what it names without having', async () => {
    const program = {
      name: 'SMS_Program/LAB00009_run/object.xml',
      data: buildObject({ ...first, xml: 'x' }, 'SMS_Program'),
    };
    const relations = '<Relationships><Relationship Target="/SMS_Package/LAB00009/object.xml"/></Relationships>';
    const honest = exportEntries([first]).filter(({ name }) => name !== '_rels/.rels');
    const zip = buildZip([...honest, program, { name: '_rels/.rels', data: relations }]);
    const { notes, otherObjects } = await readExportZip(zip, 'f.zip');
    expect([...otherObjects]).toEqual([['SMS_Program', 1]]);
    expect(notes).toHaveLength(2);
    expect(notes).toEqual([
      message('notes:objects-not-taken', { count: 1, kind: message('notes:object-class.SMS_Program') }),
      message('notes:objects-missing', { count: 1 }),
    ]);
  });

  it('[XFER-24] reference files name IDs, and a broken one stands in nobody’s way', async () => {
    const references = [{ id: 'LAB00009', name: 'Tools & more', type: 0 }].map((one) => ({ ...one, name: 'Tools' }));
    const { sequences } = await readExportZip(buildExport([{ ...first, references }]), 'f.zip');
    const info = sequences[0]?.carry.referencesInfo ?? '';
    expect(readReferenceNames(info, 'f')).toEqual([
      { id: 'LAB00009', name: 'Tools', packageType: 0, version: '', program: '' },
    ]);
    for (const broken of ['', 'x', '<a', '<ArrayOfString><string>&lt;a</string></ArrayOfString>', '<!DOCTYPE a><a/>']) {
      expect(readReferenceNames(broken, 'f')).toEqual([]);
    }
  });

  it('[XFER-24] what was kept beside a sequence is read in its own form only', () => {
    const carry = { objectXml: '<a/>', referencesInfo: null, appReferencesInfo: null, userStatePackage: 'x' };
    expect(parseCarry(JSON.stringify(carry))).toEqual(carry);
    expect(parseCarry(null)).toBeNull();
    expect(() => parseCarry('{"objectXml":1}')).toThrow();
    expect([isZip(buildExport([first])), isZip(Buffer.from('<sequence/>'))]).toEqual([true, false]);
  });
});

describe('writing an export', () => {
  it('[XFER-25] the same sequences give the same bytes, with and without an object', async () => {
    const { sequences } = await readExportZip(buildExport([first, second]), 'f.zip');
    for (const carried of [true, false]) {
      const all = sequences.map((one, at) => ({
        ...outgoing(`WST0000${String(at)}`, one),
        ...(carried ? {} : { carry: null }),
      }));
      const bytes = await writeExportZip(all, options);
      expect((await writeExportZip(all, options)).equals(bytes)).toBe(true);
      const again = await readExportZip(bytes, 'f.zip');
      expect(
        again.sequences.map(({ originalId, name, xml, description }) => [originalId, name, xml, description]),
      ).toEqual(all.map(({ packageId, name, xml, description }) => [packageId, name, xml, description]));
    }
  });

  it('[XFER-26] an object that came with a sequence keeps every byte but our values', async () => {
    const { sequences } = await readExportZip(buildExport([first]), 'f.zip');
    const [one] = sequences;
    if (one === undefined) throw new Error('no sequence');
    const changed = { ...outgoing('WST00007', one), name: 'New <name>', enabled: false };
    const entries = await readZip(await writeExportZip([changed], options), 'f.zip');
    const object = entries.find(({ name }) => name === 'SMS_TaskSequencePackage/WST00007/object.xml')?.bytes.toString();
    const expected = one.carry.objectXml
      .replace('<VALUE>First</VALUE>', '<VALUE><![CDATA[New <name>]]></VALUE>')
      .replace('<VALUE>LAB00001</VALUE>', '<VALUE>WST00007</VALUE>')
      .replace('<VALUE>LAB</VALUE>', '<VALUE>WST</VALUE>')
      .replace(
        '<VALUE>TRUE</VALUE>\r\n  </PROPERTY>\r\n</INSTANCE>',
        '<VALUE>FALSE</VALUE>\r\n  </PROPERTY>\r\n</INSTANCE>',
      )
      .replace('PackageID="LAB00001"', 'PackageID="WST00007"')
      .replace('LAB-SERVER', 'WAYSTATION');
    expect(object).toBe(expected);
  });

  it('[XFER-26] a sequence that would end the CDATA is escaped and comes back', async () => {
    const xml = '<sequence version="3.10"><group name="a" description=""><![CDATA[x]]></group></sequence>';
    const made = { ...outgoing('WST00001', (await readExportZip(buildExport([first]), 'f.zip')).sequences[0]!), xml };
    for (const carry of [made.carry, null]) {
      const bytes = await writeExportZip([{ ...made, carry }], options);
      expect((await readExportZip(bytes, 'f.zip')).sequences[0]?.xml).toBe(xml);
    }
  });

  it('[XFER-27] has the order and the marks of the field', async () => {
    const { sequences } = await readExportZip(buildExport([first]), 'f.zip');
    const entries = await readZip(
      await writeExportZip(
        sequences.map((one) => outgoing('WST00001', one)),
        options,
      ),
      'f',
    );
    expect(entries.map(({ name }) => name.replace(/[0-9a-f]{32}/, 'HEX'))).toEqual([
      'SMS_TaskSequencePackage/USERSTATE_MIGRATION_PACKAGE.xml',
      'SMS_TaskSequencePackage/WST00001/object.xml',
      '_rels/.rels',
      'SMS_TaskSequencePackage/WST00001/ReferencesInfo.xml',
      'SMS_TaskSequencePackage/WST00001/AppReferencesInfo.xml',
      'Manifest.xml',
      'package/services/metadata/core-properties/HEX.psmdcp',
      '[Content_Types].xml',
    ]);
    const marked = entries.filter(({ bytes }) => bytes[0] === 0xef).map(({ name }) => name);
    expect(marked).toHaveLength(7);
    expect(marked).not.toContain('SMS_TaskSequencePackage/WST00001/object.xml');
    for (const { name, bytes } of entries) {
      expect(() => parseXmlText(bytes.toString().replace('\uFEFF', ''), name), name).not.toThrow();
    }
  });
});

describe('secrets', () => {
  const variable = (name: string, property: string, value: string) =>
    `<variable name="${name}" property="${property}">${value}</variable>`;
  const step = (type: string, action: string, variables: string) =>
    `<sequence version="3.10"><step type="${type}" name="S"><action>${action}</action><defaultVarList>${variables}</defaultVarList></step></sequence>`;
  const take = (text: string) => {
    const { root } = parseXmlText(text, 'f');
    return { taken: takeSecrets(root), printed: printPiece(root) };
  };

  it.each([
    ['SMS_TaskSequence_JoinDomainWorkgroupAction', 'OSDJoinPassword', 'DomainPassword'],
    ['SMS_TaskSequence_ApplyWindowsSettingsAction', 'OSDLocalAdminPassword', 'AdminPassword'],
    ['SMS_TaskSequence_ApplyWindowsSettingsAction', 'OSDProductKey', 'ProductKey'],
    ['SMS_TaskSequence_ConnectNetworkFolderAction', 'SMSConnectNetworkFolderPassword', 'Password'],
    ['SMS_TaskSequence_CaptureSystemImageAction', 'OSDCaptureAccountPassword', 'CapturePassword'],
    ['SMS_TaskSequence_RunCommandLineAction', 'SMSTSRunCommandLineUserPassword', 'UserPassword'],
    ['SMS_TaskSequence_UpgradeOperatingSystemAction', 'OSDUpgradeOsProductKey', 'OsProductKey'],
    ['Some_Unknown_Type', 'osdjoinpassword', 'anything'],
  ])(
    '[XFER-30] [XFER-31] %s %s is blanked, its element stays, and what it held is known by step and property',
    (type, name, property) => {
      const { taken, printed } = take(step(type, 'x', variable(name, property, 'hunter2 &amp; co')));
      expect(taken).toEqual([{ stepType: type, stepName: 'S', property, value: 'hunter2 & co' }]);
      expect(printed).toBe(step(type, 'x', variable(name, property, '')));
    },
  );

  it('[XFER-30] a hidden value goes out of the variable and of the command', () => {
    const text = (value: string) =>
      step(
        'SMS_TaskSequence_SetVariableAction',
        `tsenv.exe "PIN=${value}" /hiddenflag:True`,
        variable('DoNotShowVariableValue', 'DoNotShowVariableValue', 'true') +
          variable('VariableName', 'VariableName', 'PIN') +
          variable('VariableValue', 'VariableValue', value),
      );
    const { taken, printed } = take(text('4711'));
    expect([taken.map(({ value }) => value), printed]).toEqual([['4711'], text('')]);
  });

  it('[XFER-30] secret values of dynamic variables are blanked within their rules', () => {
    const rules = (value: string) =>
      `&lt;Rules&gt;&lt;Variable Name="A"&gt;open&lt;/Variable&gt;&lt;Variable Name="B" IsSecret="true"&gt;${value}&lt;/Variable&gt;&lt;/Rules&gt;`;
    const text = (value: string) =>
      step('SMS_TaskSequence_SetDynamicVariablesAction', 'x', variable('Rules', 'Rules', rules(value)));
    const { taken, printed } = take(text('s3cret'));
    expect([taken.map(({ property, value }) => [property, value]), printed]).toEqual([
      [['Rules.B', 's3cret']],
      text(''),
    ]);
  });

  it('[XFER-31] choices that only sound like a secret stay, and so does a document without any', () => {
    const text = step(
      'SMS_TaskSequence_ApplyWindowsSettingsAction',
      'x',
      variable('OSDRandomAdminPassword', 'RandomAdminPassword', 'true'),
    );
    expect(take(text)).toEqual({ taken: [], printed: text });
    expect(take(step('x', 'y', variable('OSDJoinPassword', 'DomainPassword', ''))).taken).toEqual([]);
  });
});
