import type { SequenceNode } from '../model/sequence.ts';
import { variableKey, type VariableNames } from '../model/variable.ts';
import { describeNode } from './catalog.ts';
import type { StepDescription, StepProperty } from './step-description.ts';

const lower = (text: string): string => text.toLowerCase();

/** The mapping of a property to the variable that a list has for it under another key; the property itself else. */
function asWritten(
  property: StepProperty,
  variables: readonly VariableNames[],
  taken: ReadonlySet<string>,
): StepProperty {
  const { xml } = property;
  // The members of a table have names of their own.
  if (xml === null || property.columns !== undefined || variables.some((one) => variableKey(one) === xml.property)) {
    return property;
  }
  const carrier = variables.find((one) => lower(one.name) === lower(xml.name) && !taken.has(variableKey(one)));
  return carrier === undefined ? property : { ...property, xml: { ...xml, property: variableKey(carrier) } };
}

/**
 * What a choice demands is demanded of a step that says the choice: in the Deployment Toolkit, a type of the same name may
 * have no such choice at all, and what a new step would have demands nothing of it.
 */
function withoutUnsaidNeed(property: StepProperty, unsaid: ReadonlySet<string>): StepProperty {
  const { requiredWhen, ...constraint } = property.constraint ?? {};
  const [, decider] = /^(\w+)=/.exec(requiredWhen ?? '') ?? [];
  if (requiredWhen === undefined || decider === undefined || !unsaid.has(decider)) return property;
  return { ...property, constraint: { enabledWhen: requiredWhen, ...constraint } };
}

/** The keys of properties that a list has no variable for. */
function unsaidKeys(properties: readonly StepProperty[], variables: readonly VariableNames[]): Set<string> {
  const keys = new Set(variables.map(variableKey));
  return new Set(properties.flatMap(({ key, xml }) => (xml === null || keys.has(xml.property) ? [] : [key])));
}

/**
 * The description of a node with the keys that its own list uses. What a step reads is known by the name of the
 * variable; the key beside it differs between the dialects (formats 2.5), as `UserName` and
 * `SMSTSRunCommandLineUserName` for the account of a command. A property whose key the list does not have is carried by
 * the variable of its name, unless that is the key of another property. Names are compared in any letter case. The very
 * description of the type when nothing differs; undefined for a type that we do not know.
 */
export function describeWritten(
  node: Pick<SequenceNode, 'kind' | 'type'> & { readonly variables: readonly VariableNames[] },
): StepDescription | undefined {
  const known = describeNode(node);
  if (known === undefined || node.variables.length === 0) return known;
  const taken = new Set(known.properties.flatMap(({ xml }) => (xml === null ? [] : [xml.property])));
  const mapped = known.properties.map((one) => asWritten(one, node.variables, taken));
  const unsaid = unsaidKeys(mapped, node.variables);
  const properties = mapped.map((one) => withoutUnsaidNeed(one, unsaid));
  return properties.every((one, index) => one === known.properties[index]) ? known : { ...known, properties };
}
