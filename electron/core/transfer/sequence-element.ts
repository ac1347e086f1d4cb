import { AppError } from '#shared/contract/errors';
import type { SequenceDialect } from '#shared/model/sequence';
import type { XmlElement } from './xml/tree.ts';
import { elementsOf, firstOf } from './xml/tree.ts';
import { attributeOf } from './xml/text.ts';

/** True when a step or group below the element is written as only the Deployment Toolkit writes it (formats 4). */
export function hasMdtMarks(element: XmlElement): boolean {
  return elementsOf(element).some(
    (child) =>
      (child.name === 'group' && (attributeOf(child, 'expand') !== undefined || hasMdtMarks(child))) ||
      (child.name === 'step' &&
        (attributeOf(child, 'startIn') !== undefined || attributeOf(child, 'type') === undefined)),
  );
}

/**
 * The `sequence` element of a document and its dialect. Configuration Manager writes only the version on the root;
 * MDT adds name and description, `expand` on groups and `startIn` on steps (formats 2.1, 4).
 * Errors: `XML_NOT_A_SEQUENCE`, `XML_IS_RULE_FILE` (XFER-110).
 */
export function findSequence(root: XmlElement, file: string): { sequence: XmlElement; dialect: SequenceDialect } {
  if (root.name === 'SmsTaskSequencePackage') {
    const data = firstOf(root, 'SequenceData');
    const sequence = data === undefined ? undefined : firstOf(data, 'sequence');
    if (sequence !== undefined) return { sequence, dialect: 'cm' };
  }
  if (root.name === 'migration' || root.name === 'Configuration')
    throw new AppError('XML_IS_RULE_FILE', { file, root: root.name });
  if (root.name !== 'sequence') throw new AppError('XML_NOT_A_SEQUENCE', { file, root: root.name.slice(0, 100) });
  const isMdt = attributeOf(root, 'name') !== undefined || hasMdtMarks(root);
  return { sequence: root, dialect: isMdt ? 'mdt' : 'cm' };
}
