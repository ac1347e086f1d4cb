import { plainWords } from '#shared/text/fakes/pseudo';

/** The product and the keys of a keyboard are called alike in every language. */
export const keyNames: readonly string[] = [
  'Waystation',
  'Ctrl Shift Alt Enter Esc Del Tab Home End Page Up Down Left Right Space Menu Insert',
];
const functionKey = /\bF\d{1,2}\b/g;
const spoken = [
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'title',
  'placeholder',
  'alt',
];

/** Every text that a person sees, reads or hears on the page. */
export function spokenTexts(): string[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  const found: string[] = [];
  for (let node: Node | null = walker.currentNode; node !== null; node = walker.nextNode()) {
    if (node instanceof Element) for (const name of spoken) found.push(node.getAttribute(name) ?? '');
    else if (!['STYLE', 'SCRIPT'].includes(node.parentElement?.tagName ?? '')) found.push(node.nodeValue ?? '');
  }
  return found;
}

/** Those that have a word of English, names and values apart. */
export function unsaid(values: ReadonlySet<string>): string[] {
  return spokenTexts()
    .filter((text) => plainWords(text.replace(functionKey, '')).some((word) => !values.has(word)))
    .map((text) => text.slice(0, 200));
}
