import { useLayoutEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { NodeDetail } from '#shared/model/sequence';
import { useShell, useSlice } from '../../../app/shell-context.tsx';
import { problemText } from '../problem-words.ts';
import { conditionLine } from '../store/problem-actions.ts';
import { useEditor } from '../use-editor.tsx';
import { useWords } from '../use-words.ts';
import type { ConditionLine } from './condition-edit.ts';
import type { ListModel } from './use-conditions.ts';

/** What is wrong with the conditions of a step, in words, by their lines counted from 0. */
export function useLineProblems(node: NodeDetail): ReadonlyMap<number, string> {
  const words = useWords();
  const { format } = useShell();
  const editor = useEditor();
  const { store } = useMemo(() => editor.problems(), [editor]);
  const problems = useStore(store, (state) => state.problems);
  return useMemo(() => {
    const own = problems.filter(({ nodeId }) => nodeId === node.id);
    return new Map(
      own.flatMap((problem): [number, string][] => {
        const line = conditionLine(problem);
        return line === null ? [] : [[line, problemText(words, problem, format)]];
      }),
    );
  }, [problems, node.id, words, format]);
}

/** A problem that is gone to selects its condition, before the list gets the focus. */
export function useRequestedLine(node: NodeDetail, model: ListModel, lines: readonly ConditionLine[]): void {
  const editor = useEditor();
  const request = useSlice(editor.view, (state) => state.fieldRequest);
  useLayoutEffect(() => {
    if (request?.nodeId !== node.id || request.line === undefined) return;
    model.select(lines[request.line]?.path ?? null);
    // Each request is its own; what is selected later stays.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [request]);
}
