/**
 * A secret of a step has no value in the document: the property holds the name of a sealed value instead, which goes
 * where the step goes: through a rename, a move, a copy, undo and a saved file of the site (ADR 0011). It says nothing
 * about the value, and no file that leaves the site has it.
 */
const form = /^waystation-secret:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const anywhere = /waystation-secret:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/g;

/** The text that stands in a property for the sealed value with this id (a UUID in lower case). */
export function writeSecretReference(id: string): string {
  return `waystation-secret:${id}`;
}

/** The id that a property's text names, or null when it is anything but one whole reference. */
export function readSecretReference(text: string): string | null {
  return form.exec(text)?.[1] ?? null;
}

/** The text with a blank in the place of every reference: what may leave the site. */
export function withoutSecretReferences(text: string): string {
  return text.replace(anywhere, '');
}

/** The ids of all references that stand anywhere in a text, each once. */
export function findSecretReferences(text: string): Set<string> {
  return new Set(Array.from(text.matchAll(anywhere), (match) => match[1] ?? ''));
}
