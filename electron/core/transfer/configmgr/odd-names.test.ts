import { expect, it } from 'vitest';
import { readExportZip } from './read-export.ts';
import { writeExportZip } from './write-export.ts';

const xml = '<sequence version="3.10"></sequence>';

/** Name and description of a sequence that went out and came in again. */
async function roundTrip(name: string, description: string) {
  const one = {
    packageId: 'WAY00001',
    name,
    description,
    xml,
    enabled: true,
    properties: {},
    carry: null,
    references: [],
  };
  const zip = await writeExportZip([one], { siteCode: 'WAY', comment: description });
  const { sequences } = await readExportZip(zip, 'x.zip');
  return sequences.map((sequence) => [sequence.name, sequence.description]);
}

it.each([']]>', 'a]]>b', '<]]>&', ']]>]]>', ']]', '<![CDATA['])(
  '[XFER-81] %s goes out so that it is read again',
  async (text) => {
    expect(await roundTrip(text, text)).toEqual([[text, text]]);
  },
);

it('[XFER-80] what an earlier version kept and no XML can hold goes out as a sign of that', async () => {
  expect(await roundTrip('a\0b\u001b', '\uffff\ud800')).toEqual([['a\ufffdb\ufffd', '\ufffd\ufffd']]);
});
