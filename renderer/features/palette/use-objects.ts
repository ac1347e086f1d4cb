import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useShell } from '../../app/shell-context.tsx';
import { useDebounced } from '../../app/use-debounced.ts';
import { entryOf, type PaletteEntry } from './entries.tsx';
import { parseQuery } from './search.ts';

export interface PaletteObjects {
  readonly entries: readonly PaletteEntry[];
  /** How many there are that match, shown or not. */
  readonly total: number;
}

/** So long a person types before the core is asked. */
const typingMs = 100;

/** The objects of the site that match what was typed; those of before stay until the new ones are there. */
export function useObjects(typed: string): PaletteObjects {
  const shell = useShell();
  const rested = useDebounced(typed, typingMs);
  const { group, words } = parseQuery(rested);
  const isAsked = group === null || group === 'objects';
  const sources = shell.features.flatMap((feature) => feature.objects ?? []);
  const asked = sources.flatMap((source) => {
    const questions = source.questions(shell, words.join(' '));
    return questions.map((question, at) => ({ source, question, isLast: at === questions.length - 1 }));
  });
  const answers = useQueries({
    queries: asked.map(({ question }) => ({ ...question, enabled: isAsked, placeholderData: keepPreviousData })),
    combine: (results) => results.map((result): unknown => result.data),
  });
  return useMemo(() => {
    const unique = new Map<string, PaletteEntry>();
    let total = 0;
    if (isAsked) {
      for (const [at, { source, isLast }] of asked.entries()) {
        if (answers[at] === undefined) continue;
        const found = source.objects(shell, answers[at]);
        if (isLast) total += found.total;
        for (const entry of found.objects.map(entryOf)) unique.set(entry.id, entry);
      }
    }
    return { entries: [...unique.values()], total };
    // Questions are made anew for each drawing; what changes is their answers.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [shell, isAsked, answers]);
}
