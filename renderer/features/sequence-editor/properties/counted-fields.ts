import type { NodeDetail } from '#shared/model/sequence';
import type { StepDescription, StepProperty } from '#shared/steps/step-description';
import { fieldStanding, type PageChoices, reader } from './field-rules.ts';
import { layouts } from './layouts.ts';
import { placeKeys } from './placed-keys.ts';

/** A property of a step that counts as things stand, with what was chosen on the page. */
interface CountedField {
  readonly property: StepProperty;
  readonly isRequired: boolean;
  /** Its page has a field for it, and no part that says itself what is wrong. */
  readonly isField: boolean;
}

/** The properties that count, as the page of the step has them: what the page greys is not among them. */
export function countedFields(node: NodeDetail, description: StepDescription, chosen: PageChoices): CountedField[] {
  const read = reader(node, description, chosen);
  const placed = placeKeys(layouts[description.id] ?? [], description, read);
  return description.properties.flatMap((property) => {
    const place = placed.get(property.key);
    const { isOff, isRequired } = fieldStanding(property, read, place?.isOff === true);
    return isOff ? [] : [{ property, isRequired, isField: place?.isInPart === false }];
  });
}
