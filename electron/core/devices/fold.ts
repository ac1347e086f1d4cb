const plain = /^[\u0020-\u007e]*$/;

/**
 * A name as Windows compares it: upper case, one unit for one unit. Characters whose upper case has another length
 * stay as they are, and so do the dotless i and the long s, which the Windows table does not join with I and S.
 */
export function foldName(name: string): string {
  if (plain.test(name)) return name.toUpperCase();
  let folded = '';
  for (const character of name) {
    const upper = character === 'ı' || character === 'ſ' ? character : character.toUpperCase();
    folded += upper.length === character.length ? upper : character;
  }
  return folded;
}
