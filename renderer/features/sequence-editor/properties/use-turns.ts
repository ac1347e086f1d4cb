import { useRef, useState } from 'react';
import type { NodeDetail } from '#shared/model/sequence';
import { useShell } from '../../../app/shell-context.tsx';
import { useEditor } from '../use-editor.tsx';

/**
 * One act on a step after the other, each on the step as it is then: a key that is held down must not work on an old
 * reading. In a view nothing is done.
 */
export function useTurns(node: NodeDetail): (act: (latest: NodeDetail) => Promise<void>) => void {
  const editor = useEditor();
  const shell = useShell();
  const tail = useRef<Promise<unknown>>(Promise.resolve());
  return (act) => {
    if (editor.document.getState().mode === 'view') return;
    tail.current = tail.current.then(() =>
      shell.attempt(async () => {
        const latest = await editor.readStep(node.id);
        if (latest !== null) await act(latest);
      }),
    );
  };
}

/** The selected row of a list, known at once to what comes next in the same turn. */
export function useSelectedRow() {
  const [selected, setSelected] = useState<number | null>(null);
  const current = useRef<number | null>(null);
  const select = (at: number | null): void => {
    current.current = at;
    setSelected(at);
  };
  return { selected, select, current };
}
