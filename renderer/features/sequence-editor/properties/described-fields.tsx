import { Dropdown, Field, Option } from '@fluentui/react-components';
import { useState } from 'react';
import type { PropertyKind, StepProperty } from '#shared/steps/step-description';
import { filterMost } from '../../../app/server-list.ts';
import { useAnswer } from '../../../app/shell-context.tsx';
import { useDebounced } from '../../../app/use-debounced.ts';
import { useEditor } from '../use-editor.tsx';
import { useWords } from '../use-words.ts';
import { CheckField, PropertyField, type StepPart } from './fields.tsx';
import { type FieldModel, useField } from './use-field.ts';
import { ChoiceField } from '../../../components/choice-field.tsx';

/** Kinds that one field cannot show; they are on the Variables tab. */
const tooLarge: ReadonlySet<PropertyKind> = new Set(['table', 'rules', 'script']);

/** The properties of a type that its description alone gives fields to. */
export function describedProperties({ description }: Pick<StepPart, 'description'>): StepProperty[] {
  return description.properties.filter(
    ({ xml, shown, tab, kind }) => xml !== null && shown !== false && tab === undefined && !tooLarge.has(kind),
  );
}

function fieldState(field: FieldModel) {
  const validationState = field.message === null ? 'none' : field.isError ? 'error' : 'warning';
  return { validationMessage: field.message, validationState } as const;
}

function EnumField({ field }: { readonly field: FieldModel }) {
  const words = useWords();
  const { property, value } = field;
  const choices = property.choices ?? [];
  const chosen = choices.find((one) => one.value.toLowerCase() === value.toLowerCase());
  return (
    <Field label={words.message(property.label)} size="small" required={field.isRequired} {...fieldState(field)}>
      <Dropdown
        // Nothing is cleared here, and its hidden button has words of the library.
        clearButton={null}
        size="small"
        value={words.message(chosen?.label ?? value)}
        selectedOptions={chosen === undefined ? [] : [chosen.value]}
        disabled={field.isDisabled || field.isReadOnly}
        onBlur={field.commit}
        onOptionSelect={(_event, data) => {
          if (data.optionValue !== undefined) field.choose(data.optionValue);
        }}
      >
        {choices.map((choice) => (
          <Option key={choice.value} value={choice.value}>
            {words.message(choice.label)}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}

/** A longer list is found by typing, not by scrolling. */
const mostOptions = 50;
const typingMs = 150;

/** The task sequence that a step runs: chosen by name from those of the site, or typed as a package ID. */
function SequenceField({ part, field }: { readonly part: StepPart; readonly field: FieldModel }) {
  const words = useWords();
  const editor = useEditor();
  /** What was typed since the field has the focus; null while it has not. */
  const [typed, setTyped] = useState<string | null>(null);
  const filter = useDebounced(typed ?? '', typingMs).slice(0, filterMost);
  const asked = useAnswer('sequence.list', typed === null ? null : { filter, limit: mostOptions });
  const { property, value } = field;
  const own = editor.document.getState().packageId;
  // A sequence cannot run itself.
  const listed = (asked.data?.rows ?? []).filter((one) => one.packageId !== own);
  const label = (one: { readonly name: string; readonly packageId: string }) => `${one.name} (${one.packageId})`;
  const known = listed.find((one) => one.packageId === value);
  const choose = (packageId: string) => {
    const one = listed.find((other) => other.packageId === packageId);
    if (one === undefined || property.xml === null) return;
    const display = part.description.properties.find((other) => other.key === 'tsName')?.xml;
    const { id } = part.node;
    const set = { kind: 'setVariable' as const, id };
    void editor.session.apply([
      { ...set, ...property.xml, value: packageId },
      // The field keeps the name beside the ID, for people who read the document.
      ...(display == null ? [] : [{ ...set, ...display, value: `${packageId}, ${one.name}` }]),
    ]);
  };
  return (
    <Field label={words.message(property.label)} size="small" required={field.isRequired} {...fieldState(field)}>
      <ChoiceField
        size="small"
        freeform
        value={known === undefined ? value : label(known)}
        selectedOptions={known === undefined ? [] : [known.packageId]}
        disabled={field.isReadOnly}
        onFocus={() => setTyped('')}
        onChange={(event) => {
          setTyped(event.target.value);
          field.type(event.target.value);
        }}
        onBlur={() => {
          setTyped(null);
          field.commit();
        }}
        onOptionSelect={(_event, data) => {
          if (data.optionValue !== undefined) choose(data.optionValue);
        }}
      >
        {listed.map((one) => (
          <Option key={one.packageId} value={one.packageId} text={label(one)}>
            {label(one)}
          </Option>
        ))}
      </ChoiceField>
    </Field>
  );
}

function Described({ part, property }: { readonly part: StepPart; readonly property: StepProperty }) {
  const field = useField(part.node, part.description, property);
  if (property.kind === 'bool') return <CheckField part={part} fieldKey={property.key} />;
  if (property.kind === 'enum' && property.choices !== undefined) return <EnumField field={field} />;
  if (property.kind === 'taskSequenceRef') return <SequenceField part={part} field={field} />;
  return <PropertyField part={part} fieldKey={property.key} />;
}

/** Fields for a type that has no page of its own: one per property, in the order of its description. */
export function DescribedFields({ part }: { readonly part: StepPart }) {
  const properties = describedProperties(part);
  const half = Math.ceil(properties.length / 2);
  const columns = properties.length < 4 ? [properties, []] : [properties.slice(0, half), properties.slice(half)];
  return (
    <div className="se-columns">
      {columns.map((list, index) => (
        <div key={index} className="se-column">
          {list.map((property) => (
            <Described key={property.key} part={part} property={property} />
          ))}
        </div>
      ))}
    </div>
  );
}
