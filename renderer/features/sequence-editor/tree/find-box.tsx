import { Button, Tooltip } from '@fluentui/react-components';
import {
  ArrowCollapseAll20Regular,
  ArrowDown16Regular,
  ArrowExpandAll20Regular,
  ArrowUp16Regular,
} from '@fluentui/react-icons';
import { useEffect, useId, type KeyboardEvent, type ReactElement } from 'react';
import { useSlice } from '../../../app/shell-context.tsx';
import { useEditor } from '../use-editor.tsx';
import { type EditorWord, useWords } from '../use-words.ts';
import { SearchField } from '../../../components/search-field.tsx';

function Tool(props: { readonly label: EditorWord; readonly icon: ReactElement; readonly onClick: () => void }) {
  const words = useWords();
  return (
    <Tooltip content={words(props.label)} relationship="label">
      <Button size="small" appearance="subtle" icon={props.icon} onClick={props.onClick} />
    </Tooltip>
  );
}

/** What the active row holds, when it is a hit by something else than its name. */
function FoundLine() {
  const words = useWords();
  const editor = useEditor();
  const active = useSlice(editor.view, (state) => state.selection.active);
  const found = useSlice(editor.view, (state) => (active === null ? undefined : state.found.get(active)));
  // The line stays while there is none: rows must not jump from hit to hit.
  if (found === undefined || found.place === 'name') return <p className="se-found" />;
  const { place, label, before, hit, after } = found;
  return (
    <p className="se-found" title={`${before}${hit}${after}`}>
      <span className="ws-muted">{label === '' ? words(`found.${place}`) : words('found.in', { label })}</span> {before}
      <mark>{hit}</mark>
      {after}
    </p>
  );
}

function HitCount() {
  const words = useWords();
  const editor = useEditor();
  const hits = useSlice(editor.view, (state) => state.hits);
  const active = useSlice(editor.view, (state) => state.selection.active);
  const at = active === null ? -1 : hits.indexOf(active);
  const count = hits.length;
  const text = count === 0 ? words('tree.noHits') : words('tree.hits', { count });
  return (
    <span className="ws-muted ws-small" role="status">
      {at < 0 ? text : words('tree.hitOf', { number: at + 1, count })}
    </span>
  );
}

/** Finds a text in everything of the steps that can be read, also in closed groups. */
export function FindBox() {
  const words = useWords();
  const editor = useEditor();
  const text = useSlice(editor.view, (state) => state.findText);
  const isSearching = text.trim() !== '';
  const id = useId();
  useEffect(() => {
    editor.view.setState({ findBoxId: id });
    return () => editor.view.setState({ findBoxId: null });
  }, [editor, id]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      void editor.findNext(event.shiftKey ? -1 : 1, true);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      editor.find('');
      editor.select(editor.view.getState().selection, true);
    }
  };
  return (
    <>
      <div className="se-find">
        <SearchField
          id={id}
          size="small"
          className="ws-grow"
          placeholder={words('tree.find')}
          aria-label={words('tree.findHint')}
          title={words('tree.findHint')}
          value={text}
          onFocus={editor.prepareFind}
          onChange={(_event, data) => editor.find(data.value)}
          onKeyDown={onKeyDown}
        />
        {isSearching ? (
          <>
            <HitCount />
            <Tool label="tree.previous" icon={<ArrowUp16Regular />} onClick={() => void editor.findNext(-1)} />
            <Tool label="tree.next" icon={<ArrowDown16Regular />} onClick={() => void editor.findNext(1)} />
          </>
        ) : null}
        <Tool label="tree.expandAll" icon={<ArrowExpandAll20Regular />} onClick={() => editor.setAllOpen(true)} />
        <Tool label="tree.collapseAll" icon={<ArrowCollapseAll20Regular />} onClick={() => editor.setAllOpen(false)} />
      </div>
      {isSearching ? <FoundLine /> : null}
    </>
  );
}
