import type { StepVariable } from '#shared/model/sequence';
import { isTrueText, variableKey } from '#shared/model/variable';
import { readAttributes, textOf } from './xml/text.ts';
import { elementsOf, type XmlElement, type XmlPiece } from './xml/tree.ts';

interface Known {
  readonly open: string;
  readonly children: readonly XmlPiece[];
  readonly variable: StepVariable;
}

/** What elements said when they were read last. An edit of a table reads every variable of its step again, for each of them. */
const knownVariables = new WeakMap<XmlElement, Known>();

function isUnchanged(known: Known, { open, children }: XmlElement): boolean {
  const { length } = children;
  if (known.open !== open || known.children.length !== length) return false;
  return known.children.every((piece, at) => piece === children[at]);
}

function known(element: XmlElement): StepVariable {
  const last = knownVariables.get(element);
  if (last !== undefined && isUnchanged(last, element)) return last.variable;
  const attributes = new Map(readAttributes(element.open).map((span) => [span.name, span.value]));
  const variable = {
    name: attributes.get('name') ?? '',
    property: attributes.get('property') ?? null,
    hidden: isTrueText(attributes.get('hidden')),
    value: textOf(element),
  };
  knownVariables.set(element, { open: element.open, children: [...element.children], variable });
  return variable;
}

const keyOf = (element: XmlElement): string => variableKey(known(element));

/** A `variable` element as data. */
export function readVariable(element: XmlElement): StepVariable {
  return { ...known(element) };
}

/** Variables of a list (`defaultVarList`, `globalVarList`), in their order. */
export function readVariables(list: XmlElement | undefined): StepVariable[] {
  return list === undefined ? [] : elementsOf(list, 'variable').map(readVariable);
}

/** The first element of a list with a key (its property, or its name), or undefined. */
export function findVariableElement(list: XmlElement | undefined, key: string): XmlElement | undefined {
  if (list === undefined) return undefined;
  return elementsOf(list, 'variable').find((one) => keyOf(one) === key);
}
