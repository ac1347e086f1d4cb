import { parseXml } from '@rgrove/parse-xml';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AppError, isAppError } from '#shared/contract/errors';
import { errorText } from '#shared/text/say';
import { createEnglish } from '../../ports/fakes/english.ts';
import { defaultLimits, type TransferLimits } from '../limits.ts';
import { decodeStoredXml, decodeXml, encodeXml } from './decode.ts';
import { parseXmlText } from './parse.ts';
import { scanXml } from './scan.ts';
import { textOf, unescapeXml } from './text.ts';
import { printDocument } from './tree.ts';

function refusal(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (isAppError(error)) return error;
    throw error;
  }
  throw new Error('it was taken');
}

const parse = (text: string, limits: Partial<TransferLimits> = {}): unknown =>
  parseXmlText(text, 'f.xml', { ...defaultLimits, ...limits });
const read = (bytes: Uint8Array): string => decodeXml(bytes, 'f.xml').text;

describe('encodings', () => {
  it.each([
    ['UTF-8', Buffer.from('<a>ü</a>')],
    ['UTF-8 with mark', Buffer.from('\uFEFF<a>ü</a>')],
    ['UTF-8 that says so', Buffer.from('<?xml version="1.0" encoding="UTF-8"?><a>ü</a>')],
    [
      'UTF-16 that says so',
      encodeXml('<?xml version="1.0" encoding="utf-16"?><a>ü</a>', { name: 'utf-16le', bom: true }),
    ],
    ['UTF-16 little end first', encodeXml('<a>ü</a>', { name: 'utf-16le', bom: true })],
    ['UTF-16 big end first', encodeXml('<a>ü</a>', { name: 'utf-16be', bom: true })],
  ])('[XFER-1] %s is read', (_name, bytes) => {
    expect(read(bytes)).toContain('<a>ü</a>');
    const { text, encoding } = decodeXml(bytes, 'f.xml');
    expect(encodeXml(text, encoding)).toEqual(Buffer.from(bytes));
  });

  it.each<[string, Uint8Array, string, number]>([
    ['a lone byte', Buffer.from([0x3c, 0x61, 0x3e, 0xfc]), 'ENCODING_INVALID', 1],
    ['an overlong form', Buffer.from([0x3c, 0xc0, 0xaf]), 'ENCODING_INVALID', 1],
    ['a half of a pair in UTF-8', Buffer.from([0x0a, 0xed, 0xa0, 0x80]), 'ENCODING_INVALID', 2],
    ['a cut character', Buffer.from('<a>ü').subarray(0, 4), 'ENCODING_INVALID', 1],
    [
      'a mark of UTF-8 before UTF-16',
      Buffer.concat([Buffer.from('\uFEFF'), Buffer.from([0xff, 0xfe, 0x3c])]),
      'ENCODING_INVALID',
      1,
    ],
    ['a half of a pair in UTF-16', Buffer.from('\uFEFF\n\n<\ud800>', 'utf16le'), 'ENCODING_INVALID', 3],
    ['an odd number of bytes in UTF-16', Buffer.from('\uFEFF<a/>', 'utf16le').subarray(0, 7), 'ENCODING_INVALID', 1],
    [
      'another code page',
      Buffer.from('<?xml version="1.0" encoding="iso-8859-1"?><a>\xfc</a>', 'latin1'),
      'ENCODING_UNSUPPORTED',
      1,
    ],
  ])('[XFER-1] %s is refused with its place', (_name, bytes, code, line) => {
    const error = refusal(() => read(bytes));
    expect([error.code, error.details['line'], error.details['file']]).toEqual([code, line, 'f.xml']);
    expect(errorText(createEnglish().say, error.code, error.details).sentence).toContain(
      `line ${String(line)}, column`,
    );
  });

  const declares = (name: string, content = '<a>ü</a>'): string => `<?xml version="1.0" encoding="${name}"?>${content}`;
  it.each<[string, Uint8Array, string, string]>([
    ['UTF-8 that says UTF-16', Buffer.from(declares('utf-16')), 'ENCODING_MISMATCH', 'column 31'],
    ['UTF-8 that says windows-1252', Buffer.from(declares('windows-1252')), 'ENCODING_MISMATCH', 'column 31'],
    ['UTF-8 with mark that says UTF-16', Buffer.from(`\uFEFF${declares('utf-16')}`), 'ENCODING_MISMATCH', 'column 31'],
    ['ASCII that says UTF-7', Buffer.from(declares('utf-7', '<a>+ADw-</a>')), 'ENCODING_MISMATCH', 'column 31'],
    ['UTF-8 that says ASCII', Buffer.from(declares('us-ascii')), 'ENCODING_MISMATCH', 'column 31'],
    ['a mark twice', Buffer.from('\uFEFF\uFEFF<a/>'), 'ENCODING_MARK_TWICE', 'column 1'],
    ['UTF-16 with two marks', Buffer.from('\uFEFF\uFEFF<a/>', 'utf16le'), 'ENCODING_MARK_TWICE', 'column 1'],
    ['UTF-16 without mark', Buffer.from('<a/>', 'utf16le'), 'ENCODING_UNSUPPORTED', 'column 1'],
    ['UTF-32', Buffer.from('fffe00003c000000', 'hex'), 'ENCODING_UNSUPPORTED', 'column 1'],
    ...(['utf-16le', 'utf-16be'] as const).map((name): [string, Uint8Array, string, string] => [
      `${name} that says UTF-8`,
      encodeXml(declares('utf-8'), { name, bom: true }),
      'ENCODING_MISMATCH',
      'column 31',
    ]),
    [
      'one end that says the other',
      encodeXml(declares('utf-16be'), { name: 'utf-16le', bom: true }),
      'ENCODING_MISMATCH',
      'column 31',
    ],
  ])('[XFER-70] %s is refused with place and remedy', (_name, bytes, code, place) => {
    const error = refusal(() => read(bytes));
    const { sentence, remedy } = errorText(createEnglish().say, error.code, error.details);
    expect([error.code, error.details['file']]).toEqual([code, 'f.xml']);
    expect([sentence, remedy]).toEqual([expect.stringContaining(place), expect.stringContaining('UTF-8')]);
    expect(sentence).not.toContain('–');
  });

  it.each(['us-ascii', 'ISO-8859-1', 'Windows-1252', 'utf-8'])('[XFER-70] plain ASCII is in %s as well', (name) => {
    expect(read(Buffer.from(declares(name, '<a>u</a>')))).toContain('<a>u</a>');
  });

  it('[XFER-70] what a site keeps already is read as before', () => {
    for (const text of [declares('utf-16'), '\uFEFF\uFEFF<a/>']) {
      const bytes = Buffer.from(text);
      const { text: read, encoding } = decodeStoredXml(bytes, 'f.xml');
      expect(encodeXml(read, encoding)).toEqual(bytes);
    }
  });

  it('[XFER-1] a file has at most so many bytes: at, one below and one above', () => {
    const bytes = Buffer.from('<a/>');
    for (const xmlFileBytes of [4, 5])
      expect(decodeXml(bytes, 'f', { ...defaultLimits, xmlFileBytes }).text).toBe('<a/>');
    const error = refusal(() => decodeXml(bytes, 'f', { ...defaultLimits, xmlFileBytes: 3 }));
    expect([error.code, error.details['actual'], error.details['limit']]).toEqual(['FILE_TOO_LARGE', 4, 3]);
  });
});

