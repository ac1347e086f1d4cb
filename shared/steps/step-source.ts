import type { PropertyColumn, StepDescription, StepProperty } from './step-description.ts';

/** What is written of a column: as it is described, without words; choices are their texts in the document. */
export interface ColumnSource extends Omit<PropertyColumn, 'label' | 'choices' | 'columns'> {
  readonly choices?: readonly string[];
  readonly columns?: readonly ColumnSource[];
}

/** The same of a property. */
export interface PropertySource extends Omit<StepProperty, 'label' | 'help' | 'choices' | 'columns'> {
  readonly choices?: readonly string[];
  readonly columns?: readonly ColumnSource[];
}

/** The same of a step type. */
export interface StepSource extends Omit<StepDescription, 'label' | 'purpose' | 'properties'> {
  readonly properties: readonly PropertySource[];
}
