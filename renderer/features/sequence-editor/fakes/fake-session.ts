import type { ParsedInput } from '#shared/contract/contract';
import { AppError } from '#shared/contract/errors';
import type { EditLabel } from '#shared/model/edit-label';
import type { EditorState, MadeChange } from '#shared/model/editor';
import type { RowDifference } from '#shared/model/editor-look';
import type { OutlineRow } from '#shared/model/outline';
import type { NodeDetail, NodeId } from '#shared/model/sequence';
import { describeStepType } from '#shared/steps/catalog';
import type { FakeHandlers } from '../../../api/fake-client.ts';
import { listLines } from '../options/condition-edit.ts';
import { createFakeClipboard } from './fake-clipboard.ts';
import {
  applyEdit,
  collect,
  fakePackage,
  fakeSessionId,
  type Made,
  markRuleSecret,
  markSecret,
  nodeId,
  type Nodes,
  toRows,
} from './fake-nodes.ts';

interface Step {
  readonly nodes: Nodes;
  readonly label: EditLabel;
}

/** An editing session in memory that keeps the contract: undo by whole copies, one change number per change. */
export interface FakeSession {
  readonly handlers: FakeHandlers;
  readonly rows: () => OutlineRow[];
  readonly names: () => string[];
  readonly detail: (name: string) => NodeDetail;
  /** Somebody else saved meanwhile: the next save is refused unless it overwrites. */
  conflict(): void;
  /** Another window discards the changes: node ids stay in this fake, their epoch does not. */
  renew(): void;
}

interface State {
  nodes: Nodes;
  saved: Nodes;
  undo: Step[];
  redo: Step[];
  revision: number;
  changes: number;
  isConflicting: boolean;
  epoch: number;
}

function labelled(text: string): EditLabel {
  return { code: 'text', values: { text } };
}

function standingOf(state: State) {
  return {
    epoch: state.epoch,
    changeNumber: state.changes,
    revision: state.revision,
    storedRevision: state.revision,
    isBehind: false,
    history: historyOf(state),
    isDirty: state.nodes !== state.saved,
    sizeBytes: 1000,
  };
}

function historyOf(state: State): EditorState['history'] {
  const back = [state.nodes, ...state.undo.map((step) => step.nodes).reverse()].indexOf(state.saved);
  const ahead = state.redo
    .map((step) => step.nodes)
    .reverse()
    .indexOf(state.saved);
  return {
    undo: state.undo
      .map((step) => step.label)
      .reverse()
      .slice(0, 10),
    redo: state.redo
      .map((step) => step.label)
      .reverse()
      .slice(0, 10),
    undoCount: state.undo.length,
    redoCount: state.redo.length,
    savedDistance: back >= 0 ? back : ahead >= 0 ? -1 - ahead : null,
  };
}

/** Each by itself: nodes below others count too. */
function detailsOf(nodes: Nodes, ids: readonly NodeId[]): NodeDetail[] {
  return ids.flatMap((id) => collect(nodes, [id]).map(({ detail }) => detail));
}

function changeOf(state: State, before: Nodes, label: EditLabel | null, select: readonly NodeId[]): MadeChange {
  const old = new Map(toRows(before).map((row) => [row.id, JSON.stringify(row)]));
  const rows = toRows(state.nodes);
  const ids = rows.map((row) => row.id);
  const details = new Map(detailsOf(before, [...old.keys()]).map((detail) => [detail.id, detail]));
  const now = detailsOf(state.nodes, ids);
  state.changes += 1;
  return {
    sessionId: fakeSessionId,
    label,
    patch: {
      changed: rows.filter((row) => old.get(row.id) !== JSON.stringify(row)),
      removed: [...old.keys()].filter((id) => !ids.includes(id)),
      order: ids.join() === [...old.keys()].join() ? [] : [{ index: 0, remove: old.size, insert: ids }],
    },
    touched: now.filter((detail) => details.get(detail.id) !== detail).map((detail) => detail.id),
    select: [...select],
    ...standingOf(state),
    detail: (select.length === 1 ? now.find((detail) => detail.id === select[0]) : undefined) ?? null,
  };
}

