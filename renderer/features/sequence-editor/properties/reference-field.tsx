import { Button, Input } from '@fluentui/react-components';
import { useMemo } from 'react';
import { reason } from '#shared/contract/message';
import { type Edit, mergeKey } from '#shared/model/edit';
import { hasReferenceForm, referenceFormOf, type ReferenceRow } from '#shared/model/reference';
import { findVariable } from '#shared/model/variable';
import { isReferenceId, referenceKindsOf } from '#shared/steps/references';
import type { StepProperty } from '#shared/steps/step-description';
import { useShell } from '../../../app/shell-context.tsx';
import type { EditorController } from '../store/editor-controller.ts';
import { useEditor } from '../use-editor.tsx';
import { type EditorText, useWords } from '../use-words.ts';
import { FieldFrame } from './field-frame.tsx';
import { isIdText, ReferenceChoice } from './references/reference-choice.tsx';
import { type KnownReferences, referenceLabel, useKnownReferences } from './references/use-known.ts';
import type { StepPart } from './step-part.ts';
import { type FieldModel, makeEdit } from './use-field.ts';

/** What is odd about the value: that it is no ID, that nobody knows it, or that it is something else. */
function warningOf(words: EditorText, { value, property }: FieldModel, known: KnownReferences): string | null {
  const id = value.trim();
  const kinds = referenceKindsOf(property);
  const form = referenceFormOf(kinds);
  if (isReferenceId(id) && !hasReferenceForm(id, form)) return words(`references.form.${form}`);
  if (known.isUnknown(id)) return words('references.unknown');
  const found = known.find(id, kinds);
  if (found === undefined) return null;
  if (!kinds.includes(found.kind))
    return words('references.otherKind', { kind: words(`references.kind.${found.kind}`) });
  return found.kind === 'task-sequence' && found.source === 'import' ? words('references.notInSite') : null;
}

/** The field with what is to be said of a text that is no ID, in the place of what is said of any value. */
function withOwnWords(words: EditorText, field: FieldModel): FieldModel {
  const text = field.value.trim();
  if (!field.isRefused || isIdText(text)) return field;
  return { ...field, message: words('references.notAnId', { text }) };
}

/** The edits by which a thing is chosen; the field keeps the name of a sequence beside its ID, for people who read it. */
function choiceEdits({ node, description }: StepPart, field: FieldModel, row: ReferenceRow): Edit[] {
  const edit = makeEdit(node, field.property, row.id);
  const display = row.kind === 'task-sequence' ? description.properties.find(({ key }) => key === 'tsName')?.xml : null;
  const { id } = node;
  const named: Edit[] =
    display == null ? [] : [{ kind: 'setVariable', id, ...display, value: `${row.id}, ${row.name}` }];
  const all = edit === null ? [] : [edit, ...named];
  // What is so already is no step of undo.
  return all.filter(
    (one) => one.kind !== 'setVariable' || findVariable(node.variables, one.property)?.value !== one.value,
  );
}

/** A name that was looked for and not chosen is no ID: it stays in its field and out of the document (UI-107). */
function refuse({ session }: EditorController, { node }: StepPart, property: StepProperty, text: string): void {
  const edit = makeEdit(node, property, text);
  const details = { property: property.label, reason: reason('does-not-fit-field') };
  if (edit !== null) session.refuse(edit, { code: 'EDIT_VALUE_INVALID', details, traceId: null });
}

/** A property that refers to one thing: chosen by name from what is known, or its ID typed. */
export function ReferenceField({ part, field }: { readonly part: StepPart; readonly field: FieldModel }) {
  const words = useWords();
  const shell = useShell();
  const editor = useEditor();
  const { property, value } = field;
  const kinds = referenceKindsOf(property);
  const ids = useMemo(() => [value.trim()], [value]);
  const known = useKnownReferences(ids);
  const found = known.find(value.trim(), kinds);
  // A sequence cannot run itself.
  const without = kinds.includes('task-sequence') ? [editor.document.getState().packageId] : [];
  const label = words.message(property.label);
  const shown = found === undefined ? value : referenceLabel(words, found);
  const choose = (row: ReferenceRow) => {
    // What was typed and not taken gives way to what is chosen.
    const typed = makeEdit(part.node, property, '');
    if (typed !== null) editor.session.forget(mergeKey(typed) ?? '');
    const edits = choiceEdits(part, field, row);
    if (edits.length > 0) void editor.session.apply(edits);
  };
  const leave = (typed: string | null, row: ReferenceRow | null) => {
    if (row !== null) choose(row);
    else if (typed !== null && isIdText(typed)) field.type(typed);
    else if (typed !== null) refuse(editor, part, property, typed);
    field.commit();
  };
  const browse = () =>
    void shell.attempt(async () => {
      const row = await shell.dialogs.ask('editor.reference', { label, kinds, without, chosen: value.trim() });
      if (row !== undefined) choose(row);
    });
  return (
    <FieldFrame field={withOwnWords(words, field)} warning={field.isDisabled ? null : warningOf(words, field, known)}>
      {field.isReadOnly ? (
        <Input size="small" readOnly disabled={field.isDisabled} value={shown} />
      ) : (
        <div className="se-reference">
          <ReferenceChoice
            kinds={kinds}
            value={value.trim()}
            label={shown}
            without={without}
            isDisabled={field.isDisabled}
            placeholder={words('field.packageHint')}
            onType={field.type}
            onLeave={leave}
            onChoose={choose}
          />
          <Button
            size="small"
            disabled={field.isDisabled}
            aria-label={words('references.browseFor', { label })}
            onClick={browse}
          >
            {words('references.browse')}
          </Button>
        </div>
      )}
    </FieldFrame>
  );
}
