/** A task sequence variable named in a text: `%name%`. */
const reference = /%([A-Za-z_][A-Za-z0-9_-]{0,255})%/g;

/** Replaces each `%name%` of a text; what comes out is not looked at again. `replace` gets the whole and the name. */
export function replaceReferences(text: string, replace: (whole: string, name: string) => string): string {
  return text.replace(reference, (whole, name: string) => replace(whole, name));
}

/** A part of a text: as it is written (`name` null), or the name of a variable in it. */
export interface ReferencePart {
  readonly text: string;
  readonly name: string | null;
}

/** The parts of a text in their order; joined by `text` they are the text again. Empty for an empty text. */
export function splitReferences(text: string): ReferencePart[] {
  const parts: ReferencePart[] = [];
  let at = 0;
  for (const match of text.matchAll(reference)) {
    if (match.index > at) parts.push({ text: text.slice(at, match.index), name: null });
    parts.push({ text: match[0], name: match[1] ?? '' });
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), name: null });
  return parts;
}

/**
 * Whether a text has a variable of the sequence in it: a name between two percent signs. What its value is, and so which
 * form the text has, is known only when the step runs. A percent sign alone is a sign. Rule: STEP-68.
 */
export function hasVariable(text: string): boolean {
  return /%[^%\s]+%/.test(text);
}

/** The names of the variables in a text, each as it is written; one that is named twice comes twice. */
export function namesInText(text: string): string[] {
  return splitReferences(text).flatMap(({ name }) => (name === null ? [] : [name]));
}
