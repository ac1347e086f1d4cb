import { z } from 'zod';

/** What an undo step is called, as a code; its words are made where a person reads them (`shared/text/edit-label.ts`). */
export const EditLabelCode = z.enum([
  'add-group',
  'add-step',
  'paste',
  'remove',
  'move',
  'move-to-top',
  'move-into',
  'rename',
  'set-description',
  'disable',
  'enable',
  'continue-on-error-on',
  'continue-on-error-off',
  'set-property',
  'clear-property',
  'choose',
  'switch-on',
  'switch-off',
  'set-variable',
  'remove-variable',
  'set-option',
  'set-conditions',
  'remove-conditions',
  'condition-added',
  'condition-changed',
  'condition-moved',
  'condition-removed',
  'condition-removed-all',
  'condition-cut',
  'condition-pasted',
  'conditions-pasted',
  'rule-added',
  'rule-moved',
  'rule-removed',
  'wrap',
  'ungroup',
  'relink',
  'secret-set',
  'secret-replaced',
  'secret-cleared',
  'partition-added',
  'partition-changed',
  'partition-moved',
  'partition-removed',
  'partition-numbered',
  'adapter-added',
  'adapter-changed',
  'adapter-moved',
  'adapter-removed',
  'adapter-numbered',
  /** Of an earlier version, which kept words: they are shown as they are. */
  'text',
]);
export type EditLabelCode = z.infer<typeof EditLabelCode>;

/** Longest name in a label; a longer one ends in `…`. */
export const labelNameMax = 60;

const name = z.string().max(255).exactOptional();

/** The values of a label. Names are those of the moment; what was typed into a field is never among them. */
export const EditLabelValues = z.strictObject({
  /** The nodes it is about: how many, of which kind, and name and type of one that stands alone. */
  count: z.int().min(0).exactOptional(),
  kind: z.enum(['step', 'group', 'item']).exactOptional(),
  name,
  type: z.string().max(256).exactOptional(),
  /** Name of the group that they went into. */
  into: name,
  /** The property of the step type in the XML, and the value that was chosen of its list. */
  property: z.string().max(256).exactOptional(),
  choice: z.string().max(256).exactOptional(),
  variable: z.string().max(256).exactOptional(),
  option: z.enum(['timeoutSeconds', 'runIn', 'successCodes', 'retryCount']).exactOptional(),
  /** How many conditions were pasted. */
  conditions: z.int().min(0).exactOptional(),
  /** How many edits the step has beside the one that is named. */
  more: z.int().min(1).exactOptional(),
  text: z.string().max(4000).exactOptional(),
});
export type EditLabelValues = z.infer<typeof EditLabelValues>;

export const EditLabel = z.strictObject({ code: EditLabelCode, values: EditLabelValues });
export type EditLabel = z.infer<typeof EditLabel>;