function stateOf(state: State, mode: 'edit' | 'view', draftFrom: number | null): EditorState {
  return {
    sessionId: fakeSessionId,
    packageId: fakePackage,
    name: 'Deploy Windows 11',
    dialect: 'cm',
    mode,
    rows: toRows(state.nodes),
    draftFrom,
    ...standingOf(state),
  };
}

function changing(state: State): FakeHandlers {
  const step = (from: Step[], to: Step[], count: number): MadeChange => {
    if (count > from.length) throw new AppError(from === state.undo ? 'NOTHING_TO_UNDO' : 'NOTHING_TO_REDO');
    const before = state.nodes;
    let label: EditLabel | null = null;
    for (let done = 0; done < count; done += 1) {
      const one = from.pop();
      if (one === undefined) break;
      to.push({ nodes: state.nodes, label: one.label });
      state.nodes = one.nodes;
      label = one.label;
    }
    const { patch } = changeOf(state, before, null, []);
    state.changes -= 1;
    return changeOf(
      state,
      before,
      label,
      patch.changed.map((row) => row.id),
    );
  };
  return {
    'editor.apply': ({ edits, label }: ParsedInput<'editor.apply'>) => {
      const before = state.nodes;
      let made: Made = { nodes: before, label: '', select: [] };
      for (const edit of edits) made = applyEdit(made.nodes, edit);
      state.undo.push({ nodes: before, label: label ?? labelled(made.label) });
      state.redo = [];
      state.nodes = made.nodes;
      return changeOf(state, before, label ?? labelled(made.label), made.select);
    },
    'editor.setSecret': ({ nodeId: id, property, value, inRules, edits = [] }) => {
      const before = state.nodes;
      state.undo.push({ nodes: before, label: labelled('Set a secret') });
      state.redo = [];
      let { nodes } = state;
      for (const edit of edits) ({ nodes } = applyEdit(nodes, edit));
      state.nodes =
        inRules === undefined
          ? markSecret(nodes, id, property, value !== null)
          : markRuleSecret(nodes, id, inRules, value !== null);
      return changeOf(state, before, labelled('Set a secret'), [id]);
    },
    'editor.undo': ({ steps }) => step(state.undo, state.redo, steps),
    'editor.redo': ({ steps }) => step(state.redo, state.undo, steps),
    'editor.save': ({ overwrite }) => {
      if (state.isConflicting && !overwrite)
        throw new AppError('REVISION_CONFLICT', { name: 'One', actual: 2, expected: 1 });
      state.isConflicting = false;
      state.saved = state.nodes;
      state.revision += 1;
      const { detail: _none, ...change } = changeOf(state, state.nodes, null, []);
      return { revision: state.revision, change };
    },
  };
}

/** Rows that only one side has, and of the others those with another name. */
function compareFake(mine: readonly OutlineRow[], theirs: readonly OutlineRow[]): RowDifference[] {
  const ids = [...new Set([...mine, ...theirs].map((row) => row.id))];
  return ids.flatMap((id): RowDifference[] => {
    const [own, other] = [mine, theirs].map((rows) => {
      const at = rows.findIndex((row) => row.id === id);
      const row = rows[at];
      return row === undefined ? null : { number: at + 1, row };
    });
    const sides = { mine: own ?? null, theirs: other ?? null };
    if (sides.mine === null) return [{ difference: 'removed', ...sides, fields: [] }];
    if (sides.theirs === null) return [{ difference: 'added', ...sides, fields: [] }];
    const names = { mine: sides.mine.row.name, theirs: sides.theirs.row.name };
    if (names.mine === names.theirs) return [];
    return [{ difference: 'changed', ...sides, fields: [{ what: 'name', label: '', ...names, isHidden: false }] }];
  });
}

/** Begins anew from what was saved. Ids stay in this fake, their epoch does not. */
function renewState(state: State): void {
  state.nodes = state.saved;
  state.undo = [];
  state.redo = [];
  state.epoch += 1;
  state.changes += 1;
}

