// eslint-disable-next-line no-control-regex -- the characters that XML 1.0 forbids
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDFFF]/gu;

/** True when every character may stand in an XML 1.0 document. */
export function isXmlText(value: string): boolean {
  return value.search(forbidden) < 0;
}

/** The text with the sign for what cannot be shown in the place of each character that no XML can hold. */
export function toXmlText(value: string): string {
  return value.replace(forbidden, '\uFFFD');
}
