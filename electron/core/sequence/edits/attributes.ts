import type { XmlElement } from '../../transfer/xml/tree.ts';
import { withAttribute } from '../../transfer/xml/text.ts';
import type { EditContext } from './edit-context.ts';

/** Writing order of the attributes of the field (formats 2.2); MDT's own come last. */
export const attributeOrder = [
  'type',
  'name',
  'description',
  'disable',
  'continueOnError',
  'timeout',
  'startIn',
  'runIn',
  'successCodeList',
  'retryCount',
  'runFromNet',
  'expand',
];

/** Sets or removes an attribute of a node. */
export function setAttribute(context: EditContext, element: XmlElement, name: string, value: string | null): void {
  context.changer.setTag(element, withAttribute(element.open, name, value, attributeOrder), element.close);
}
