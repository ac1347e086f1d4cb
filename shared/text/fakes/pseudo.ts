/** A language that nobody speaks: English with an accent on every letter, between brackets. Tests see by it what is not said in words. */

const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const accented = Array.from('áƀçðéƒĝĥíĵķļɱñóþɋŕšţúṽŵẋýžÁƁÇÐÉƑĜĤÍĴĶĻṀÑÓÞɊŔŠŢÚṼŴẊÝŽ');

/** One text; places (`{{name}}`) and tags stay. */
export function pseudo(text: string): string {
  const said = text.replace(/\{\{[^}]*\}\}|<[^>]*>|[A-Za-z]/g, (part) =>
    part.length === 1 ? (accented[plain.indexOf(part)] ?? part) : part,
  );
  return said === '' ? '' : `⟦${said}⟧`;
}

/** The same of a whole tree of texts. */
export function pseudoTexts<Texts extends object>(texts: Texts): Texts {
  const entries = Object.entries(texts).map(([key, value]: [string, unknown]) => [
    key,
    typeof value === 'string' ? pseudo(value) : pseudoTexts(value as object),
  ]);
  return Object.fromEntries(entries) as Texts;
}

/** Words of plain letters: in this language only names and values have them. */
export function plainWords(said: string): string[] {
  return [...said.matchAll(/[A-Za-z]{2,}/g)].map(([word]) => word);
}
