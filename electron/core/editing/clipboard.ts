import { AppError } from '#shared/contract/errors';
import { reason } from '#shared/contract/message';
import { type CopyKind, copyLimits, type HeldCopies } from '#shared/model/clipboard';
import { editLimits } from '#shared/model/edit';
import { withoutSecretReferences } from '#shared/model/secret-reference';
import type { NodeId, SequenceDialect } from '#shared/model/sequence';
import type { PasteReader } from '../sequence/read-paste.ts';
import type { Editing, SessionCall } from './editing-types.ts';
import { demandDialect } from './read-pasted.ts';

/** What a paste puts into a sequence: steps as one text, conditions as one text each. */
export type Taken =
  { readonly kind: 'steps'; readonly xml: string } | { readonly kind: 'conditions'; readonly xml: readonly string[] };

/** What was copied last in any window of the site. It lives as long as the core, in memory alone (EDT-91). */
export interface Clipboard {
  /** Gives the text for the clipboard of the system, with a blank for each secret. Errors: of the session; `EDIT_INVALID`. */
  copySteps(call: SessionCall, nodeIds: readonly NodeId[]): Promise<string>;
  /** Parts of a condition by their keys; else as `copySteps`. */
  copyConditions(call: SessionCall, nodeId: NodeId, keys: readonly string[]): Promise<string>;
  held(): HeldCopies;
  /**
   * What a paste means (EDT-92): the copy that is held, or the text that the system has when it is another one. Null when
   * there is neither. Errors: of the session; `EDIT_INVALID`; for conditions those of XML.
   */
  take(call: SessionCall, kind: CopyKind, pasted: string | null): Promise<Taken | null>;
}

interface Held {
  readonly number: number;
  readonly count: number;
  readonly taken: Taken;
  readonly dialect: SequenceDialect;
  /** What the system was given, as `plainOf` compares it. */
  readonly plain: string;
}

interface Parts {
  readonly editing: Pick<Editing, 'copy' | 'read'>;
  readonly readPaste: Pick<PasteReader, 'conditions'>;
}

/** Systems and programs write the ends of lines in their own way and drop what is blank around a text. */
function plainOf(text: string): string {
  return text.replaceAll('\r', '').trim();
}

/** One clipboard for all windows. What has a secret in it names it as the document does, and never leaves like that. */
export function createClipboard({ editing, readPaste }: Parts): Clipboard {
  const held = new Map<CopyKind, Held>();
  let number = 0;
  const keep = (taken: Taken, count: number, dialect: SequenceDialect): string => {
    const xml = taken.kind === 'steps' ? taken.xml : taken.xml.join('\n');
    if (xml.length > editLimits.rawMax)
      throw new AppError('EDIT_INVALID', { reason: reason('copy-too-large', { limit: editLimits.rawMax }) });
    const text = withoutSecretReferences(xml);
    number += 1;
    held.set(taken.kind, { number, count, taken, dialect, plain: plainOf(text) });
    return text;
  };
  const summary = (kind: CopyKind) => {
    const one = held.get(kind);
    return one === undefined ? null : { number: one.number, count: one.count };
  };
  return {
    copySteps: async (call, nodeIds) => {
      const xml = await editing.copy(call, nodeIds);
      const dialect = await editing.read(call, (document) => document.dialect);
      return keep({ kind: 'steps', xml }, nodeIds.length, dialect);
    },
    copyConditions: async (call, nodeId, keys) => {
      const read = await editing.read(call, (document) => ({
        xml: document.copyCondition(nodeId, keys),
        dialect: document.dialect,
      }));
      const limit = copyLimits.partLength;
      if (read.xml.some(({ length }) => length > limit))
        throw new AppError('EDIT_INVALID', { reason: reason('paste-part-longest', { limit }) });
      return keep({ kind: 'conditions', xml: read.xml }, read.xml.length, read.dialect);
    },
    held: () => ({ steps: summary('steps'), conditions: summary('conditions') }),
    take: async (call, kind, pasted) => {
      const own = held.get(kind);
      const plain = pasted === null ? '' : plainOf(pasted);
      const isOwn = plain === '' || [...held.values()].some((one) => one.plain === plain);
      if (pasted !== null && !isOwn)
        return kind === 'steps' ? { kind, xml: pasted } : { kind, xml: await readPaste.conditions(pasted) };
      if (own === undefined) return null;
      const dialect = await editing.read(call, (document) => document.dialect);
      if (kind === 'steps') demandDialect(own.dialect, dialect);
      return own.taken;
    },
  };
}
