import type { Edit } from '#shared/model/edit';
import { describeStepType } from '#shared/steps/catalog';
import type { XmlElement } from '../../transfer/xml/tree.ts';
import { elementsOf, firstOf } from '../../transfer/xml/tree.ts';
import { attributeOf, textOf, withAttribute } from '../../transfer/xml/text.ts';
import type { EditContext } from './edit-context.ts';
import { setElementText } from '../layout.ts';
import { nodeChildren } from '../read-node.ts';
import { currentAction, followAction } from './follow-ups.ts';

type Links = ReadonlyMap<string, string>;

/** What a variable of a step says after the change, or null when it does not speak of the old package. */
function relinked(type: string, variable: XmlElement, links: Links): string | null {
  const property = attributeOf(variable, 'property');
  const kind = describeStepType(type)?.properties.find((one) => one.xml?.property === property)?.kind;
  const value = textOf(variable);
  if (kind === 'taskSequenceRef') return links.get(value.trim()) ?? null;
  if (property === 'TsName') {
    // The name that is shown beside it: "PKGID, Name".
    const to = value.includes(',') ? links.get(value.slice(0, value.indexOf(','))) : undefined;
    return to === undefined ? null : to + value.slice(value.indexOf(','));
  }
  if (kind !== 'packageRefList') return null;
  const items = value.split(',');
  if (!items.some((one) => links.has(one.trim()))) return null;
  return items.map((one) => links.get(one.trim()) ?? one).join(',');
}

function relinkStep(context: EditContext, step: XmlElement, links: Links): boolean {
  const type = attributeOf(step, 'type') ?? '';
  const before = currentAction(context, step);
  let hasChanged = false;
  for (const list of elementsOf(step, 'defaultVarList')) {
    for (const variable of elementsOf(list, 'variable')) {
      const value = relinked(type, variable, links);
      if (value === null) continue;
      setElementText(context.changer, variable, value, context.layout);
      hasChanged = true;
    }
  }
  if (hasChanged) followAction(context, step, before);
  return hasChanged;
}

/**
 * Lets calls of other task sequences lead to other package IDs, all at once: in the steps that run them, in what these
 * steps list, and in the list of references. Sequences that are imported together get new IDs together (LIB-7).
 */
export function relink(context: EditContext, edit: Extract<Edit, { kind: 'relink' }>): XmlElement[] {
  const links = new Map(edit.links.map(({ from, to }) => [from, to]));
  const changed: XmlElement[] = [];
  const visit = (element: XmlElement): void => {
    for (const node of nodeChildren(element, context.sequence)) {
      if (relinkStep(context, node, links)) changed.push(node);
      visit(node);
    }
  };
  visit(context.sequence);
  const list = firstOf(context.sequence, 'referenceList');
  for (const reference of list === undefined ? [] : elementsOf(list, 'reference')) {
    const to = links.get(attributeOf(reference, 'package') ?? '');
    if (to !== undefined) {
      context.changer.setTag(reference, withAttribute(reference.open, 'package', to), reference.close);
    }
  }
  return changed;
}
