import { describe, expect, it } from 'vitest';
import type { Edit } from '#shared/model/edit';
import { defaultLimits } from '../transfer/limits.ts';
import { SequenceDocument } from './document.ts';

const limits = { ...defaultLimits, xmlDepth: 6, xmlElements: 40, sequenceBytes: 3000 };
const step = (name: string): string => `<step type="SMS_TaskSequence_X" name="${name}"/>`;
const open = (): SequenceDocument =>
  new SequenceDocument(
    `<sequence version="3.10"><group name="G">${step('A')}</group>${step('B')}</sequence>`,
    'x',
    limits,
  );
const idOf = (document: SequenceDocument, name: string): string =>
  document.rows().find((row) => row.name === name)?.id ?? '';
const paste = (xml: string): Edit => ({ kind: 'insertRaw', place: { where: 'into', parentId: null }, xml });
const nested = (levels: number): string => '<group name="N">'.repeat(levels) + '</group>'.repeat(levels);

/** Makes edits until one is refused, which changes nothing, and gives why. What is there then can be read again. */
function untilRefused(document: SequenceDocument, edit: () => Edit): unknown {
  for (let count = 0; count < 200; count += 1) {
    const before = document.print();
    try {
      document.apply(edit());
    } catch (error) {
      expect(document.print()).toBe(before);
      expect(new SequenceDocument(before, 'x', limits).rows()).toHaveLength(document.rows().length);
      return error;
    }
  }
  return undefined;
}

describe('a document that was edited', () => {
  const deep = { code: 'EDIT_INVALID', details: { reason: { say: 'reasons:nested-too-deep', values: { limit: 6 } } } };

  it('[DOC-45] is never nested deeper than reading allows, by whatever edit', () => {
    const wrapped = open();
    const wrap = (): Edit => ({ kind: 'wrapInGroup', ids: [idOf(wrapped, 'A')], name: 'W' });
    expect(untilRefused(wrapped, wrap)).toMatchObject(deep);
    const pasted = open();
    expect(untilRefused(pasted, () => paste(nested(7)))).toMatchObject(deep);
    pasted.apply(paste(nested(5)));
    const deepest = pasted.rows().findLast((row) => row.name === 'N')?.id ?? '';
    const move = (): Edit => ({ kind: 'move', ids: [idOf(pasted, 'G')], parentId: deepest, index: 0 });
    expect(untilRefused(pasted, move)).toMatchObject(deep);
    const into = (): Edit => ({ kind: 'insert', type: null, place: { where: 'into', parentId: deepest } });
    expect(untilRefused(pasted, into)).toMatchObject(deep);
  });

  it('[DOC-45] is never larger than reading allows, and can be made smaller', () => {
    const document = open();
    const grow = (): Edit => paste(`<step type="X" name="L" description="${'y'.repeat(200)}"/>`);
    const refusal = { code: 'SEQUENCE_TOO_LARGE', details: { file: 'x', limit: limits.sequenceBytes } };
    expect(untilRefused(document, grow)).toMatchObject(refusal);
    expect(document.sizeBytes).toBe(Buffer.byteLength(document.print()));
    document.apply({ kind: 'remove', ids: [idOf(document, 'L')] });
    expect(() => document.apply(grow())).not.toThrow();
  });

  it('[DOC-45] never has more elements than reading allows', () => {
    const document = open();
    expect(untilRefused(document, () => paste(step('E')))).toMatchObject({
      code: 'EDIT_INVALID',
      details: { reason: { say: 'reasons:too-many-elements', values: { limit: limits.xmlElements } } },
    });
  });
});
