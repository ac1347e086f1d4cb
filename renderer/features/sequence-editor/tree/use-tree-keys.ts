import { type KeyboardEvent, useRef } from 'react';
import type { NodeId } from '#shared/model/sequence';
import { focusRow, selectOne, spanTo, toggleRow } from '../model/selection.ts';
import type { ViewRow } from '../model/view-rows.ts';
import type { EditorController } from '../store/editor-controller.ts';
import { readTreeKey, type TreeKey, typeAhead } from './tree-keys.ts';

/** Letters typed within this time belong together. */
const typePause = 500;

function obey(editor: EditorController, view: readonly ViewRow[], key: TreeKey): void {
  const { selection } = editor.view.getState();
  switch (key.kind) {
    case 'move': {
      const visible = view.map((one) => one.row.id);
      const moves = {
        select: selectOne(key.id),
        span: spanTo(selection, key.id, visible),
        focus: focusRow(selection, key.id),
      };
      editor.select(moves[key.mode], true);
      break;
    }
    case 'toggle':
      editor.select(toggleRow(selection, key.id), true);
      break;
    case 'open':
      editor.setOpen(key.id, key.open);
      break;
    case 'select-all':
      editor.selectAll();
      break;
  }
}

/** Keys of the tree, read before the rows see them: the rows of the component would look for targets in the page only. */
export function useTreeKeys(editor: EditorController, view: readonly ViewRow[]) {
  const typed = useRef({ text: '', at: 0 });
  return (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement) return;
    const { active } = editor.view.getState().selection;
    const ctrl = event.ctrlKey || event.metaKey;
    const key = readTreeKey(view, active, { key: event.key, ctrl, shift: event.shiftKey, alt: event.altKey });
    if (key !== null) {
      event.preventDefault();
      event.stopPropagation();
      obey(editor, view, key);
      return;
    }
    if (ctrl || event.altKey || event.key.length !== 1) return;
    const isBurst = event.timeStamp - typed.current.at < typePause;
    const before = typed.current.text;
    // The same letter again means the next row with it, as in every list.
    const text = isBurst && before !== event.key ? before + event.key : event.key;
    typed.current = { text, at: event.timeStamp };
    const found: NodeId | null = typeAhead(view, active, text);
    event.stopPropagation();
    if (found !== null) editor.select(selectOne(found), true);
  };
}
