import { Button, Field } from '@fluentui/react-components';
import { useMemo } from 'react';
import type { Edit } from '#shared/model/edit';
import type { ReferenceRow } from '#shared/model/reference';
import { referenceKindsOf } from '#shared/steps/references';
import type { StepProperty } from '#shared/steps/step-description';
import { useShell } from '../../../app/shell-context.tsx';
import { useEditor } from '../use-editor.tsx';
import { type EditorText, useWords } from '../use-words.ts';
import { isIdText, ReferenceChoice } from './references/reference-choice.tsx';
import { type KnownReferences, referenceLabel, useKnownReferences } from './references/use-known.ts';
import type { StepPart } from './step-part.ts';
import { type FieldModel, makeEdit } from './use-field.ts';

/** True for a property that refers to one thing. */
export function isReference(property: StepProperty): boolean {
  const { kind } = property;
  return referenceKindsOf(property).length > 0 && kind !== 'appRefList' && kind !== 'packageRefList';
}

interface Note {
  readonly validationMessage: string | null;
  readonly validationState: 'error' | 'warning' | 'none';
}

/** What is to be said of the value: what is wrong with it, else that nobody knows it or that it is something else. */
function noteOf(words: EditorText, field: FieldModel, known: KnownReferences): Note {
  const { value, message, isError, property } = field;
  if (message !== null) return { validationMessage: message, validationState: isError ? 'error' : 'warning' };
  const id = value.trim();
  const kinds = referenceKindsOf(property);
  if (id !== '' && !isIdText(id)) return { validationMessage: words('field.packageShape'), validationState: 'warning' };
  if (known.isUnknown(id)) return { validationMessage: words('references.unknown'), validationState: 'warning' };
  const found = known.find(id, kinds);
  if (found !== undefined && !kinds.includes(found.kind)) {
    const kind = words(`references.kind.${found.kind}`);
    return { validationMessage: words('references.otherKind', { kind }), validationState: 'warning' };
  }
  if (found?.kind === 'task-sequence' && found.source === 'import')
    return { validationMessage: words('references.notInSite'), validationState: 'warning' };
  return { validationMessage: null, validationState: 'none' };
}

/** The edits by which a thing is chosen; the field keeps the name of a sequence beside its ID, for people who read it. */
function choiceEdits({ node, description }: StepPart, field: FieldModel, row: ReferenceRow): Edit[] {
  const edit = makeEdit(node, field.property, row.id);
  const display = row.kind === 'task-sequence' ? description.properties.find(({ key }) => key === 'tsName')?.xml : null;
  const { id } = node;
  const named: Edit[] =
    display == null ? [] : [{ kind: 'setVariable', id, ...display, value: `${row.id}, ${row.name}` }];
  return edit === null ? [] : [edit, ...named];
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
  const isDisabled = field.isDisabled || field.isReadOnly;
  const choose = (row: ReferenceRow) => void editor.session.apply(choiceEdits(part, field, row));
  const browse = () =>
    void shell.attempt(async () => {
      const row = await shell.dialogs.ask('editor.reference', { label, kinds, without, chosen: value.trim() });
      if (row !== undefined) choose(row);
    });
  return (
    <Field label={label} size="small" required={field.isRequired} {...noteOf(words, field, known)}>
      <div className="se-reference">
        <ReferenceChoice
          kinds={kinds}
          value={value.trim()}
          label={found === undefined ? value : referenceLabel(words, found)}
          without={without}
          isDisabled={isDisabled}
          onType={field.type}
          onLeave={(typed) => {
            if (typed !== null) field.type(typed);
            field.commit();
          }}
          onChoose={choose}
        />
        {field.isReadOnly ? null : (
          <Button
            size="small"
            disabled={isDisabled}
            aria-label={words('references.browseFor', { label })}
            onClick={browse}
          >
            {words('references.browse')}
          </Button>
        )}
      </div>
    </Field>
  );
}
