import { useEffect } from 'react';
import type { ListName, RowOf } from '../api/answer-parts.ts';
import { csvHead, csvRows } from '../components/list-export.ts';
import type { Column, ListLayout } from '../components/list-model.ts';
import type { ListExport } from '../stores/lists.ts';
import { eachPage, type ListAsked, type ServerList } from './server-list.ts';
import { useListLayout, useShell } from './shell-context.tsx';

function shownColumns<R>(columns: readonly Column<R>[], { hidden }: ListLayout): readonly Column<R>[] {
  return columns.filter((column) => column.isName === true || !hidden.includes(column.id));
}

/** Lets a list of the core be saved as it is seen: its columns, its filter and its order, with every row that matches. */
export function useListExport<K extends ListName>(
  list: ServerList<K>,
  asked: ListAsked,
  columns: readonly Column<RowOf<K>>[],
  name: string,
): void {
  const shell = useShell();
  const { layout } = useListLayout(list.id);
  useEffect(() => {
    const made: ListExport = {
      name,
      read: async (onProgress, signal) => {
        const shown = shownColumns(columns, layout);
        const parts = [csvHead(shown)];
        const onPage = (rows: readonly RowOf<K>[], done: number, total: number): void => {
          parts.push(csvRows(shown, rows));
          onProgress(done, total);
        };
        await eachPage(shell, list, asked, onPage, signal);
        return parts;
      },
    };
    shell.lists.setExport(list.id, made);
    return () => shell.lists.setExport(list.id, null);
  }, [shell, list, asked, columns, layout, name]);
}
