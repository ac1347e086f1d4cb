/**
 * What a terminal or a page acts on instead of drawing it: the control characters of ASCII and of Latin-1 (ESC, CSI),
 * marks that turn the direction of what follows, separators of lines and paragraphs, and halves of pairs.
 */
const acts = String.raw`[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]|\p{Cs}`;
/** What is drawn as nothing, so that two names look alike: spaces without a width, fillers, hyphens that wait, tags. */
const isNothing = String.raw`[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\u{e0000}-\u{e001f}]`;
/** Tags stay where they are of a flag. */
const tag = String.raw`(?<!\u{1f3f4}[\u{e0020}-\u{e007f}]{0,7})[\u{e0020}-\u{e007f}]`;
/** Another form of the character before: once, and none of ASCII has one but those of keycaps. */
const form = String.raw`(?<=^|[\u0000-"$-)+-/:-\u007f\ufe00-\ufe0f])[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]`;
/** Joiners stay where scripts and emoji need them: after a letter or a mark of such a script, and after a picture. */
const joiner = String.raw`(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]|(?![\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Han}\p{sc=Hangul}\p{sc=Hira}\p{sc=Kana}])[\p{L}\p{M}])[\u200c\u200d]`;

const all = `${isNothing}|${tag}|${form}|${joiner}`;
/* eslint-disable no-misleading-character-class -- characters that change the one before are what is looked for */
const acting = new RegExp(`${acts}|${all}`, 'gu');
/** The same, but for what makes lines and columns. */
const actingInLine = new RegExp(String.raw`(?![\t\n])(?:${acts})|${all}`, 'gu');
/* eslint-enable no-misleading-character-class */

/** Most texts have nothing of it, and a page asks for each of its texts. */
const isPlain = /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff]*$/;

function codeOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  if (code.length > 4) return `\\u{${code}}`;
  return code.length > 2 ? `\\u${code.padStart(4, '0')}` : `\\x${code.padStart(2, '0')}`;
}

/** A foreign name with its control characters as such: `\x1B`, `\u202E`. A line break in it is one of them. */
export function showControls(text: string): string {
  return isPlain.test(text) ? text : text.replace(acting, codeOf);
}

/** The same for text of several lines: its line breaks and tabs stay. */
export function showControlsInLines(text: string): string {
  return text.replace(actingInLine, codeOf);
}

/** The same for a JSON document that is written to be read: every value stays what it is. */
export function showControlsInJson(json: string): string {
  const escape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return json.replace(actingInLine, (character) => character.split('').map(escape).join(''));
}