/** Whatever is asked by the ids of an epoch is refused when that one is over. */
function guarded(state: State, handlers: FakeHandlers): FakeHandlers {
  const entries = Object.entries(handlers).map(([method, handler]) => [
    method,
    (input: { readonly epoch?: number }, context: never) => {
      const { epoch = state.epoch } = input;
      if (epoch !== state.epoch) throw new AppError('SESSION_RENEWED', { expected: epoch, actual: state.epoch });
      return (handler as (given: unknown, context: never) => unknown)(input, context);
    },
  ]);
  return Object.fromEntries(entries) as FakeHandlers;
}

/** Makes the session; `draftFrom` is when a draft was written, for tests of its bar. */
export function createFakeSession(nodes: Nodes, draftFrom: number | null = null): FakeSession {
  const state: State = {
    nodes,
    saved: nodes,
    undo: [],
    redo: [],
    revision: 23,
    changes: 0,
    isConflicting: false,
    epoch: 1,
  };
  let mode: 'edit' | 'view' = 'edit';
  const detail = (id: NodeId): NodeDetail => {
    const found = collect(state.nodes, [id])[0];
    if (found === undefined) throw new AppError('EDIT_TARGET_MISSING', { id });
    return found.detail;
  };
  const handlers: FakeHandlers = {
    'editor.drafts': () => ({ rows: [], offset: 0, total: 0 }),
    'editor.open': (input) => {
      ({ mode } = input);
      return stateOf(state, mode, draftFrom);
    },
    'editor.state': () => stateOf(state, mode, draftFrom),
    'editor.node': (input) => detail(input.nodeId),
    'editor.nodes': ({ nodeIds }) => ({ nodes: nodeIds.map(detail) }),
    'editor.copy': ({ nodeIds }) => {
      const copied = collect(state.nodes, nodeIds);
      return { xml: JSON.stringify(copied), count: copied.length };
    },
    'editor.compareStored': () => ({
      revision: state.revision + 1,
      modifiedAt: 1_795_000_000_000,
      modifiedBy: 'j.smith',
      differences: compareFake(toRows(state.nodes), toRows(state.saved)),
      sameCount: 2,
      differsElsewhere: false,
    }),
    'editor.checkReferences': () => ({ problems: [], left: 0 }),
    'reference.list': () => ({ rows: [], offset: 0, total: 0 }),
    'reference.find': () => ({ found: [] }),
    'editor.find': ({ text }) => {
      const wanted = text.trim().toLowerCase();
      const hits = toRows(state.nodes).flatMap(({ id, name, type }) => {
        const texts = { name, type: describeStepType(type)?.newName ?? '', command: detail(id).action };
        const place = (['name', 'type', 'command'] as const).find((one) => texts[one].toLowerCase().includes(wanted));
        if (wanted === '' || place === undefined) return [];
        return [{ id, found: { place, label: '', before: '', hit: wanted, after: '' } }];
      });
      return { ids: hits.map((hit) => hit.id), found: hits };
    },
    'editor.saveCopy': () => ({ packageId: 'LAB00099' }),
    'editor.discard': () => {
      renewState(state);
      return stateOf(state, mode, null);
    },
    'editor.close': () => ({}),
    ...changing(state),
    ...createFakeClipboard(
      (ids) => JSON.stringify(collect(state.nodes, ids)),
      (id, keys) => {
        const lines = listLines(detail(id).condition);
        return keys.map((key) => JSON.stringify(lines.find((line) => line.path.join('.') === key)?.node));
      },
    ),
  };
  return {
    handlers: guarded(state, handlers),
    rows: () => toRows(state.nodes),
    names: () => toRows(state.nodes).map((row) => `${'  '.repeat(row.depth)}${row.name}`),
    detail: (name) => detail(toRows(state.nodes).find((row) => row.name === name)?.id ?? nodeId(999_999)),
    conflict: () => {
      state.isConflicting = true;
    },
    renew: () => {
      renewState(state);
    },
  };
}
