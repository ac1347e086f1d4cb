import type { ConditionOperator } from '#shared/model/condition';

/** If statements in the field's order. */
export const operators: readonly ConditionOperator[] = ['and', 'or', 'not'];
/** What they are called. */
export const operatorNames = { and: 'conditions.all', or: 'conditions.any', not: 'conditions.noneOf' } as const;
