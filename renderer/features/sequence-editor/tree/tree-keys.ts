import type { NodeId } from '#shared/model/sequence';
import type { ViewRow } from '../model/view-rows.ts';

/** What a key means in the tree. `move` sets the focus (and the selection, unless Ctrl is held). */
export type TreeKey =
  | { kind: 'move'; id: NodeId; mode: 'select' | 'span' | 'focus' }
  | { kind: 'toggle'; id: NodeId }
  | { kind: 'open'; id: NodeId; open: boolean }
  | { kind: 'select-all' };

interface Pressed {
  readonly key: string;
  readonly ctrl: boolean;
  readonly shift: boolean;
  readonly alt: boolean;
}

/** A page is what fits into the default height; one row stays in view. */
const pageRows = 18;

function parentOf(view: readonly ViewRow[], at: number): ViewRow | undefined {
  const row = view[at];
  return row === undefined ? undefined : view.slice(0, at).findLast((one) => one.row.id === row.row.parentId);
}

function goLeft(view: readonly ViewRow[], at: number): TreeKey | null {
  const active = view[at];
  if (active === undefined) return null;
  if (active.hasChildren && active.isOpen) return { kind: 'open', id: active.row.id, open: false };
  const parent = parentOf(view, at);
  return parent === undefined ? null : { kind: 'move', id: parent.row.id, mode: 'select' };
}

function goRight(view: readonly ViewRow[], at: number): TreeKey | null {
  const active = view[at];
  if (active?.hasChildren !== true) return null;
  if (!active.isOpen) return { kind: 'open', id: active.row.id, open: true };
  const child = view[at + 1];
  return child === undefined ? null : { kind: 'move', id: child.row.id, mode: 'select' };
}

function targetIndex(key: string, at: number, last: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(at + 1, last);
    case 'ArrowUp':
      return Math.max(at - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'PageDown':
      return Math.min(at + pageRows, last);
    case 'PageUp':
      return Math.max(at - pageRows, 0);
    default:
      return null;
  }
}

/** Reads a key against the rows in view; null when the tree does not take it. */
export function readTreeKey(view: readonly ViewRow[], active: NodeId | null, pressed: Pressed): TreeKey | null {
  if (pressed.alt || view.length === 0) return null;
  const at = Math.max(
    view.findIndex((one) => one.row.id === active),
    0,
  );
  const id = view[at]?.row.id;
  if (pressed.ctrl && pressed.key.toLowerCase() === 'a') return { kind: 'select-all' };
  if (pressed.key === ' ' && id !== undefined) return { kind: 'toggle', id };
  if (!pressed.ctrl && pressed.key === 'ArrowLeft') return goLeft(view, at);
  if (!pressed.ctrl && pressed.key === 'ArrowRight') return goRight(view, at);
  const index = targetIndex(pressed.key, at, view.length - 1);
  const target = index === null ? undefined : view[index];
  if (target === undefined) return null;
  return { kind: 'move', id: target.row.id, mode: pressed.shift ? 'span' : pressed.ctrl ? 'focus' : 'select' };
}

/** Type-ahead: the next row after the active one whose name begins with the text; one letter typed again goes on. */
export function typeAhead(view: readonly ViewRow[], active: NodeId | null, typed: string): NodeId | null {
  const wanted = typed.toLowerCase();
  const at = view.findIndex((one) => one.row.id === active);
  const from = wanted.length > 1 ? Math.max(at, 0) : at + 1;
  const order = [...view.slice(from), ...view.slice(0, from)];
  return order.find((one) => one.row.name.toLowerCase().startsWith(wanted))?.row.id ?? null;
}
