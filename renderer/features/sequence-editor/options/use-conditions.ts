import { useRef, useState } from 'react';
import type { Condition } from '#shared/model/condition';
import {
  type ConditionTest,
  type ConditionTestKind,
  newConditionTest,
  readConditionTest,
  writeConditionTest,
} from '#shared/model/conditions/condition-kinds';
import { type EditLabelCode, type EditLabelValues, labelNameMax } from '#shared/model/edit-label';
import type { NodeDetail } from '#shared/model/sequence';
import { useShell, useSlice } from '../../../app/shell-context.tsx';
import { useEditor } from '../use-editor.tsx';
import {
  addNode,
  type ConditionPath,
  type ConditionPlace,
  type ConditionShift,
  moveNode,
  moveTo,
  nodeAt,
  placeNodes,
  removeNode,
  replaceNode,
  shiftNode,
} from './condition-edit.ts';

/** What a change of conditions is called in the list of undo steps. */
type Change = Extract<EditLabelCode, `condition-${string}`>;

type Where = 'before' | 'after' | 'under';

export interface ListModel {
  readonly condition: Condition | null;
  readonly selected: ConditionPath | null;
  readonly isReadOnly: boolean;
  readonly select: (path: ConditionPath | null) => void;
  readonly write: (condition: Condition | null, did: Change, selected?: ConditionPath | null) => void;
  /** Asks for a new condition of a kind and puts it after the selected line. */
  readonly add: (kind: ConditionTestKind) => void;
  /** Asks for other values of the line; one of a kind without a dialog stays as it is. */
  readonly edit: (path: ConditionPath) => void;
  readonly move: (step: 1 | -1) => void;
  /** Out of the If statement around the selected line, or into one beside it. */
  readonly shift: (shift: ConditionShift) => void;
  /** Puts a line to another place. */
  readonly drop: (path: ConditionPath, place: ConditionPlace) => void;
  readonly remove: () => void;
  /** The selected line with everything below it. */
  readonly copy: () => void;
  readonly copyAll: () => void;
  readonly cut: () => void;
  /** What was copied, or the newer text that a paste event brought. */
  readonly paste: (where: Where, text?: string) => void;
}

/** The step as its label names it. */
function labelOf({ kind, name, type }: NodeDetail): EditLabelValues {
  const short = name.length > labelNameMax ? `${name.slice(0, labelNameMax - 1)}…` : name;
  return { count: 1, kind: kind === 'group' ? 'group' : 'step', name: short, type: type.slice(0, 256) };
}

/** One after the other, each on the condition as it is then: a key that is held down must not work on an old reading. */
function useTurns(node: NodeDetail) {
  const editor = useEditor();
  const [selected, setSelected] = useState<ConditionPath | null>(null);
  const at = useRef<ConditionPath | null>(null);
  const tail = useRef<Promise<unknown>>(Promise.resolve());
  const select = (path: ConditionPath | null) => {
    at.current = path;
    setSelected(path);
  };
  const turn = (action: (condition: Condition | null, line: ConditionPath | null) => Promise<unknown> | undefined) => {
    // A condition that another window changed is built on as it is now: what this one shows may be older (UI-803).
    const run = async () => {
      const step = await editor.readStep(node.id);
      if (step !== null) await action(step.condition, at.current);
    };
    tail.current = tail.current.then(run, run);
  };
  const put = async (next: Condition | null, did: Change, path: ConditionPath | null = null, conditions?: number) => {
    const values = { ...labelOf(node), ...(conditions === undefined ? {} : { conditions }) };
    if (await editor.setCondition(node.id, next, { code: did, values })) select(path);
  };
  return { selected, select, turn, put };
}

/** The line that takes the place of a removed one: the next, the one before, or the If statement around it. */
function lineAfterRemoval(left: Condition | null, gone: ConditionPath): ConditionPath | null {
  const above = gone.slice(0, -1);
  const places = [gone, [...above, (gone.at(-1) ?? 0) - 1], above];
  return places.find((path) => path.length > 0 && nodeAt(left, path) !== null) ?? null;
}

