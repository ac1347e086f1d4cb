/**
 * What a terminal or a page acts on instead of drawing it: the control characters of ASCII and of Latin-1 (ESC, CSI),
 * marks that turn the direction of what follows, separators of lines and paragraphs, and halves of pairs. Joiners stay:
 * scripts and emoji need them.
 */
const acting =
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]|\p{Cs}/gu;
/** The same, but for what makes lines and columns. */
const actingInLine =
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  /(?![\t\n])[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]|\p{Cs}/gu;

function codeOf(character: string): string {
  const code = character.charCodeAt(0).toString(16).toUpperCase();
  return code.length > 2 ? `\\u${code.padStart(4, '0')}` : `\\x${code.padStart(2, '0')}`;
}

/** A foreign name with its control characters as such: `\x1B`, `\u202E`. A line break in it is one of them. */
export function showControls(text: string): string {
  return text.replace(acting, codeOf);
}

/** The same for text of several lines: its line breaks and tabs stay. */
export function showControlsInLines(text: string): string {
  return text.replace(actingInLine, codeOf);
}

/** The same for a JSON document that is written to be read: every value stays what it is. */
export function showControlsInJson(json: string): string {
  return json.replace(actingInLine, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
