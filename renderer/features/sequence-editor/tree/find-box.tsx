import { Button, SearchBox, Tooltip } from '@fluentui/react-components';
import {
  ArrowCollapseAll20Regular,
  ArrowDown16Regular,
  ArrowExpandAll20Regular,
  ArrowUp16Regular,
} from '@fluentui/react-icons';
import { type KeyboardEvent, type ReactElement, useMemo } from 'react';
import { useSlice } from '../../../app/shell-context.tsx';
import { findRows } from '../model/find.ts';
import { useEditor } from '../use-editor.tsx';
import { type EditorWord, useWords } from '../use-words.ts';

/** The find box of the editor on the screen; Ctrl+F goes there. */
export const findBoxId = 'editor-find';

function Tool(props: { readonly label: EditorWord; readonly icon: ReactElement; readonly onClick: () => void }) {
  const words = useWords();
  return (
    <Tooltip content={words(props.label)} relationship="label">
      <Button size="small" appearance="subtle" icon={props.icon} onClick={props.onClick} />
    </Tooltip>
  );
}

/** Finds steps by name or type, among all rows, also those in closed groups. */
export function FindBox() {
  const words = useWords();
  const editor = useEditor();
  const text = useSlice(editor.view, (state) => state.findText);
  const rows = useSlice(editor.document, (state) => state.rows);
  const hits = useMemo(() => findRows(rows, text).length, [rows, text]);
  const isSearching = text.trim() !== '';
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    editor.findNext(event.shiftKey ? -1 : 1);
  };
  return (
    <div className="se-find">
      <SearchBox
        id={findBoxId}
        size="small"
        className="ws-grow"
        placeholder={words('tree.find')}
        aria-label={words('tree.findHint')}
        title={words('tree.findHint')}
        value={text}
        onChange={(_event, data) => editor.find(data.value)}
        onKeyDown={onKeyDown}
      />
      {isSearching ? (
        <>
          <span className="ws-muted ws-small" role="status">
            {hits === 0 ? words('tree.noHits') : words('tree.hits', { count: hits })}
          </span>
          <Tool label="tree.previous" icon={<ArrowUp16Regular />} onClick={() => editor.findNext(-1)} />
          <Tool label="tree.next" icon={<ArrowDown16Regular />} onClick={() => editor.findNext(1)} />
        </>
      ) : null}
      <Tool label="tree.expandAll" icon={<ArrowExpandAll20Regular />} onClick={() => editor.setAllOpen(true)} />
      <Tool label="tree.collapseAll" icon={<ArrowCollapseAll20Regular />} onClick={() => editor.setAllOpen(false)} />
    </div>
  );
}
