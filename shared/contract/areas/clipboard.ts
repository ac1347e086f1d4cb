import { z } from 'zod';
import { ConditionTexts, CopyKind, HeldCopies, PastedText } from '../../model/clipboard.ts';
import { Epoch } from '../../model/editor.ts';
import { SessionId } from '../../model/ids.ts';
import { NodeId } from '../../model/sequence.ts';
import { command, event, query } from '../define.ts';

const bySession = z.strictObject({ sessionId: SessionId, epoch: Epoch });
/** `text` is what the clipboard of the system may have of it: no secret, and nothing that stands for one. */
const Copied = z.strictObject({ held: HeldCopies, text: PastedText });

/** One clipboard for all windows of a site. The core holds it as long as it runs. */
export const clipboardContract = {
  'clipboard.held': query(
    () => z.strictObject({}),
    () => HeldCopies,
  ),
  'clipboard.copySteps': command(
    () => bySession.extend({ nodeIds: z.array(NodeId).min(1).max(10_000) }),
    () => Copied,
  ),
  /** Parts of a step's condition; they come back as conditions of kind `unknown`. */
  'clipboard.copyConditions': command(
    () => bySession.extend({ nodeId: NodeId, keys: z.array(z.string().max(400)).min(1).max(1000) }),
    () => Copied,
  ),
  /**
   * What a paste means. `pasted` is the text that the system has, null where nobody asked it: the copy of the console
   * counts when that text is one of its own, or says nothing; else the text is the newer one. Null: there is nothing.
   */
  'clipboard.take': query(
    () => bySession.extend({ kind: CopyKind, pasted: PastedText.nullable() }),
    () =>
      z.strictObject({
        taken: z
          .discriminatedUnion('kind', [
            z.strictObject({ kind: z.literal('steps'), xml: PastedText }),
            z.strictObject({ kind: z.literal('conditions'), xml: ConditionTexts }),
          ])
          .nullable(),
      }),
  ),
  /** To the other windows; who copied has it as the answer. */
  'clipboard.changed': event(() => HeldCopies),
} as const;
