import type { Message } from '../contract/message-shape.ts';
import type { PropertyColumn, PropertyChoice, StepDescription, StepProperty } from './step-description.ts';
import type { ColumnSource, PropertySource, StepSource } from './step-source.ts';

/** A description that also keeps what it was made of: its literal types say which words the step needs. */
export type DescribedStep<Source extends StepSource> = StepDescription & { readonly source: Source };

function describeChoices(key: string, choices: readonly string[]): PropertyChoice[] {
  return choices.map((value) => ({ value, label: { say: `${key}.choices.${value === '' ? 'none' : value}` } }));
}

function describeColumns(key: string, columns: readonly ColumnSource[]): PropertyColumn[] {
  return columns.map((column) => {
    const { choices: _, columns: __, ...rest } = column;
    return {
      ...rest,
      label: { say: `${key}.columns.${column.key}.label` },
      ...listsOf(`${key}.columns.${column.key}`, column),
    };
  });
}

function listsOf(key: string, { choices, columns }: Pick<ColumnSource, 'choices' | 'columns'>) {
  return {
    ...(choices === undefined ? {} : { choices: describeChoices(key, choices) }),
    ...(columns === undefined ? {} : { columns: describeColumns(key, columns) }),
  };
}

function describeProperty(step: string, property: PropertySource): StepProperty {
  const key = `steps:${step}.fields.${property.key}`;
  const { choices: _, columns: __, ...rest } = property;
  return { ...rest, label: { say: `${key}.label` }, help: { say: `${key}.help` }, ...listsOf(key, property) };
}

/** The label of a property of a step type, for who names it in an error. */
export function labelOf<Source extends StepSource>(
  { source }: DescribedStep<Source>,
  key: Source['properties'][number]['key'],
): Message {
  return { say: `steps:${source.id}.fields.${key}.label` };
}

/** Gives a step type and all in it the keys of their words (`shared/text/en/steps.ts`). */
export function describeStep<const Source extends StepSource>(source: Source): DescribedStep<Source> {
  const words = (name: string) => ({ say: `steps:${source.id}.${name}` });
  const properties = source.properties.map((property) => describeProperty(source.id, property));
  return { ...source, source, label: words('label'), purpose: words('purpose'), properties };
}
