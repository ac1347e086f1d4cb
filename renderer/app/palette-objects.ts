import type { ListName, RowOf } from '../api/answer-parts.ts';
import { listInput, questionOf, type ListAsked, type ServerList } from './server-list.ts';
import type { PaletteObject, PaletteSource, Shell } from './types.ts';

/** As many of each kind as a person looks through by eye. */
const mostObjects = 50;

/** Rows of a list as objects of the palette: the core searches for the words. */
export function paletteObjects<K extends ListName>(
  list: ServerList<K>,
  objectOf: (shell: Shell, row: RowOf<K>) => Omit<PaletteObject, 'kind'>,
  criteria: Readonly<Record<string, unknown>> = {},
): PaletteSource {
  return {
    questions: (shell, words) => {
      const all = { ...questionOf(words, [], criteria), sort: null };
      const ask = (asked: ListAsked, more: object) =>
        shell.cache.question(list.method, listInput<K>(asked, { ...more, limit: mostObjects }));
      const matching = ask(all, {});
      // Of more matches than are shown those come first whose name begins so.
      return words === '' ? [matching] : [ask({ ...all, filter: '' }, { startsWith: words }), matching];
    },
    objects: (shell, answer) => {
      const { rows, total } = answer as { readonly rows: readonly RowOf<K>[]; readonly total: number };
      return { total, objects: rows.map((row) => ({ ...objectOf(shell, row), kind: 'object' })) };
    },
  };
}
