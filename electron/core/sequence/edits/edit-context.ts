import type { XmlElement } from '../../transfer/xml/tree.ts';
import type { Layout } from '../layout.ts';
import type { TreeChanger } from '../patch.ts';

/** What an edit may use of the document. */
export interface EditContext {
  readonly sequence: XmlElement;
  readonly layout: Layout;
  readonly changer: TreeChanger;
  /** Errors: `EDIT_TARGET_MISSING`. */
  element(id: string): XmlElement;
  idsOf(element: XmlElement): readonly string[];
  idOf(element: XmlElement): string | undefined;
}
