import { FlatTree, Menu, MenuPopover, type PositioningVirtualElement } from '@fluentui/react-components';
import { defaultRangeExtractor, type Range, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { memo, type MouseEvent, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useSlice } from '../../../app/shell-context.tsx';
import { returnToPage } from '../../../a11y/focus-place.ts';
import { CommandMenu } from '../../../commands/command-menu.tsx';
import { selectOne, spanTo, toggleRow } from '../model/selection.ts';
import { markRows, type RowMark } from '../model/problem-marks.ts';
import type { EditorProblem } from '../model/problems.ts';
import { createViewLister, type ViewRow } from '../model/view-rows.ts';
import type { EditorController } from '../store/editor-controller.ts';
import { editorTab } from '../store/editors-model.ts';
import { useWords } from '../use-words.ts';
import { levelIndent, rowHeight } from './drop-place.ts';
import { StepRow } from './step-row.tsx';
import { type DropHint, useDropTarget } from './use-drop-target.ts';
import { useTreeKeys } from './use-tree-keys.ts';

type RowVirtualizer = Virtualizer<HTMLElement, Element>;

function useView(editor: EditorController): readonly ViewRow[] {
  const rows = useSlice(editor.document, (state) => state.rows);
  const closed = useSlice(editor.view, (state) => state.closed);
  const [list] = useState(createViewLister);
  return useMemo(() => list(rows, closed), [list, rows, closed]);
}

/** What the rows say of problems, from when the tree has been drawn. */
function useMarks(editor: EditorController): ReadonlyMap<string, RowMark> {
  const rows = useSlice(editor.document, (state) => state.rows);
  const closed = useSlice(editor.view, (state) => state.closed);
  const [problems, setProblems] = useState<readonly EditorProblem[]>([]);
  const last = useRef<ReadonlyMap<string, RowMark>>(new Map());
  useEffect(() => {
    const { store } = editor.problems();
    setProblems(store.getState().problems);
    return store.subscribe((state) => setProblems(state.problems));
  }, [editor]);
  const marks = useMemo(
    // Compared with what was shown last, so that rows whose marks say the same are not drawn again.
    () => markRows(rows, problems, closed, last.current),
    [rows, problems, closed],
  );
  useLayoutEffect(() => {
    last.current = marks;
  }, [marks]);
  return marks;
}

/** Rows in view only, and the active one wherever it is: the focus would be lost with it. */
function useRows(scroll: { current: HTMLElement | null }, count: number, active: number): RowVirtualizer {
  const rangeExtractor = useCallback(
    (range: Range) => {
      const rows = defaultRangeExtractor(range);
      if (active < 0 || active >= range.count || rows.includes(active)) return rows;
      return [...rows, active].sort((a, b) => a - b);
    },
    [active],
  );
  return useVirtualizer<HTMLElement, Element>({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    // A first guess, so that rows are there before the first measurement.
    initialRect: { width: 476, height: 560 },
    rangeExtractor,
  });
}

/** Of what is above and below the rows; nearer to an end it is asked exactly. */
const viewMargin = 4;

/**
 * True when a row is in view for certain. That is known without measuring: to ask the page how far it scrolls would lay
 * out all that the same key has just put there.
 */
function isInView({ scrollOffset, scrollRect }: RowVirtualizer, index: number): boolean {
  if (scrollOffset === null || scrollRect === null) return false;
  const top = index * rowHeight - scrollOffset;
  return top >= viewMargin && top + rowHeight <= scrollRect.height - viewMargin;
}

function rowElement(root: HTMLElement | null, id: string | undefined): HTMLElement | null {
  return id === undefined ? null : (root?.querySelector<HTMLElement>(`[data-fui-tree-item-value="${id}"]`) ?? null);
}

/** One row takes Tab, and a request for the focus goes to it, also when it was out of sight. */
function useActiveRow(editor: EditorController, root: { current: HTMLElement | null }, view: readonly ViewRow[]) {
  const active = useSlice(editor.view, (state) => state.selection.active);
  const request = useSlice(editor.view, (state) => state.focusRequest);
  const index = view.findIndex((one) => one.row.id === active);
  const virtual = useRows(root, view.length, index);
  const id = (view[index] ?? view[0])?.row.id;
  const answered = useRef(0);
  useLayoutEffect(() => {
    const element = rowElement(root.current, id);
    for (const other of root.current?.querySelectorAll<HTMLElement>('[role="treeitem"][tabindex="0"]') ?? []) {
      if (other !== element) other.tabIndex = -1;
    }
    // An attribute that is written is a change to all that watch the page, also when it says the same.
    if (element !== null && element.tabIndex !== 0) element.tabIndex = 0;
  });
  // Without a list of dependencies: the row may come a render later than the request.
  useEffect(() => {
    if (request === answered.current || index < 0) return;
    const element = rowElement(root.current, id);
    if (!isInView(virtual, index)) virtual.scrollToIndex(index, { align: 'auto' });
    if (element === null) return;
    answered.current = request;
    element.focus({ preventScroll: true });
  });
  const show = useSlice(editor.view, (state) => state.showRequest);
  useEffect(() => {
    if (show > 0 && index >= 0) virtual.scrollToIndex(index, { align: 'auto' });
    // Asked for once: rows that come or go later do not bring the view back.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [show]);
  return virtual;
}

interface MenuPoint {
  readonly target: PositioningVirtualElement;
}

function pointAt(x: number, y: number): MenuPoint {
  return { target: { getBoundingClientRect: () => new DOMRect(x, y, 0, 0) } };
}

function DropLine({ hint }: { readonly hint: DropHint | null }) {
  const words = useWords();
  if (hint === null) return null;
  const { place, refusal } = hint;
  const top = (place.lineAfter + 1) * rowHeight;
  const reason = refusal === 'into-itself' ? words('tree.intoItself') : words('tree.samePlace');
  return (
    <>
      {place.into === null && refusal === null ? (
        <div className="se-drop-line" style={{ top: top - 1, left: 34 + (place.level - 1) * levelIndent }} />
      ) : null}
      {refusal === null ? null : (
        <div className="se-drop-reason" style={{ top: top + 4 }}>
          {reason}
        </div>
      )}
    </>
  );
}

/** What a press on a row means: one, one more, or everything up to it. */
function usePress(editor: EditorController, view: readonly ViewRow[]) {
  const shown = useRef(view);
  // A handler of its own for each list would draw every row again.
  useLayoutEffect(() => {
    shown.current = view;
  }, [view]);
  return useCallback(
    (item: ViewRow, event: MouseEvent) => {
      const { selection } = editor.view.getState();
      const { id } = item.row;
      const visible = () => shown.current.map((one) => one.row.id);
      if (event.shiftKey) editor.select(spanTo(selection, id, visible()), true);
      else editor.select(event.ctrlKey || event.metaKey ? toggleRow(selection, id) : selectOne(id), true);
    },
    [editor],
  );
}

function useRowActions(editor: EditorController, openMenu: (point: MenuPoint) => void) {
  const words = useWords();
  const onMenu = useCallback(
    (item: ViewRow, event: MouseEvent) => {
      event.preventDefault();
      const { ids } = editor.view.getState().selection;
      // Without asking for the focus: that belongs to the menu, and the press has given it to the row before.
      if (!ids.includes(item.row.id)) editor.select(selectOne(item.row.id));
      const box = event.currentTarget.getBoundingClientRect();
      const isKey = event.clientX === 0 && event.clientY === 0;
      openMenu(isKey ? pointAt(box.left + 60, box.bottom) : pointAt(event.clientX, event.clientY));
    },
    [editor, openMenu],
  );
  const onToggle = useCallback((item: ViewRow) => editor.setOpen(item.row.id, !item.isOpen), [editor]);
  const onRename = useCallback(
    (item: ViewRow, name: string | null) => {
      void editor.rename(item.row.id, name ?? item.row.name);
    },
    [editor],
  );
  const dragged = useCallback(
    (item: ViewRow) => {
      const { ids } = editor.view.getState().selection;
      const moved = ids.includes(item.row.id) ? ids : [item.row.id];
      return { ids: moved, label: words('tree.ghost', { count: moved.length }) };
    },
    [editor, words],
  );
  return { onMenu, onToggle, onRename, dragged };
}

interface RowMenuProps {
  readonly point: MenuPoint | null;
  readonly setPoint: (point: MenuPoint | null) => void;
}

const RowMenu = memo(function RowMenu({ point, setPoint }: RowMenuProps) {
  return (
    <Menu
      open={point !== null}
      positioning={point ?? {}}
      onOpenChange={(_event, data) => {
        if (data.open) return;
        setPoint(null);
        // Nothing in the page opened it that the library could give the focus back to.
        requestAnimationFrame(() => returnToPage(document));
      }}
    >
      <MenuPopover>
        <CommandMenu scope={editorTab} />
      </MenuPopover>
    </Menu>
  );
});

/** The steps of a sequence: a tree with one tab stop, virtual rows, keys of its own and a place to drop on. */
export function StepTree({ editor }: { readonly editor: EditorController }) {
  const words = useWords();
  const view = useView(editor);
  const scroll = useRef<HTMLElement | null>(null);
  const [menu, setMenu] = useState<MenuPoint | null>(null);
  const selection = useSlice(editor.view, (state) => state.selection);
  const renaming = useSlice(editor.view, (state) => state.renaming);
  const findText = useSlice(editor.view, (state) => state.findText);
  const hits = useSlice(editor.view, (state) => state.hits);
  const isHit = useMemo(() => new Set(hits), [hits]);
  const isEditable = useSlice(editor.document, (state) => state.mode === 'edit');
  const chosen = useMemo(() => new Set(selection.ids), [selection.ids]);
  const marks = useMarks(editor);
  const virtual = useActiveRow(editor, scroll, view);
  const hint = useDropTarget(scroll, view, editor, isEditable);
  const onKeys = useTreeKeys(editor, view);
  const onPress = usePress(editor, view);
  const actions = useRowActions(editor, setMenu);
  return (
    <>
      <FlatTree
        ref={scroll as never /* typed RefAttributes<never> under these React types */}
        className="se-steps"
        size="small"
        navigationMode="treegrid"
        aria-label={words('tree.label')}
        aria-multiselectable
        onKeyDownCapture={onKeys}
      >
        <div role="presentation" className="se-steps-inner" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((one) => {
            const item = view[one.index];
            if (item === undefined) return null;
            const { id } = item.row;
            return (
              <StepRow
                key={id}
                item={item}
                top={one.start}
                isSelected={chosen.has(id)}
                isRenaming={renaming === id}
                isDropTarget={hint?.refusal === null && hint.place.into === id}
                findText={findText}
                isHit={isHit.has(id)}
                isEditable={isEditable}
                mark={marks.get(id)}
                onPress={onPress}
                {...actions}
              />
            );
          })}
          <DropLine hint={hint} />
        </div>
      </FlatTree>
      <RowMenu point={menu} setPoint={setMenu} />
    </>
  );
}
