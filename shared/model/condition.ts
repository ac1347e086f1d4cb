import { z } from 'zod';

/**
 * What one part of a condition may have, far above every use. A file may have more: such a part is given as one of kind
 * `unknown`, with so much of its text.
 */
export const conditionLimits = { children: 1000, key: 400, raw: 1_000_000, element: 256 } as const;

/** Operators of the field: All, Any and None in the editor. */
export const ConditionOperator = z.enum(['and', 'or', 'not']);
export type ConditionOperator = z.infer<typeof ConditionOperator>;

/**
 * Where a node of a condition was read from: the positions from the `condition` element down, joined by dots
 * (`0`, `2.1`). A node that is sent back with its key and unchanged values keeps its source text byte for byte.
 * New nodes have null.
 */
export const ConditionKey = z
  .string()
  .regex(/^\d+(\.\d+)*$/)
  .max(conditionLimits.key)
  .nullable();

/** A named value of an expression; compared by name, never by position. */
export const ConditionVariable = z.strictObject({ name: z.string().max(256), value: z.string().max(100_000) });
export type ConditionVariable = z.infer<typeof ConditionVariable>;

/** One test. `type` is the class of the field, for instance `SMS_TaskSequence_VariableConditionExpression`. */
export const ConditionExpression = z.strictObject({
  kind: z.literal('expression'),
  key: ConditionKey,
  type: z.string().max(256),
  variables: z.array(ConditionVariable).max(64),
  ignoreQueryFailure: z.boolean(),
});
export type ConditionExpression = z.infer<typeof ConditionExpression>;

/** One platform of an operating system condition: all of its expressions must hold. */
export const OsPlatform = z.strictObject({
  name: z.string().max(1000),
  operator: z.string().max(16),
  /** Attributes of `platformKey` (arch, type, minVer, maxVer), as written. */
  platform: z.array(ConditionVariable).max(16),
  expressions: z.array(ConditionExpression).max(500),
});
export type OsPlatform = z.infer<typeof OsPlatform>;

/** "Operating System Version": true when any of the platforms matches. */
export const OsConditionGroup = z.strictObject({
  kind: z.literal('osConditionGroup'),
  key: ConditionKey,
  operator: z.string().max(16),
  platforms: z.array(OsPlatform).max(500),
});
export type OsConditionGroup = z.infer<typeof OsConditionGroup>;

/** Something we do not understand; `raw` is its text and is kept as it is. */
export const UnknownCondition = z.strictObject({
  kind: z.literal('unknown'),
  key: ConditionKey,
  element: z.string().max(conditionLimits.element),
  raw: z.string().max(conditionLimits.raw),
});
export type UnknownCondition = z.infer<typeof UnknownCondition>;

/** All, Any or None of its children. */
export interface ConditionGroup {
  kind: 'operator';
  key: string | null;
  operator: ConditionOperator;
  children: ConditionNode[];
}

export type ConditionNode = ConditionGroup | ConditionExpression | OsConditionGroup | UnknownCondition;

export const ConditionGroup: z.ZodType<ConditionGroup> = z.lazy(() =>
  z.strictObject({
    kind: z.literal('operator'),
    key: ConditionKey,
    operator: ConditionOperator,
    children: z.array(ConditionNode).max(conditionLimits.children),
  }),
);

export const ConditionNode: z.ZodType<ConditionNode> = z.lazy(() =>
  z.union([ConditionGroup, ConditionExpression, OsConditionGroup, UnknownCondition]),
);

/** The condition of one node of a sequence. Its children are combined with "and"; none at all is true. */
export const Condition = z.strictObject({ children: z.array(ConditionNode).max(conditionLimits.children) });
export type Condition = z.infer<typeof Condition>;

/** How many tests a condition has: If statements count by what is in them, and an empty one, which decides too, as one. */
export function countConditions(condition: Condition | null): number {
  const count = (nodes: readonly ConditionNode[]): number =>
    nodes.reduce(
      (sum, node) => sum + (node.kind === 'operator' && node.children.length > 0 ? count(node.children) : 1),
      0,
    );
  return count(condition?.children ?? []);
}

/** The expression classes of the field. */
export const expressionTypes = {
  variable: 'SMS_TaskSequence_VariableConditionExpression',
  wmi: 'SMS_TaskSequence_WMIConditionExpression',
  file: 'SMS_TaskSequence_FileConditionExpression',
  folder: 'SMS_TaskSequence_FolderConditionExpression',
  registry: 'SMS_TaskSequence_RegistryConditionExpression',
  operatingSystem: 'SMS_TaskSequence_OSConditionExpression',
  software: 'SMS_TaskSequence_SoftwareConditionExpression',
  makeModel: 'SMS_TaskSequence_MakeModelConditionExpression',
  computer: 'SMS_TaskSequence_ComputerConditionExpression',
} as const;

/** The value of a variable of an expression by name (exact, then without regard to case), or undefined. */
export function expressionValue(expression: ConditionExpression, name: string): string | undefined {
  const exact = expression.variables.find((variable) => variable.name === name);
  if (exact !== undefined) return exact.value;
  const lower = name.toLowerCase();
  return expression.variables.find((variable) => variable.name.toLowerCase() === lower)?.value;
}
