import type { StepDescription, StepProperty } from './step-description.ts';

/** The property that a variable carries; the parts of a table (`Partition0Size`) belong to the table. */
export function findVariableProperty(
  description: Pick<StepDescription, 'properties'> | undefined,
  key: string,
): StepProperty | undefined {
  const properties = description?.properties ?? [];
  const own = properties.find((one) => one.xml?.property === key);
  if (own !== undefined) return own;
  return properties.find((one) => {
    const table = one.columns === undefined ? undefined : one.xml?.property;
    return table !== undefined && key.startsWith(table) && /^\d/.test(key.slice(table.length));
  });
}
