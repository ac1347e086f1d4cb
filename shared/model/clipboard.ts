import { z } from 'zod';
import { editLimits } from './edit.ts';

/** What can be copied and pasted. */
export const CopyKind = z.enum(['steps', 'conditions']);
export type CopyKind = z.infer<typeof CopyKind>;

/** A copy that the core holds, without its text. */
const HeldCopy = z.strictObject({
  /** Of all copies of this core, counted from 1: the larger one is the newer one. */
  number: z.int().min(1),
  /** Steps and groups that were chosen, or parts of a condition. */
  count: z.int().min(1).max(10_000),
});

/** What was copied last in any window of the site, by its kind. */
export const HeldCopies = z.strictObject({ steps: HeldCopy.nullable(), conditions: HeldCopy.nullable() });
export type HeldCopies = z.infer<typeof HeldCopies>;

/** A text from the clipboard of the system, in characters: as long as a paste can be. */
export const PastedText = z.string().max(editLimits.rawMax);

/** Parts of conditions by their texts: so many, and each so long, as a condition takes in. */
export const copyLimits = { parts: 1000, partLength: 1_000_000 } as const;
export const ConditionTexts = z.array(z.string().max(copyLimits.partLength)).max(copyLimits.parts);
