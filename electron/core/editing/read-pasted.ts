import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import type { ConditionNode } from '#shared/model/condition';
import type { Edit } from '#shared/model/edit';
import type { SequenceDialect } from '#shared/model/sequence';
import type { PasteRead, PasteReader } from '../sequence/read-paste.ts';

/** The texts in a condition that nobody here understands; an empty one is the edit's own error. */
function textsOf(nodes: readonly ConditionNode[]): string[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'operator') return textsOf(node.children);
    return node.kind === 'unknown' && node.raw.trim() !== '' ? [node.raw] : [];
  });
}

/** Steps of the other dialect would stand in the document and not run as they are shown. Error: `EDIT_INVALID`. */
export function demandDialect(given: SequenceDialect | null, dialect: SequenceDialect): void {
  if (given !== null && given !== dialect) throw new AppError('EDIT_INVALID', { reason: reason(`paste-${given}`) });
}

/**
 * Edits whose pasted text was read, and what came of pasted steps: the document parses nothing of either again.
 * Errors: those of the reader; `EDIT_INVALID` for steps that say that they are of another dialect.
 */
export async function readPasted(
  reader: PasteReader,
  given: readonly Edit[],
  dialect: SequenceDialect,
): Promise<{ readonly edits: readonly Edit[]; readonly pastes: ReadonlyMap<Edit, PasteRead> }> {
  const pastes = new Map<Edit, PasteRead>();
  const edits: Edit[] = [];
  for (const edit of given) {
    if (edit.kind === 'insertRaw') {
      const paste = await reader.steps(edit.xml);
      demandDialect(paste.dialect, dialect);
      pastes.set(edit, paste);
    }
    const texts = edit.kind === 'setCondition' ? textsOf(edit.condition?.children ?? []) : [];
    if (texts.length === 0) edits.push(edit);
    else {
      const read = { ...edit, parts: await reader.conditionParts([...new Set(texts)]) };
      edits.push(read);
    }
  }
  return { edits, pastes };
}
