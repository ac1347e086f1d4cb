import { variableKey } from '#shared/model/variable';
import { readVariable } from '../transfer/variables.ts';
import type { XmlElement, XmlPiece } from '../transfer/xml/tree.ts';
import { elementsOf } from '../transfer/xml/tree.ts';
import { escapeAttribute, escapeText } from '../transfer/xml/text.ts';
import type { Dialect } from './dialects/dialect.ts';
import type { NewElement } from './new-element.ts';
import type { TreeChanger } from './patch.ts';

/** How the document writes white space and empty elements; found once, when it is opened. */
export interface Layout {
  readonly dialect: Dialect;
  readonly eol: '\r\n' | '\n';
  /** One level of indentation, or null when elements follow each other without white space. */
  readonly indent: string | null;
  /** What stands before the `/` of an element that closes itself. */
  readonly beforeSlash: '' | ' ';
  /** Whether empty variables are written `<variable …></variable>`. */
  readonly keepsVariablePair: boolean;
  /** Elements that closed themselves before they got a text, with their tag: emptied again they do as before. */
  readonly closedItself: WeakMap<XmlElement, string>;
}

/** The line break and indentation right before an element, or empty. */
export function leadingSpace(element: XmlElement): string {
  const siblings = element.parent?.children ?? [];
  const before = siblings[siblings.indexOf(element) - 1];
  return typeof before === 'string' ? (/\r?\n[ \t]*$/.exec(before)?.[0] ?? '') : '';
}

/** True when some tag ends in a blank and `/>`. One pass, whatever the text holds. */
function hasBlankBeforeSlash(text: string): boolean {
  let from = 0;
  for (let at = text.indexOf(' />'); at !== -1; at = text.indexOf(' />', from)) {
    const lastEnd = text.lastIndexOf('>', at);
    if (text.slice(Math.max(from, lastEnd + 1), at).includes('<')) return true;
    from = at + 3;
  }
  return false;
}

/** Reads the layout off a document; what it does not show is written as its dialect does (formats 2.4). */
export function findLayout(text: string, sequence: XmlElement, dialect: Dialect): Layout {
  const { writing } = dialect;
  const first = elementsOf(sequence)[0];
  const own = leadingSpace(sequence);
  const inner = first === undefined ? '' : leadingSpace(first);
  const step = inner.replace(/^\r?\n/, '').slice(own.replace(/^\r?\n/, '').length);
  const isIndented = first === undefined ? writing.isIndented : inner !== '';
  const eol = text.includes('\r\n') ? '\r\n' : text.includes('\n') ? '\n' : writing.eol;
  return {
    dialect,
    eol,
    indent: isIndented ? (step === '' && first === undefined ? '  ' : step) : null,
    beforeSlash: hasBlankBeforeSlash(text) ? ' ' : text.includes('/>') ? '' : writing.beforeSlash,
    closedItself: new WeakMap(),
    keepsVariablePair: writing.keepsPairs || !/<variable\b[^<>]*\/>/.test(text),
  };
}

