import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { TransferLimits } from '../transfer/limits.ts';
import { elementsOf, type XmlElement } from '../transfer/xml/tree.ts';

/** The shortest text of an element: `<a/>`. */
const leastElementBytes = 4;

/** How many levels of elements begin here. */
function heightOf(element: XmlElement): number {
  return 1 + elementsOf(element).reduce((most, child) => Math.max(most, heightOf(child)), 0);
}

/** How many elements it lies in; null for one that is not in the document (any more). */
function levelOf(element: XmlElement, root: XmlElement): number | null {
  let level = 0;
  let at = element;
  for (; at.parent !== null; at = at.parent) level += 1;
  return at === root ? level : null;
}

function countElements(element: XmlElement): number {
  return elementsOf(element).reduce((sum, child) => sum + countElements(child), 1);
}

export interface Grown {
  readonly root: XmlElement;
  readonly file: string;
  readonly sizeBytes: number;
  /** Elements that came or moved. */
  readonly came: Iterable<XmlElement>;
}

/**
 * Refuses what an edit made when reading would refuse it: a sequence that was acknowledged and saved opens again. Looks
 * at what came, and at the whole only where so many elements can be. Throws `SEQUENCE_TOO_LARGE`, `EDIT_INVALID`.
 */
export function demandReadable({ root, file, sizeBytes, came }: Grown, limits: TransferLimits): void {
  const { sequenceBytes, xmlDepth, xmlElements } = limits;
  if (sizeBytes > sequenceBytes)
    throw new AppError('SEQUENCE_TOO_LARGE', { file, actual: sizeBytes, limit: sequenceBytes });
  for (const element of came) {
    const level = levelOf(element, root);
    if (level !== null && level + heightOf(element) > xmlDepth)
      throw new AppError('EDIT_INVALID', { reason: reason('nested-too-deep', { limit: xmlDepth }) });
  }
  if (sizeBytes > xmlElements * leastElementBytes && countElements(root) > xmlElements)
    throw new AppError('EDIT_INVALID', { reason: reason('too-many-elements', { limit: xmlElements }) });
}
