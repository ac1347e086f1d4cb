import type { StepVariable } from '#shared/model/sequence';
import { isTrueText, variableKey } from '#shared/model/variable';
import { readAttributes, textOf } from './xml/text.ts';
import { elementsOf, type XmlElement } from './xml/tree.ts';

/** A `variable` element as data. */
export function readVariable(element: XmlElement): StepVariable {
  const attributes = new Map(readAttributes(element.open).map((span) => [span.name, span.value]));
  return {
    name: attributes.get('name') ?? '',
    property: attributes.get('property') ?? null,
    hidden: isTrueText(attributes.get('hidden')),
    value: textOf(element),
  };
}

/** Variables of a list (`defaultVarList`, `globalVarList`), in their order. */
export function readVariables(list: XmlElement | undefined): StepVariable[] {
  return list === undefined ? [] : elementsOf(list, 'variable').map(readVariable);
}

/** The first element of a list with a key (its property, or its name), or undefined. */
export function findVariableElement(list: XmlElement | undefined, key: string): XmlElement | undefined {
  if (list === undefined) return undefined;
  return elementsOf(list, 'variable').find((one) => variableKey(readVariable(one)) === key);
}