/** Builds an element in the layout of the document. `space` is the line break and indentation of the element itself. */
export function buildElement(spec: NewElement, layout: Layout, space: string): XmlElement {
  const attributes = spec.attributes.map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`).join('');
  const open = `<${spec.name}${attributes}`;
  const text = spec.text ?? '';
  const children = spec.children ?? [];
  const keepsPair =
    (spec.name === 'variable' && layout.keepsVariablePair) ||
    (spec.name === 'action' && layout.dialect.writing.keepsPairs);
  if (children.length === 0 && text === '' && !keepsPair) {
    return { name: spec.name, open: `${open}${layout.beforeSlash}/>`, children: [], close: '', parent: null };
  }
  const element: XmlElement = {
    name: spec.name,
    open: `${open}>`,
    children: [],
    close: `</${spec.name}>`,
    parent: null,
  };
  const inner = layout.indent === null ? '' : `${space}${layout.indent}`;
  for (const child of children) {
    const built = 'open' in child ? child : buildElement(child, layout, inner);
    built.parent = element;
    if (inner !== '') element.children.push(inner);
    element.children.push(built);
  }
  if (text !== '') element.children.push(escapeText(text, layout.eol));
  // Never an empty text: reading what is printed gives none, and the patch of a later edit would not fit it again.
  else if (children.length > 0 && inner !== '' && space !== '') element.children.push(space);
  return element;
}

/** The white space that a child of `parent` has before it. */
export function childSpace(parent: XmlElement, layout: Layout): string {
  const first = elementsOf(parent)[0];
  if (first !== undefined) return leadingSpace(first);
  if (layout.indent === null) return '';
  const own = leadingSpace(parent) || (parent.parent === null ? layout.eol : '');
  return own === '' ? '' : own + layout.indent;
}

/** Puts an element among the children of `parent`, before `reference` or last, with the white space of its siblings. */
export function insertChild(
  changer: TreeChanger,
  parent: XmlElement,
  element: XmlElement,
  reference: XmlElement | null,
  layout: Layout,
): void {
  const space = childSpace(parent, layout);
  if (parent.close === '') {
    changer.setTag(parent, parent.open.replace(/(?<!\s)\s*\/>$/, '>'), `</${parent.name}>`);
  }
  if (reference !== null) {
    const own = leadingSpace(reference);
    changer.splice(parent, parent.children.indexOf(reference), 0, own === '' ? [element] : [element, own]);
    return;
  }
  const last = elementsOf(parent).at(-1);
  if (last !== undefined) {
    changer.splice(parent, parent.children.indexOf(last) + 1, 0, space === '' ? [element] : [space, element]);
    return;
  }
  const isBlank = parent.children.length === 0 || (parent.children.length === 1 && isBlankText(parent.children[0]));
  const outer = space === '' ? '' : space.slice(0, space.length - (layout.indent?.length ?? 0));
  if (isBlank)
    changer.splice(
      parent,
      0,
      parent.children.length,
      parent.children.length === 0 && outer !== '' ? [space, element, outer] : [space, element, ...keepEnd(parent)],
    );
  else changer.splice(parent, parent.children.length, 0, [element]);
}

/**
 * Puts elements among the children of `parent`, one behind the other, as `insertChild` does each. The children are looked
 * through twice however many come: pastes of ten thousand steps hold nobody up.
 */
export function insertChildren(
  changer: TreeChanger,
  parent: XmlElement,
  elements: readonly XmlElement[],
  reference: XmlElement | null,
  layout: Layout,
): void {
  const [first, ...others] = elements;
  if (first === undefined) return;
  insertChild(changer, parent, first, reference, layout);
  if (others.length === 0) return;
  const space = reference === null ? childSpace(parent, layout) : leadingSpace(reference);
  const pieces = others.flatMap((element) => {
    if (space === '') return [element];
    return reference === null ? [space, element] : [element, space];
  });
  const at = reference === null ? parent.children.indexOf(first) + 1 : parent.children.indexOf(reference);
  changer.splice(parent, at, 0, pieces);
}

function isBlankText(piece: XmlPiece | undefined): boolean {
  return typeof piece === 'string' && /^\s*$/.test(piece);
}

function keepEnd(parent: XmlElement): XmlPiece[] {
  return parent.children.slice();
}

/** The variable of a list before which one with this key is written, in the order of the dialect; null: at the end. */
export function variableAfter(list: XmlElement, key: string, layout: Layout): XmlElement | null {
  if (layout.dialect.order === 'as-given') return null;
  return elementsOf(list, 'variable').find((one) => variableKey(readVariable(one)) > key) ?? null;
}

/** Takes an element out together with the white space before it; an emptied parent closes itself where the format does. */
export function removeChild(changer: TreeChanger, element: XmlElement, layout: Layout): void {
  const { parent } = element;
  if (parent === null) return;
  const at = parent.children.indexOf(element);
  const space = leadingSpace(element);
  const before = parent.children[at - 1];
  if (space !== '' && typeof before === 'string')
    changer.splice(parent, at - 1, 2, [before.slice(0, before.length - space.length)]);
  else changer.splice(parent, at, 1, []);
  const closesItself = layout.indent === null && layout.dialect.writing.keepsPairs;
  if (parent.children.length === 0 && closesItself && parent.open.endsWith('>')) {
    changer.setTag(parent, `${parent.open.slice(0, -1)}${layout.beforeSlash}/>`, '');
  }
}

/** Replaces the text of an element, keeping its tags unless it has to open or close. */
export function setElementText(changer: TreeChanger, element: XmlElement, value: string, layout: Layout): void {
  const raw = escapeText(value, layout.eol);
  if (element.close === '' && raw !== '') {
    layout.closedItself.set(element, element.open);
    changer.setTag(element, element.open.replace(/(?<!\s)\s*\/>$/, '>'), `</${element.name}>`);
  }
  if (element.children.length === 0 && raw === '') return;
  if (element.children.length === 1 && element.children[0] === raw) return;
  changer.splice(element, 0, element.children.length, raw === '' ? [] : [raw]);
  const tag = raw === '' ? layout.closedItself.get(element) : undefined;
  if (tag !== undefined) changer.setTag(element, tag, '');
}
