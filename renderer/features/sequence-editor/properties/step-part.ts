import type { NodeDetail } from '#shared/model/sequence';
import type { StepDescription, StepProperty } from '#shared/steps/step-description';
import { commonProperty } from './use-field.ts';

/** The step that a page shows, with the description of its type. */
export interface StepPart {
  readonly node: NodeDetail;
  readonly description: StepDescription;
}

/** The property behind a key of the layout. */
export function propertyOf(description: StepDescription, key: string): StepProperty {
  if (key === 'name' || key === 'description') return commonProperty(key);
  const found = description.properties.find((property) => property.key === key);
  if (found === undefined) throw new Error(`${description.id} has no property ${key}`);
  return found;
}
