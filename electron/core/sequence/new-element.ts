import type { XmlElement } from '../transfer/xml/tree.ts';

/** An element to be written: text, children, or nothing. */
export interface NewElement {
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly text?: string;
  readonly children?: readonly (NewElement | XmlElement)[];
}
