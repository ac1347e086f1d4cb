import type { ConditionTest, ConditionTestKind } from '#shared/model/conditions/condition-kinds';

/** The test of one kind. */
export type TestOf<K extends ConditionTestKind> = Extract<ConditionTest, { readonly kind: K }>;

/** What is said below a field. */
export interface FieldSaid {
  readonly validationMessage: string | null;
  readonly validationState: 'error' | 'none';
}

/** What the fields of a kind get: the values as they are now, those of the file, and how to change them. */
export interface ConditionBodyProps<T extends ConditionTest> {
  readonly test: T;
  /** What the file has; null for a new condition. */
  readonly old: T | null;
  readonly change: (test: T) => void;
  /** Problems are said once the person has asked for the condition. */
  readonly said: (field: string) => FieldSaid;
}
