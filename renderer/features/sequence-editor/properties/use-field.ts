import { useCallback, useContext, useMemo } from 'react';
import { type Edit, mergeKey } from '#shared/model/edit';
import type { NodeDetail } from '#shared/model/sequence';
import { describeStepId } from '#shared/steps/catalog';
import type { StepDescription, StepProperty } from '#shared/steps/step-description';
import { reason } from '#shared/contract/message';
import { errorText } from '#shared/text/say';
import { useSlice } from '../../../app/shell-context.tsx';
import type { FieldDraft } from '../store/document-store.ts';
import type { EditorController } from '../store/editor-controller.ts';
import { choicesOf, fieldName, isUnvisited } from '../store/view-store.ts';
import { useEditor } from '../use-editor.tsx';
import { type EditorText, useWords } from '../use-words.ts';
import {
  fieldStanding,
  makeChoice,
  otherProperties,
  readValue,
  reader,
  storedValue,
  writeBool,
} from './field-rules.ts';
import { hintOf, valueProblemWords, reasonWords } from './field-words.ts';
import { UnderContext } from './under.tsx';
import { checkValue, levelOfValue, type ValueProblem } from './value-checks.ts';

const groupProperties: readonly StepProperty[] = describeStepId('group')?.properties ?? [];

/** Name and description are the same for everything in a sequence; the group's description has their rules. */
export function commonProperty(key: 'name' | 'description'): StepProperty {
  const found = groupProperties.find((property) => property.key === key);
  if (found === undefined) throw new Error(`No description of ${key}`);
  return found;
}

/** The edit that gives a property a value, as it was typed. */
export function makeEdit(node: NodeDetail, property: StepProperty, value: string): Edit | null {
  const { id } = node;
  if (property.xml !== null) {
    const { name, property: key, hidden } = property.xml;
    return { kind: 'setVariable', id, property: key, name, hidden, value };
  }
  switch (property.key) {
    case 'name':
      return { kind: 'setName', id, name: value };
    case 'description':
      return { kind: 'setDescription', id, description: value };
    case 'timeout': {
      const isNumber = /^\d{1,9}$/.test(value.trim());
      return { kind: 'setStepOption', id, option: 'timeoutSeconds', value: isNumber ? Number(value) * 60 : value };
    }
    default:
      return null;
  }
}

/** The text of a draft as its field shows it. */
function draftText(draft: FieldDraft): string {
  const { edit } = draft;
  switch (edit.kind) {
    case 'setName':
      return edit.name;
    case 'setDescription':
      return edit.description;
    case 'setVariable':
      return edit.value ?? '';
    case 'setStepOption':
      return typeof edit.value === 'number' ? String(edit.value / 60) : (edit.value ?? '');
    default:
      return '';
  }
}

export interface FieldModel {
  readonly property: StepProperty;
  readonly value: string;
  readonly isRequired: boolean;
  /** The field does not count as things stand. */
  readonly isDisabled: boolean;
  /** What is said below the field: why it does not count, else its limits and default; null when there is nothing to say. */
  readonly hint: string | null;
  /** Nothing in this editor can be changed. */
  readonly isReadOnly: boolean;
  /** It is empty and nobody has been there yet: that something is missing is not said. */
  readonly isQuiet: boolean;
  /** What is wrong, in words; null when nothing is. */
  readonly message: string | null;
  readonly isError: boolean;
  /** It was typed and is not in the sequence. */
  readonly isRefused: boolean;
  /** Typing: waits for a pause. */
  type(value: string): void;
  /** Leaving the field: sends what waits. */
  commit(): void;
  /** A choice: done at once. */
  choose(value: string): void;
  toggle(value: boolean): void;
}

function messageOf(
  words: EditorText,
  draft: FieldDraft | undefined,
  property: StepProperty,
  found: ValueProblem | null,
) {
  if (draft?.error != null && found?.isRefused !== true) {
    const { sentence, remedy } = errorText(words.say, draft.error.code, draft.error.details);
    return { message: words('field.refused', { sentence, remedy }), isError: true, isRefused: true };
  }
  if (found === null) return { message: null, isError: false, isRefused: false };
  const problem = valueProblemWords(words, property, found);
  // What the sequence has already was not refused by anybody.
  if (draft === undefined || !found.isRefused)
    return { message: problem, isError: levelOfValue(found) === 'error', isRefused: false };
  return { message: words('field.notYet', { problem }), isError: true, isRefused: true };
}

