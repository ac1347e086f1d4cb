import type { KnownStep } from '../steps/catalog.ts';
import type { ColumnSource, PropertySource } from '../steps/step-source.ts';

/** Our own id of a step type. */
export type StepId = KnownStep['id'];

/** A choice that is written as no text has its words under `none`. */
type ChoiceWords<Of> = Of extends { readonly choices: readonly (infer Value extends string)[] }
  ? { readonly choices: { readonly [One in Value as One extends '' ? 'none' : One]: string } }
  : unknown;
type ColumnWords<Of> = Of extends { readonly columns: readonly (infer Column extends ColumnSource)[] }
  ? { readonly columns: { readonly [One in Column as One['key']]: { readonly label: string } & ListWords<One> } }
  : unknown;
type ListWords<Of> = ChoiceWords<Of> & ColumnWords<Of>;

/** The words of properties by their keys. */
export type FieldWords<Property extends PropertySource> = [Property] extends [never]
  ? Readonly<Record<string, never>>
  : { readonly [One in Property as One['key']]: { readonly label: string; readonly help: string } & ListWords<One> };

/** The words of step types: what the type is called, what it is for, and each property, column and choice. */
export type StepWords<Id extends StepId> = {
  readonly [One in Extract<KnownStep, { readonly id: Id }> as One['id']]: {
    readonly label: string;
    readonly purpose: string;
    readonly fields: FieldWords<One['properties'][number]>;
  };
};