/** What asks for the values of a condition, and puts them in. */
function useAsking(
  node: NodeDetail,
  turn: ReturnType<typeof useTurns>['turn'],
  put: ReturnType<typeof useTurns>['put'],
): Pick<ListModel, 'add' | 'edit'> {
  const shell = useShell();
  const ask = (test: ConditionTest, isNew: boolean, take: (made: ConditionTest) => void) =>
    void shell.attempt(async () => {
      const made = await shell.dialogs.ask('editor.condition', { test, isNew });
      if (made !== undefined) take(made);
    });
  return {
    add: (kind) =>
      ask(newConditionTest(kind), true, (made) =>
        turn((condition, line) => {
          const added = addNode(condition, line, writeConditionTest(made, null));
          return put(added.condition, 'condition-added', added.path);
        }),
      ),
    edit: (path) => {
      const old = nodeAt(node.condition, path);
      const test = old === null ? null : readConditionTest(old);
      if (test === null) return;
      ask(test, false, (made) =>
        turn((condition) => {
          const now = nodeAt(condition, path);
          // Meanwhile it may be another one: what was asked for is never put in its place.
          if (condition === null || now === null || readConditionTest(now)?.kind !== made.kind) return undefined;
          const next = writeConditionTest(made, now);
          return next === now ? undefined : put(replaceNode(condition, path, next), 'condition-changed', path);
        }),
      );
    },
  };
}

/** What the buttons, keys and the menu of the list do. Every change is one edit of the whole condition. */
export function useConditions(node: NodeDetail): ListModel {
  const editor = useEditor();
  const isReadOnly = useSlice(editor.document, (state) => state.mode === 'view');
  const { selected, select, turn, put } = useTurns(node);
  const removeAt = (condition: Condition | null, line: ConditionPath | null, did: Change) => {
    if (condition === null || line === null || nodeAt(condition, line) === null) return undefined;
    const left = removeNode(condition, line);
    return put(left, did, lineAfterRemoval(left, line));
  };
  const asking = useAsking(node, turn, put);
  const keyOf = (condition: Condition | null, path: ConditionPath) => nodeAt(condition, path)?.key ?? path.join('.');
  return {
    condition: node.condition,
    selected,
    isReadOnly,
    select,
    write: (next, did, path) => turn(() => put(next, did, path)),
    ...asking,
    move: (step) =>
      turn((condition, line) => {
        const moved = condition === null || line === null ? null : moveNode(condition, line, step);
        return moved === null ? undefined : put(moved.condition, 'condition-moved', moved.path);
      }),
    shift: (shift) =>
      turn((condition, line) => {
        const moved = condition === null || line === null ? null : shiftNode(condition, line, shift);
        return moved === null ? undefined : put(moved.condition, 'condition-moved', moved.path);
      }),
    drop: (path, place) =>
      turn((condition) => {
        const moved = condition === null ? null : moveTo(condition, path, place);
        return moved === null ? undefined : put(moved.condition, 'condition-moved', moved.path);
      }),
    remove: () => turn((condition, line) => removeAt(condition, line, 'condition-removed')),
    copy: () =>
      turn((condition, line) => (line === null ? undefined : editor.copyConditions(node, [keyOf(condition, line)]))),
    copyAll: () =>
      turn((condition) => {
        const keys = (condition?.children ?? []).map((_, index) => keyOf(condition, [index]));
        return editor.copyConditions(node, keys);
      }),
    cut: () =>
      turn(async (condition, line) => {
        const isCopied = line !== null && (await editor.copyConditions(node, [keyOf(condition, line)]));
        if (isCopied) await removeAt(condition, line, 'condition-cut');
      }),
    paste: (where, text) =>
      turn(async (condition, line) => {
        const nodes = await editor.takeConditions(text);
        if (nodes.length === 0) return;
        const placed = placeNodes(condition, line, nodes, where);
        await put(placed.condition, 'condition-pasted', placed.path, nodes.length);
      }),
  };
}
