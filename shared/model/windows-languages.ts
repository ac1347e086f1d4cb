import { windowsLanguages as numbered } from './conditions/languages.ts';

/** A language of Windows: its number in the documents (LCID) and its name (`de-CH`). */
export interface WindowsLanguage {
  readonly lcid: number;
  readonly tag: string;
}

/** The older sorting of Spanish, which has no name of its own. */
const secondSorting = '1034';

/** The languages of Windows that have a number, by it; each name once. */
export const windowsLanguages: readonly WindowsLanguage[] = numbered
  .filter(({ number }) => number !== secondSorting)
  .map(({ number, tag }) => ({ lcid: Number(number), tag }));
