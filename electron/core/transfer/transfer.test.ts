import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isAppError } from '#shared/contract/errors';
import { readExportZip } from './configmgr/read-export.ts';
import { writeExportZip } from './configmgr/write-export.ts';
import { defaultLimits } from './limits.ts';
import { takeSecrets } from './secrets.ts';
import { decodeXml, encodeXml } from './xml/decode.ts';
import { parseXmlText } from './xml/parse.ts';
import { printDocument, printPiece } from './xml/tree.ts';
import { entryNameProblem } from './zip/entry-name.ts';

const codeOf = (run: () => unknown): unknown => {
  try {
    run();
  } catch (error) {
    return isAppError(error)
      ? [error.code, error.details['line'], error.details['column'], error.details['byte']]
      : error;
  }
  return undefined;
};

it('[XFER-1] names the place of an invalid byte and reads UTF-16', () => {
  expect(codeOf(() => decodeXml(Buffer.from([0x3c, 0x0a, 0x61, 0xff, 0x62]), 'f'))).toEqual([
    'ENCODING_INVALID',
    2,
    2,
    3,
  ]);
  expect(
    codeOf(() => decodeXml(Buffer.from('<?xml version="1.0" encoding="windows-1252"?><a>\xe9</a>', 'latin1'), 'f')),
  ).toEqual(['ENCODING_UNSUPPORTED', 1, 31, undefined]);
  for (const name of ['utf-8', 'utf-16le', 'utf-16be'] as const) {
    const bytes = encodeXml('<a>ü😀</a>', { name, bom: true });
    const decoded = decodeXml(bytes, 'f');
    expect(decoded).toEqual({ text: '<a>ü😀</a>', encoding: { name, bom: true } });
  }
});

it('[XFER-2] refuses what could hurt the parser', () => {
  const limits = { ...defaultLimits, xmlDepth: 3, xmlElements: 4 };
  expect(codeOf(() => parseXmlText('<a><b><c/></b></a>', 'f', limits))).toBeUndefined();
  expect(codeOf(() => parseXmlText('<a><b><c></c></b></a>', 'f', limits))).toBeUndefined();
  expect(codeOf(() => parseXmlText('<a><b><c><d></d></c></b></a>', 'f', limits))).toEqual([
    'XML_TOO_DEEP',
    1,
    10,
    undefined,
  ]);
  expect(codeOf(() => parseXmlText('<a><b/><b/><b/></a>', 'f', limits))).toBeUndefined();
  expect(codeOf(() => parseXmlText('<a><b/><b/><b/><b/></a>', 'f', limits))).toEqual([
    'XML_TOO_MANY_NODES',
    1,
    16,
    undefined,
  ]);
  expect(codeOf(() => parseXmlText('\n<!DOCTYPE a><a/>', 'f'))).toEqual(['XML_DOCTYPE', 2, 1, undefined]);
  expect(codeOf(() => parseXmlText('<a>\n</b>', 'f'))).toEqual(['XML_MALFORMED', 2, 1, undefined]);
});

it('[XFER-3] prints what it parsed', () => {
  const text = fc.constantFrom(
    '',
    ' ',
    '\r\n\t',
    'a&amp;b',
    '<!-- <x> -->',
    '<![CDATA[<y>]]>',
    "<e a='\"'/>",
    '<e  b = ">" ></e >',
  );
  const list = fc.array(text, { maxLength: 8 });
  fc.assert(
    fc.property(list, list, (before, inside) => {
      const source = `<?xml version="1.0"?>\n<root>${before.join('')}<in>${inside.join('')}</in></root>\n`;
      expect(printDocument(parseXmlText(source, 'f'))).toBe(source);
    }),
  );
});

it.each(['../a', 'a/../b', '/a', 'C:/a', 'a:b', 'con.xml', 'a\u0001', 'a/', '%2e%2e/a', 'a.'])(
  '[XFER-12] name %j',
  (name) => {
    expect(entryNameProblem(name, 100) === null).toBe(name === 'a/');
  },
);

it('[XFER-20] [XFER-25] writes and reads an export, twice the same', async () => {
  const xml = '<sequence version="3.10"><group name="ü &amp; x" description=""/></sequence>\r\n';
  const one = {
    packageId: 'ABC00001',
    name: 'A <b>',
    description: 'd',
    xml,
    enabled: true,
    properties: {},
    carry: null,
    references: [],
  };
  const bytes = await writeExportZip([one], { siteCode: 'ABC', comment: '' });
  expect((await writeExportZip([one], { siteCode: 'ABC', comment: '' })).equals(bytes)).toBe(true);
  const read = await readExportZip(bytes, 'f.zip');
  expect(read.sequences.map(({ originalId, name, xml: text }) => [originalId, name, text])).toEqual([
    ['ABC00001', 'A <b>', xml],
  ]);
});

it('[XFER-30] blanks secrets and keeps their elements', () => {
  const variable = (value: string) => `<variable name="OSDJoinPassword" property="DomainPassword">${value}</variable>`;
  const text = (value: string) =>
    `<sequence><step type="SMS_TaskSequence_JoinDomainWorkgroupAction" name="J"><defaultVarList>${variable(value)}</defaultVarList></step></sequence>`;
  const { root } = parseXmlText(text('hunter2'), 'f');
  expect(takeSecrets(root).map((one) => one.value)).toEqual(['hunter2']);
  expect(printPiece(root)).toBe(text(''));
});

it('[XFER-104] white space is no secret', () => {
  const key = (value: string): string => `<variable name="OSDProductKey" property="ProductKey">${value}</variable>`;
  const rules =
    '<variable name="Rules" property="Rules">&lt;Variable Name="A" IsSecret="true"&gt; \n &lt;/Variable&gt;</variable>';
  const step = (list: string): string =>
    `<sequence><step type="SMS_TaskSequence_ApplyWindowsSettingsAction" name="S"><action/><defaultVarList>${list}</defaultVarList></step></sequence>`;
  const { root } = parseXmlText(step(key('\r\n      ') + rules), 'it');
  expect(takeSecrets(root)).toEqual([]);
  expect(printPiece(root)).toBe(step(key('\r\n      ') + rules));
});
