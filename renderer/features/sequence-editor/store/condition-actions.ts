import type { Condition, ConditionNode } from '#shared/model/condition';
import type { EditLabel } from '#shared/model/edit-label';
import type { NodeDetail, NodeId } from '#shared/model/sequence';
import type { EditorClipboard } from './clipboard.ts';
import type { DocumentStore } from './document-store.ts';
import type { EditorSession } from './editor-session.ts';
import type { EditorDeps } from './ports.ts';
import { takeCopy } from './take-copy.ts';

/** What can be done to conditions beside editing them in place. */
export interface ConditionActions {
  /** The parts with these keys as their text, whatever kind they are. False when the core refused. */
  copyConditions(node: NodeDetail, keys: readonly string[]): Promise<boolean>;
  /**
   * The copied parts as conditions to be placed, or those in the newer text that a paste event brought; the core reads
   * their text when they come in. None when there is nothing that can be placed.
   */
  takeConditions(text?: string): Promise<ConditionNode[]>;
  /** The step as it is now, read again when it changed or went meanwhile; null when it cannot be, which is said. */
  readStep(id: NodeId): Promise<NodeDetail | null>;
  setCondition(id: NodeId, condition: Condition | null, label: EditLabel): Promise<boolean>;
  /** The copied parts after the conditions of every given step, as one undo step. */
  pasteConditionsInto(ids: readonly NodeId[], label: EditLabel): Promise<void>;
}

interface Parts {
  readonly document: DocumentStore;
  readonly session: EditorSession;
  readonly clipboard: EditorClipboard;
  readonly deps: EditorDeps;
}

/** What is in the clipboard is text: it is placed as it is and known again once it is in the document. */
function asNodes(xml: readonly string[]): ConditionNode[] {
  return xml.map((raw) => ({ kind: 'unknown', key: null, element: '', raw }));
}

export function createConditionActions(parts: Parts): ConditionActions {
  const { session, clipboard, deps } = parts;
  const takeConditions = async (text?: string): Promise<ConditionNode[]> => {
    const taken = await takeCopy(parts, 'conditions', text);
    return taken?.kind === 'conditions' ? asNodes(taken.xml) : [];
  };
  const isEditable = () => parts.document.getState().mode === 'edit';
  return {
    takeConditions,
    copyConditions: async (node, keys) => {
      const key = session.key();
      if (key === null || keys.length === 0 || !isEditable()) return false;
      const copied = await session.call('clipboard.copyConditions', { ...key, nodeId: node.id, keys: [...keys] });
      if (copied === null) return false;
      deps.say({ key: 'conditionsCopied', count: keys.length });
      await clipboard.copied(copied);
      return true;
    },
    readStep: async (id) => {
      const { details, stale } = parts.document.getState();
      const held = stale.has(id) ? undefined : details.get(id);
      const key = session.key();
      if (held !== undefined || key === null) return held ?? null;
      const answer = await session.call('editor.nodes', { ...key, nodeIds: [id] });
      return answer?.nodes[0] ?? null;
    },
    setCondition: async (id, condition, label) => {
      if (!isEditable()) return false;
      const made = await session.apply([{ kind: 'setCondition', id, condition }], label);
      if (made === null) return false;
      // The answer brought the step with the keys of what was placed: the next change builds on them.
      deps.say({ key: 'changed', label });
      return true;
    },
    pasteConditionsInto: async (ids, label) => {
      const pasted = isEditable() ? await takeConditions() : [];
      if (pasted.length === 0) return;
      const nodes = (await session.loadDetails(ids)).filter((node) => node.kind !== 'unknown');
      const edits = nodes.map(({ id, condition }) => ({
        kind: 'setCondition' as const,
        id,
        condition: { children: [...(condition?.children ?? []), ...pasted] },
      }));
      const made = edits.length === 0 ? null : await session.apply(edits, label);
      if (made !== null) deps.say({ key: 'changed', label });
    },
  };
}
