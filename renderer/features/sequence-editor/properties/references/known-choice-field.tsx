import { Input, Option } from '@fluentui/react-components';
import { useMemo } from 'react';
import type { ReferenceImage } from '#shared/model/reference';
import { hasVariable } from '#shared/model/variable-references';
import { referenceKindsOf } from '#shared/steps/references';
import type { PropertyKind, StepProperty } from '#shared/steps/step-description';
import { ChoiceField } from '../../../../components/choice-field.tsx';
import { useWords } from '../../use-words.ts';
import { FieldFrame } from '../field-frame.tsx';
import { readValue } from '../field-rules.ts';
import { placeholderOf } from '../field-words.ts';
import type { StepPart } from '../step-part.ts';
import type { FieldModel } from '../use-field.ts';
import { useKnownReferences } from './use-known.ts';

interface Choice {
  readonly value: string;
  readonly label: string;
}

interface KnownChoiceProps {
  readonly field: FieldModel;
  readonly choices: readonly Choice[];
  /** What the value is, and what is odd about it. */
  readonly meaning: string | null;
  readonly warning: string | null;
  readonly isNumber?: boolean;
}

/** A value to type, with what is known to be possible to choose from; when nothing is known it is a plain field. */
function KnownChoiceField({ field, choices, meaning, warning, isNumber = false }: KnownChoiceProps) {
  const { value } = field;
  return (
    <FieldFrame field={field} meaning={meaning} warning={field.isDisabled ? null : warning}>
      {choices.length === 0 ? (
        <Input
          size="small"
          value={value}
          placeholder={placeholderOf(field.property)}
          disabled={field.isDisabled}
          readOnly={field.isReadOnly}
          input={isNumber ? { inputMode: 'numeric' } : {}}
          onChange={(_event, data) => field.type(data.value)}
          onBlur={field.commit}
        />
      ) : (
        <ChoiceField
          size="small"
          freeform
          value={value}
          selectedOptions={[value]}
          disabled={field.isDisabled}
          {...(field.isReadOnly ? { readOnly: true, open: false } : {})}
          input={isNumber ? { inputMode: 'numeric' } : {}}
          onChange={(event) => field.type(event.target.value)}
          onBlur={field.commit}
          onOptionSelect={(_event, data) => {
            if (data.optionValue !== undefined) field.choose(data.optionValue);
          }}
        >
          {choices.map((choice) => (
            <Option key={choice.value} value={choice.value} text={choice.label}>
              {choice.label}
            </Option>
          ))}
        </ChoiceField>
      )}
    </FieldFrame>
  );
}

/** The last property of these kinds before another one: an index and a program belong to what is chosen above them. */
function ownerOf(description: StepPart['description'], property: StepProperty, kinds: readonly PropertyKind[]) {
  const at = description.properties.findIndex(({ key }) => key === property.key);
  return description.properties.slice(0, at).findLast(({ kind }) => kinds.includes(kind));
}

/** What is known of the thing that a property belongs to. */
function useOwner(part: StepPart, property: StepProperty, kinds: readonly PropertyKind[]) {
  const owner = ownerOf(part.description, property, kinds);
  const id = owner === undefined ? '' : readValue(part.node, owner).trim();
  const ids = useMemo(() => [id], [id]);
  const known = useKnownReferences(ids);
  return owner === undefined ? undefined : known.find(id, referenceKindsOf(owner));
}

/** The program of a package: one that is known of the chosen package, or typed. */
export function ProgramField({ part, field }: { readonly part: StepPart; readonly field: FieldModel }) {
  const words = useWords();
  const programs = useOwner(part, field.property, ['packageRef'])?.programs ?? [];
  const value = field.value.trim().toLowerCase();
  const isOther = value !== '' && programs.length > 0 && !programs.some((one) => one.toLowerCase() === value);
  return (
    <KnownChoiceField
      field={field}
      choices={programs.map((name) => ({ value: name, label: name }))}
      meaning={null}
      warning={isOther ? words('references.program.other') : null}
    />
  );
}

const imageKinds: readonly PropertyKind[] = ['imageRef', 'osUpgradeRef'];

/** True for the number of an image in the file that is chosen before it. */
export function isImageIndex({ description }: StepPart, property: StepProperty): boolean {
  const isIndex = property.kind === 'int' && /Index$/.test(property.key);
  return isIndex && ownerOf(description, property, imageKinds) !== undefined;
}

/** The index of an image: one that is known of the chosen file, with its name, or typed. */
export function ImageIndexField({ part, field }: { readonly part: StepPart; readonly field: FieldModel }) {
  const words = useWords();
  const images: readonly ReferenceImage[] = useOwner(part, field.property, imageKinds)?.images ?? [];
  const value = field.value.trim();
  const own = images.find(({ index }) => String(index) === value);
  const isOther = value !== '' && images.length > 0 && own === undefined && !hasVariable(value);
  const named = own === undefined || own.name === '' ? null : words('references.image.named', { ...own });
  return (
    <KnownChoiceField
      isNumber
      field={field}
      choices={images.map(({ index, name }) => ({
        value: String(index),
        label: name === '' ? String(index) : words('references.image.option', { index, name }),
      }))}
      meaning={named}
      warning={isOther ? words('references.image.other') : null}
    />
  );
}