function sender(editor: EditorController, node: NodeDetail, property: StepProperty) {
  const { session } = editor;
  return {
    type: (value: string) => {
      const edit = makeEdit(node, property, value);
      if (edit === null) return;
      const problem = checkValue(property, value, property.key === 'name');
      const empty = property.key === 'name' && value.trim() === '';
      if (problem?.isRefused === true || empty) {
        const details = { property: property.label, reason: reason(empty ? 'value-needed' : 'does-not-fit-field') };
        session.refuse(edit, { code: 'EDIT_VALUE_INVALID', details, traceId: null });
      } else session.type(edit);
    },
    choose: (value: string) => {
      const edit = makeEdit(node, property, value);
      if (edit !== null) void session.apply([edit]);
    },
    toggle: (value: boolean) => {
      const edit = makeEdit(node, property, writeBool(value, storedValue(node, property)));
      if (edit !== null) void session.apply([edit]);
    },
  };
}

/** A choice that no document has: it is remembered by the page until a value says it, and what says another one goes. */
function choosePage(editor: EditorController, node: NodeDetail, description: StepDescription, property: StepProperty) {
  return (value: string) => {
    const choices = new Map(editor.view.getState().choices).set(fieldName(node.id, property.key), value);
    editor.view.setState({ choices });
    // What was typed for another choice and is not in the sequence goes as well.
    for (const { xml } of otherProperties(description, property, value))
      if (xml !== null) editor.session.forget(`setVariable:${node.id}:${xml.property}`);
    const edits = makeChoice(node, description, property, value);
    if (edits.length > 0) void editor.session.apply(edits);
  };
}

/** Reads the properties of a step, with what was chosen on its page. */
export function useReader(node: NodeDetail, description: StepDescription | undefined): (key: string) => string {
  const editor = useEditor();
  const choices = useSlice(editor.view, (state) => state.choices);
  return useMemo(() => {
    if (description === undefined) return () => '';
    return reader(node, description, choicesOf(choices, node.id));
  }, [node, description, choices]);
}

/** One property of the selected step as a field: value, limits, what is wrong, and how to change it. */
export function useField(
  node: NodeDetail,
  description: StepDescription | undefined,
  property: StepProperty,
): FieldModel {
  const editor = useEditor();
  const words = useWords();
  const under = useContext(UnderContext);
  const edit = useMemo(() => makeEdit(node, property, ''), [node, property]);
  const key = edit === null ? null : mergeKey(edit);
  const draft = useSlice(editor.document, (state) => (key === null ? undefined : state.drafts.get(key)));
  const isReadOnly = useSlice(editor.document, (state) => state.mode === 'view');
  const read = useReader(node, description);
  const stored = property.derived === undefined ? readValue(node, property) : read(property.key);
  const value = draft === undefined ? stored : draftText(draft);
  const { off, isOff: isDisabled, isRequired: needed } = fieldStanding(property, read, under.isOff);
  // What is above all of these fields says why none of them counts.
  const isSaid = off === null || description === undefined || under.isOff;
  const reason = isSaid ? null : reasonWords(words, off, description);
  const isUntold = useSlice(editor.view, (state) => isUnvisited(state, node.id, property.key));
  const isQuiet = isUntold && value.trim() === '';
  const found = !isDisabled && property.kind !== 'bool' && !isQuiet ? checkValue(property, value, needed) : null;
  const send = useMemo(() => {
    if (property.derived === undefined || description === undefined) return sender(editor, node, property);
    const choose = choosePage(editor, node, description, property);
    return { type: choose, choose, toggle: (is: boolean) => choose(String(is)) };
  }, [editor, node, description, property]);
  const commit = useCallback(() => {
    editor.visit(node.id, property.key);
    if (key !== null) void editor.session.commit(key);
  }, [editor, key, node.id, property.key]);
  return {
    property,
    value,
    // Nobody is asked for anything in a view.
    isRequired: needed && !isReadOnly,
    isDisabled,
    hint: isDisabled ? reason : hintOf(words, property, value),
    isReadOnly,
    isQuiet,
    ...messageOf(words, draft, property, found),
    commit,
    ...send,
  };
}
