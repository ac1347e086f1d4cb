import { z } from 'zod';
import { Condition } from './condition.ts';
import { DynamicRules } from './dynamic-rules.ts';

/** Names a node for as long as an editing session lives: `n1`, `n2`, … Never derived from the node's name. */
export const NodeId = z.string().regex(/^n[1-9]\d{0,14}$/);
export type NodeId = z.infer<typeof NodeId>;

/** Which of the two families of task sequence files a document belongs to. */
export const SequenceDialect = z.enum(['cm', 'mdt']);
export type SequenceDialect = z.infer<typeof SequenceDialect>;

export const NodeKind = z.enum(['group', 'step', 'subtasksequence', 'unknown']);
export type NodeKind = z.infer<typeof NodeKind>;

/** A variable of a step. `property` is null where the document gives none (the field always does in Configuration Manager). */
export const StepVariable = z.strictObject({
  name: z.string(),
  property: z.string().nullable(),
  hidden: z.boolean(),
  value: z.string(),
});
export type StepVariable = z.infer<typeof StepVariable>;

/** What is wrong with a node that we show and keep nevertheless; words come from the interface. */
export const NodeProblem = z.enum([
  /** An element that no task sequence of the field has at this place. */
  'unknown-element',
  /** A step of a type that is not in our catalog. */
  'unknown-type',
  /** A step without a command (`action` missing). */
  'no-action',
  /** More than one condition, action or variable list. */
  'repeated-part',
  /** An expression that stands in the step without a `condition` around it; it is read as the condition. */
  'bare-expression',
  /** A number or truth value that cannot be read as one. */
  'unreadable-value',
]);
export type NodeProblem = z.infer<typeof NodeProblem>;

/** One group, step or child sequence as read from the document. Times in seconds. */
export interface SequenceNode {
  id: NodeId;
  kind: NodeKind;
  /** Class of the field for steps, empty for an untyped step and a group, the element's name for an unknown element. */
  type: string;
  name: string;
  description: string;
  disabled: boolean;
  continueOnError: boolean;
  timeoutSeconds: number | null;
  runIn: string | null;
  successCodes: string | null;
  retryCount: number | null;
  /** Null: no condition, always true. */
  condition: Condition | null;
  variables: StepVariable[];
  /** The command text; empty for groups. */
  action: string;
  /** Values by property that stand in the command or in an attribute of the step, and not in its list. */
  elsewhere?: Record<string, string> | undefined;
  children: SequenceNode[];
  problem?: NodeProblem | undefined;
}

const nodeFields = {
  id: NodeId,
  kind: NodeKind,
  type: z.string(),
  name: z.string(),
  description: z.string(),
  disabled: z.boolean(),
  continueOnError: z.boolean(),
  timeoutSeconds: z.number().int().nullable(),
  runIn: z.string().nullable(),
  successCodes: z.string().nullable(),
  retryCount: z.number().int().nullable(),
  condition: Condition.nullable(),
  variables: z.array(StepVariable),
  action: z.string(),
  elsewhere: z.record(z.string(), z.string()).optional(),
  problem: NodeProblem.optional(),
};

export const SequenceNode: z.ZodType<SequenceNode> = z.lazy(() =>
  z.strictObject({ ...nodeFields, children: z.array(SequenceNode) }),
);

/** A node without its children: what the editor shows of the selected row. */
export const NodeDetail = z.strictObject({
  ...nodeFields,
  /** Properties whose secret is set, where the step has any. The value of a secret is empty here and nowhere else to be had. */
  secretsSet: z.array(z.string()).optional(),
  /** The rules of Set Dynamic Variables, read from their text; values of secrets are not in it. */
  dynamicRules: DynamicRules.optional(),
});
export type NodeDetail = z.infer<typeof NodeDetail>;

/** A row of `referenceList`: content that the sequence needs. */
export const SequenceReference = z.strictObject({
  package: z.string().nullable(),
  program: z.string().nullable(),
  application: z.string().nullable(),
});
export type SequenceReference = z.infer<typeof SequenceReference>;

/** The whole sequence as data: what lint, the engine and the comparison read. The document stays the truth. */
export const SequenceModel = z.strictObject({
  dialect: SequenceDialect,
  /** Of the format, kept as an opaque text (`3.10`). */
  version: z.string(),
  /** Root attributes of MDT documents; null elsewhere. */
  name: z.string().nullable(),
  description: z.string().nullable(),
  references: z.array(SequenceReference),
  globalVariables: z.array(StepVariable),
  nodes: z.array(SequenceNode),
});
export type SequenceModel = z.infer<typeof SequenceModel>;

/** Walks nodes in document order, parents before children. `ancestors` is outermost first. */
export function* walkNodes(
  nodes: readonly SequenceNode[],
  ancestors: readonly SequenceNode[] = [],
): Generator<{ node: SequenceNode; ancestors: readonly SequenceNode[] }> {
  for (const node of nodes) {
    yield { node, ancestors };
    yield* walkNodes(node.children, [...ancestors, node]);
  }
}