describe('hostile XML', () => {
  const laughs = `<!DOCTYPE a [<!ENTITY l "lol">${'<!ENTITY m "&l;&l;">'.repeat(9)}]><a>&m;</a>`;
  it.each([
    ['laughs', laughs],
    ['an external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ['a plain one', '<?xml version="1.0"?>\n<!DOCTYPE a><a/>'],
    ['in lower case', '<!doctype a><a/>'],
    ['behind a comment', '<!-- <a> --><!DOCTYPE a><a/>'],
  ])('[XFER-2] a document type is refused: %s', (_name, text) => {
    expect(refusal(() => parse(text)).code).toBe('XML_DOCTYPE');
  });

  it('[XFER-2] entities that nobody declared are refused', () => {
    expect(refusal(() => parse('<a>&lol;</a>')).code).toBe('XML_MALFORMED');
    expect(parse('<a><!-- <!DOCTYPE a> --><![CDATA[<!DOCTYPE b>]]></a>')).toBeDefined();
  });

  const limits = { xmlDepth: 5, xmlElements: 10, xmlAttributes: 3 };
  const nested = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth);
  const wide = (count: number): string => `<r>${'<a/>'.repeat(count - 1)}</r>`;
  const rich = (count: number): string =>
    `<r ${Array.from({ length: count }, (_, at) => `a${String(at)}="1"`).join(' ')}/>`;
  // A processing instruction sends the text by the parser, so that both ways are held.
  it.each(['', '<?other way?>'])('[XFER-2] each limit holds at, below and above (prolog %j)', (prolog) => {
    for (const make of [nested(4), nested(5), wide(9), wide(10), rich(2), rich(3)]) {
      expect(parse(prolog + make, limits)).toBeDefined();
    }
    expect(refusal(() => parse(prolog + nested(6), limits)).code).toBe('XML_TOO_DEEP');
    expect(refusal(() => parse(prolog + wide(11), limits)).code).toBe('XML_TOO_MANY_NODES');
    expect(refusal(() => parse(prolog + rich(4), limits)).code).toBe('XML_TOO_MANY_NODES');
  });

  it('[XFER-2] a hundred thousand levels do not end the stack', () => {
    const error = refusal(() => parse('<a>'.repeat(100_000)));
    expect([error.code, error.details['limit']]).toEqual(['XML_TOO_DEEP', defaultLimits.xmlDepth]);
    expect(refusal(() => parse(`<?x y?>${'<a>'.repeat(100_000)}`)).code).toBe('XML_TOO_DEEP');
    expect(parse(nested(defaultLimits.xmlDepth))).toBeDefined();
  });

  it.each([
    ['quotes that never end', '<a "'.repeat(60_000)],
    ['two kinds of quotes', `<a '"`.repeat(60_000)],
    ['quotes over tags', '<a "<a "='.repeat(40_000)],
    ['a tag that never ends', `<a${' b'.repeat(100_000)}`],
    ['comments that never end', '<!--'.repeat(60_000)],
    ['sections that never end', '<a><![CDATA['.repeat(30_000)],
    ['blanks before slashes', `<a>${' />'.repeat(100_000)}</a>`],
    ['references', `<a>${'&'.repeat(200_000)}</a>`],
  ])('[XFER-4] takes time in proportion to the length: %s', (_name, text) => {
    const start = performance.now();
    try {
      parse(text);
    } catch (error) {
      expect(isAppError(error)).toBe(true);
    }
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it.each([
    ['<a>', 1],
    ['<a></b>', 1],
    ['<a/>\n<b/>', 2],
    ['<a b="1" b="2"/>', 1],
    ['<a b=1/>', 1],
    ['<a b="<"/>', 1],
    ['<a>]]></a>', 1],
    ['<a>\n\u0001</a>', 2],
    ['<a>&#0;</a>', 1],
    ['<a>&#xD800;</a>', 1],
    ['<a>&amp</a>', 1],
    ['<a><!-- -- --></a>', 1],
    ['<1a/>', 1],
    ['<a\u00d7/>', 1],
    ['<?xml version="1.0"?><?xml version="1.0"?><a/>', 1],
    ['\n<?xml version="1.0"?><a/>', 2],
  ])('[XFER-5] %j is refused with its place', (text, line) => {
    const error = refusal(() => parse(text));
    expect(error.code).toBe('XML_MALFORMED');
    expect(typeof error.details['line']).toBe('number');
    expect(error.details['line']).toBeLessThanOrEqual(line + 1);
  });

  it.each(['', 'text', '\ufeff  notes <a/>', '[Settings]\nName=x'])(
    '[XFER-131] %j is said to be no XML at all',
    (text) => {
      expect(refusal(() => parse(text)).code).toBe('XML_NONE');
    },
  );

  it('[XFER-5] numbers of characters beyond all characters stay text', () => {
    expect(unescapeXml('&#x110000;&#xffffffff;&#65;&lt;&other;')).toBe('&#x110000;&#xffffffff;A<&other;');
  });
});

describe('two ways to read', () => {
  const pieces = [
    '<a>',
    '</a>',
    '<b/>',
    '<b />',
    '<é ü="1">',
    '</é>',
    '<a b="x" c=\'y\'>',
    '<a  b = "&lt;>" >',
    '</a >',
    '&amp;',
    '&#10;',
    '&#xFFFF;',
    '&x;',
    '&',
    ']]>',
    ']]',
    '<!-- c -->',
    '<!-- -- -->',
    '<![CDATA[<x>]]>',
    '<![CDATA[',
    '<?pi x?>',
    '<?xml version="1.0"?>',
    '\r\n',
    ' ',
    't',
    '"',
    '<',
    '>',
    '=',
    '/',
    '\u00a0',
    '\u0001',
    '\ufeff',
    '😀',
    '<a b="1" b="2">',
    '<a b="\n">',
    "<a b='<'>",
    '<a.b-c:d_1/>',
    '<a:b/>',
  ];
  const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((all) => all.join(''));

  it('[XFER-5] the scanner takes nothing that the parser refuses, and reads the same elements', () => {
    const shape = (element: { name: string; children: readonly unknown[] }): unknown => [
      element.name,
      element.children
        .filter(
          (child): child is typeof element =>
            typeof child === 'object' && child !== null && 'name' in child && 'children' in child,
        )
        .map(shape),
    ];
    fc.assert(
      fc.property(soup, fc.boolean(), (inside, isWrapped) => {
        const text = isWrapped ? `<root>${inside}</root>` : inside;
        const scanned = scanXml(text, 'f', defaultLimits);
        if (scanned === null) return;
        expect(printDocument(scanned)).toBe(text);
        const { root } = parseXml(text);
        expect(root === null ? null : shape(root)).toEqual(shape(scanned.root));
        if (!scanned.root.children.some((child) => typeof child !== 'string'))
          expect(textOf(scanned.root)).toBe(root?.text);
      }),
      { numRuns: 3000 },
    );
  });

  it('[XFER-3] by the parser, too, the tree prints its text', () => {
    fc.assert(
      fc.property(soup, (inside) => {
        const text = `<?go round?><root>${inside}</root>`;
        try {
          expect(printDocument(parseXmlText(text, 'f'))).toBe(text);
        } catch (error) {
          if (!isAppError(error, 'XML_MALFORMED')) throw error;
        }
      }),
      { numRuns: 1500 },
    );
  });
});
