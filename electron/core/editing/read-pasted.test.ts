import { expect, it } from 'vitest';
import type { Edit } from '#shared/model/edit';
import { NodeId } from '#shared/model/sequence';
import { readConditionParts, type PasteReader } from '../sequence/read-paste.ts';
import { readPasted } from './read-pasted.ts';

it('[XFER-120] the parts of a condition are read before the document sees them, however deep they are', async () => {
  const asked: (readonly string[])[] = [];
  const reader: PasteReader = {
    steps: () => Promise.reject(new Error('no steps')),
    conditions: () => Promise.reject(new Error('no conditions')),
    conditionParts: (texts) => {
      asked.push(texts);
      return Promise.resolve(readConditionParts(texts));
    },
  };
  const unknown = (raw: string) => ({ kind: 'unknown' as const, key: null, element: 'thing', raw });
  const deep = { kind: 'operator' as const, key: null, operator: 'or' as const, children: [unknown('<b/>')] };
  const id = NodeId.parse('n1');
  const condition = { children: [unknown('<a/>'), deep, unknown('<a/>'), unknown(' ')] };
  const edits: Edit[] = [
    { kind: 'setCondition', id, condition },
    { kind: 'setCondition', id, condition: null },
    { kind: 'setName', id, name: 'N' },
  ];
  const read = await readPasted(reader, edits, 'cm');
  expect(asked).toEqual([['<a/>', '<b/>']]);
  expect(read.edits).toEqual([{ ...edits[0], parts: readConditionParts(['<a/>', '<b/>']) }, edits[1], edits[2]]);
});
