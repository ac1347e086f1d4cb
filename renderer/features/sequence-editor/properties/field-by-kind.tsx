import { useWords } from '../use-words.ts';
import { FileListField, TextListField } from './list-fields.tsx';
import { ReferenceField } from './reference-field.tsx';
import { ImageIndexField, isImageIndex, ProgramField } from './references/known-choice-field.tsx';
import { SecretField } from './secret-field.tsx';
import type { StepPart } from './step-part.ts';
import { hasSuggestions, SuggestField } from './suggest-field.tsx';
import { EnumField, LinesField, TextField } from './text-fields.tsx';
import type { FieldModel } from './use-field.ts';

interface FieldProps {
  readonly part: StepPart;
  readonly field: FieldModel;
  /** Other words than the label of the property, where that stands above the field already. */
  readonly label?: string;
}

/** One property as the field that its kind needs. Truth values are checkboxes, which the layout draws. */
export function FieldByKind({ part, field, label }: FieldProps) {
  const words = useWords();
  const { property } = field;
  if (property.secret === true)
    return <SecretField node={part.node} field={field} label={label ?? words.message(property.label)} />;
  if (hasSuggestions(property)) return <SuggestField field={field} />;
  switch (property.kind) {
    case 'packageRef':
    case 'imageRef':
    case 'osUpgradeRef':
    case 'driverPackageRef':
    case 'taskSequenceRef':
      return <ReferenceField part={part} field={field} />;
    case 'programRef':
      return <ProgramField part={part} field={field} />;
    case 'int':
      return isImageIndex(part, property) ? <ImageIndexField part={part} field={field} /> : <TextField field={field} />;
    case 'fileList':
      return <FileListField field={field} />;
    case 'stringList':
    case 'driverCategoryList':
    case 'featureUpdateList':
      return <TextListField field={field} kind={property.kind} />;
    case 'multiline':
      return <LinesField field={field} />;
    case 'enum':
      return property.choices === undefined ? <TextField field={field} /> : <EnumField field={field} />;
    default:
      return <TextField field={field} />;
  }
}
