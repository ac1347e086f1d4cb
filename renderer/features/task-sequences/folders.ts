import { useQueries } from '@tanstack/react-query';
import { listPageMost } from '#shared/model/list';
import type { TaskSequenceFolderRow } from '#shared/model/task-sequence';
import { useAnswer, useShell } from '../../app/shell-context.tsx';
import type { Shell } from '../../app/types.ts';

const pageInput = (page: number) => ({ offset: page * listPageMost, limit: listPageMost });
const pageCount = (total: number): number => Math.ceil(total / listPageMost);

/** The folders as they were read last: a tree is drawn whole, so it is read whole, page by page. */
export function knownFolders({ cache }: Pick<Shell, 'cache'>): readonly TaskSequenceFolderRow[] {
  const first = cache.known('folder.list', pageInput(0));
  if (first === undefined) return [];
  const pages = Array.from({ length: pageCount(first.total) }, (_, page) =>
    cache.known('folder.list', pageInput(page)),
  );
  return pages.flatMap((page) => page?.rows ?? []);
}

/** The folders as they stand. */
export function useFolderRows(): readonly TaskSequenceFolderRow[] {
  const { cache } = useShell();
  const { data } = useAnswer('folder.list', pageInput(0));
  const more = Array.from({ length: Math.max(0, pageCount(data?.total ?? 0) - 1) }, (_, page) => page + 1);
  const rest = useQueries({
    queries: more.map((page) => cache.question('folder.list', pageInput(page))),
    combine: (answers) => answers.flatMap((answer) => answer.data?.rows ?? []),
  });
  return rest.length === 0 ? (data?.rows ?? none) : [...(data?.rows ?? none), ...rest];
}

const none: readonly TaskSequenceFolderRow[] = [];
