import { isAppError } from '#shared/contract/errors';
import type { Edit } from '#shared/model/edit';
import { variableKey } from '#shared/model/variable';
import { describeNode } from '#shared/steps/catalog';
import { findVariableProperty } from '#shared/steps/find-property';
import type { Clock } from '../ports/clock.ts';
import { checkConditions, type ConditionCounts } from './corpus-conditions.ts';
import { checkProperties, otherValues, type PropertyCounts } from './corpus-properties.ts';
import { differsOnlyWithin, firstDifference, withoutFollowing } from './corpus-texts.ts';
import { SequenceDocument } from './document.ts';
import { EditingSession } from './editing-session.ts';
import type { SessionState } from './editing-session.ts';
import { parseEntry, serialiseEntry } from './history.ts';

/** Closes a session and gives it back as it comes from where it was kept. */
export type Reopen = (state: SessionState) => Promise<SessionState>;

/** Through JSON text, as the store keeps it. */
export const reopenInMemory: Reopen = async (state) =>
  Promise.resolve({ ...state, entries: state.entries.map((entry) => parseEntry(serialiseEntry(entry))) });

/** What was done to the sequences so far: to properties by the type of their step, to conditions by their kind. */
export interface EditCounts {
  readonly properties: Map<string, PropertyCounts>;
  readonly conditions: Map<string, ConditionCounts>;
}

/** Counts of nothing yet; the check of each sequence adds to them. */
export function noEdits(): EditCounts {
  return { properties: new Map(), conditions: new Map() };
}

/** A clock that moves on with each look, so that no two edits become one. */
function steppingClock(): Clock {
  let now = 0;
  return { now: () => (now += 10_000), wait: async () => Promise.resolve() };
}

interface Step {
  readonly name: string;
  readonly isLocal: boolean;
  run(session: EditingSession): void;
}

/** The first value that the document takes; when it refuses all there is nothing to check. */
function setFirst(
  session: EditingSession,
  edit: Extract<Edit, { kind: 'setVariable' }>,
  values: readonly string[],
): void {
  for (const value of values) {
    try {
      session.apply([{ ...edit, value }]);
      return;
    } catch (error) {
      if (!isAppError(error) || error.code !== 'EDIT_VALUE_INVALID') throw error;
    }
  }
}

/** Rename, disable, change a property, move: one of each on the first step of the file. */
function planSteps(document: SequenceDocument, id: string): Step[] {
  const rows = document.rows();
  const row = rows.find((one) => one.id === id);
  const node = document.node(id);
  const [variable] = node.variables;
  const target = rows.find((one) => one.kind === 'group' && one.id !== row?.parentId);
  const steps: Step[] = [
    {
      name: 'rename',
      isLocal: true,
      run: (session) => session.apply([{ kind: 'setName', id, name: 'Renamed & "checked"' }]),
    },
    {
      name: 'disable',
      isLocal: true,
      run: (session) => session.apply([{ kind: 'setDisabled', ids: [id], disabled: row?.disabled !== true }]),
    },
  ];
  if (variable !== undefined) {
    const property = variableKey(variable);
    const values = otherValues(findVariableProperty(describeNode(node), property), variable.value);
    steps.push({
      name: 'property',
      isLocal: true,
      run: (session) => setFirst(session, { kind: 'setVariable', id, property, value: null }, values),
    });
  }
  const parentId = target?.id ?? null;
  steps.push({
    name: 'move',
    isLocal: false,
    run: (session) => session.apply([{ kind: 'move', ids: [id], parentId, index: 0 }]),
  });
  return steps;
}

/** The characters of a text in order, white space left out: a move changes their order and nothing else. */
function sameParts(before: string, after: string, moved: string): boolean {
  const without = (text: string): string =>
    text
      .replace(moved, '')
      .replace(/\s+/g, '')
      .replace(/\/>|><\/(group|sequence)>/g, '>');
  return after.includes(moved) && without(before) === without(after);
}

/**
 * Proves one sequence text: prints as it was read, edits touch only what they name and what the format makes follow,
 * every property and every part of a condition is changed and comes back to the byte, by undo and by setting it back, and
 * so does all of it after closing and reopening. Answers what went wrong, or undefined. Errors: those of reading.
 */
export async function checkSequenceText(
  text: string,
  file: string,
  reopen: Reopen = reopenInMemory,
  counts: EditCounts = noEdits(),
): Promise<string | undefined> {
  const document = new SequenceDocument(text, file);
  const printed = firstDifference(document.print(), text);
  if (printed !== -1) return `print differs at character ${String(printed)}`;
  const edited = (): EditingSession => new EditingSession(new SequenceDocument(text, file), steppingClock());
  const wrong = checkProperties(edited(), counts.properties) ?? checkConditions(edited(), counts.conditions);
  if (wrong !== undefined) return wrong;
  const id = document.rows().find((row) => row.kind === 'step' || row.kind === 'subtasksequence')?.id;
  if (id === undefined) return undefined;
  const session = new EditingSession(document, steppingClock());
  for (const step of planSteps(document, id)) {
    const before = document.print();
    const touched = document.copy([id]);
    step.run(session);
    const after = document.print();
    const fits = step.isLocal
      ? differsOnlyWithin(withoutFollowing(before), withoutFollowing(after), touched)
      : before === after || sameParts(before, after, touched);
    if (!fits) return `${step.name} changed something else`;
  }
  const last = document.print();
  session.markSaved();
  const { entries, position } = session;
  while (session.position > 0) session.undo();
  if (document.print() !== text) return `undo differs at character ${String(firstDifference(document.print(), text))}`;
  const kept = await reopen({ text: last, entries, position, savedPosition: position });
  const again = EditingSession.restore(kept, steppingClock());
  if (again.document.print() !== last) return 'reopening differs';
  while (again.position > 0) again.undo();
  return again.document.print() === text ? undefined : 'undo after reopening differs';
}
