import { Checkbox, Field, Input, Radio, RadioGroup } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { checkVariableName } from '#shared/model/variable-name';
import { hasVariable } from '#shared/model/variable-references';
import {
  type DiskStyle,
  isBare,
  isNoEfi,
  newPartition,
  type Partition,
  partitionShape,
  type SizeUnit,
  typesOf,
  withType,
} from '#shared/steps/tables/partitions';
import { columnOf } from '#shared/steps/tables/step-table';
import type { DialogProps } from '../../../app/types.ts';
import { ChoiceDropdown } from '../../../components/choice-dropdown.tsx';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { nameWords } from '../properties/name-words.ts';
import { typeWords } from '../properties/parts/partition-words.ts';
import { type EditorText, useWords } from '../use-words.ts';

type SizeMode = 'percent' | 'specific' | 'rest';

/** What is being entered: both sizes at once, so that changing one's mind loses nothing. */
interface Form extends Omit<Partition, 'size' | 'unit'> {
  readonly mode: SizeMode;
  readonly percent: string;
  readonly specific: string;
  readonly specificUnit: SizeUnit;
}

function formOf({ size, unit, ...rest }: Partition): Form {
  const isSpecific = unit === 'MB' || unit === 'GB' || unit === 'other';
  return {
    ...rest,
    mode: unit === 'rest' ? 'rest' : isSpecific ? 'specific' : 'percent',
    percent: unit === 'percent' ? size : '100',
    specific: isSpecific ? size : '',
    specificUnit: isSpecific ? unit : 'MB',
  };
}

function partitionOf({ mode, percent, specific, specificUnit, ...rest }: Form): Partition {
  const sizes = {
    percent: { size: percent.trim(), unit: 'percent' },
    specific: { size: specific.trim(), unit: specificUnit },
    rest: { size: '', unit: 'rest' },
  } as const;
  const bare = isBare(rest.type) ? ({ fileSystem: '', variable: '' } as const) : {};
  return { ...rest, name: rest.name.trim(), variable: rest.variable.trim(), ...bare, ...sizes[mode] };
}

interface Wrong {
  readonly size: string | null;
  readonly variable: string | null;
}

const noneWrong: Wrong = { size: null, variable: null };

/** What cannot be kept. What the file has already, and nobody touched, may stay as it is. */
function findWrong(words: EditorText, next: Partition, old: Partition): Wrong {
  const isSameSize = next.size === old.size && next.unit === old.unit;
  const most = next.unit === 'percent' ? 100 : 999_999_999;
  const isNumber = /^\d{1,9}$/.test(next.size) && Number(next.size) >= 1 && Number(next.size) <= most;
  const isFine = next.unit === 'rest' || isNumber || hasVariable(next.size) || (isSameSize && old !== newPartition);
  const name = next.variable;
  const found = name === '' || name === old.variable ? null : checkVariableName(name, 'set');
  const isGoodName = found === null || found === 'begins-with-digit';
  return {
    size: isFine ? null : words(next.unit === 'percent' ? 'partitionDialog.percentWrong' : 'partitionDialog.sizeWrong'),
    variable: isGoodName ? null : nameWords(words, name, found),
  };
}

interface PartProps {
  readonly form: Form;
  readonly wrong: Wrong;
  readonly set: (change: Partial<Form>) => void;
}

function column(key: string) {
  return columnOf(partitionShape, key);
}

function General({ form, set, style }: PartProps & { readonly style: DiskStyle }) {
  const words = useWords();
  // A type that the disk cannot have, or nobody knows, is shown and can stay.
  const types = [...new Set<string>([...typesOf(style), form.type])];
  return (
    <>
      <Field label={words.message(column('volumeName').label)} size="small">
        <Input size="small" autoFocus value={form.name} onChange={(_event, data) => set({ name: data.value })} />
      </Field>
      <ChoiceDropdown
        size="small"
        label={words.message(column('type').label)}
        value={form.type}
        choices={types.map((value) => ({ value, text: typeWords(words, value) }))}
        change={(type) => set(withType(form, type))}
      />
    </>
  );
}

function Sized(props: { readonly isShown: boolean; readonly children: ReactNode }) {
  return props.isShown ? <div className="ws-indent-radio se-size-row">{props.children}</div> : null;
}

type SpecificUnit = Extract<SizeUnit, 'MB' | 'GB' | 'other'>;

function isSpecificUnit(unit: string): unit is SpecificUnit {
  return unit === 'MB' || unit === 'GB' || unit === 'other';
}

const units = ['MB', 'GB'].map((value) => ({ value, text: value }));

interface SizeProps extends PartProps {
  readonly hasRest: boolean;
  /** The file has a unit that nobody knows; it can stay. */
  readonly hasOther: boolean;
}

function Size({ form, set, wrong, hasRest, hasOther }: SizeProps) {
  const words = useWords();
  const state = {
    validationMessage: wrong.size,
    validationState: wrong.size === null ? ('none' as const) : ('error' as const),
  };
  const number = { size: 'small', inputMode: 'numeric', className: 'se-size-input' } as const;
  return (
    <RadioGroup
      value={form.mode}
      aria-label={words('partitionDialog.size')}
      onChange={(_event, data) => set({ mode: data.value as SizeMode })}
    >
      <Radio value="percent" label={words('partitionDialog.usePercent')} />
      <Sized isShown={form.mode === 'percent'}>
        <Field label={words('partitionDialog.percent')} size="small" {...state}>
          <Input
            {...number}
            contentAfter="%"
            value={form.percent}
            onChange={(_event, data) => set({ percent: data.value })}
          />
        </Field>
      </Sized>
      <Radio value="specific" label={words('partitionDialog.useSpecific')} />
      <Sized isShown={form.mode === 'specific'}>
        <Field label={words('partitionDialog.specific')} size="small" {...state}>
          <Input {...number} value={form.specific} onChange={(_event, data) => set({ specific: data.value })} />
        </Field>
        <ChoiceDropdown
          size="small"
          label={words('partitionDialog.unit')}
          value={form.specificUnit}
          choices={hasOther ? [...units, { value: 'other', text: words('partitionDialog.otherUnit') }] : units}
          change={(value) => {
            if (isSpecificUnit(value)) set({ specificUnit: value });
          }}
        />
      </Sized>
      {hasRest ? <Radio value="rest" label={words('partitionDialog.useRest')} /> : null}
    </RadioGroup>
  );
}

function Formatting({ form, set }: PartProps) {
  const words = useWords();
  const isOff = isBare(form.type);
  const { choices = [], label } = column('fileSystem');
  // What the form has for another type is not that of one that is not formatted.
  const fileSystem = isOff ? '' : form.fileSystem;
  return (
    <section className="se-dialog-section" aria-label={words('partitionDialog.formatting')}>
      <h3 className="se-heading">{words('partitionDialog.formatting')}</h3>
      {isOff ? <span className="ws-muted ws-small">{words('partitionDialog.bare')}</span> : null}
      <ChoiceDropdown
        size="small"
        label={words.message(label)}
        value={fileSystem}
        isDisabled={isOff}
        choices={choices.map((one) => ({ value: one.value, text: words.message(one.label) }))}
        change={(next) => set({ fileSystem: next })}
        validationMessage={isNoEfi(form) ? words('partitionDialog.efi') : null}
        validationState={isNoEfi(form) ? 'warning' : 'none'}
      />
      <Checkbox
        label={words.message(column('quickFormat').label)}
        checked={form.isQuick && fileSystem !== ''}
        disabled={isOff || fileSystem === ''}
        onChange={(_event, data) => set({ isQuick: data.checked === true })}
      />
    </section>
  );
}

function Advanced({ form, set, wrong, isTwice }: PartProps & { readonly isTwice: boolean }) {
  const words = useWords();
  const isOff = isBare(form.type);
  const message = wrong.variable ?? (isTwice && !isOff ? words('partitionDialog.variableTwice') : null);
  const state = message === null ? 'none' : wrong.variable === null ? 'warning' : 'error';
  return (
    <section className="se-dialog-section" aria-label={words('partitionDialog.advanced')}>
      <h3 className="se-heading">{words('partitionDialog.advanced')}</h3>
      <Field
        label={words.message(column('volumeLetterVariable').label)}
        size="small"
        hint={words('partitionDialog.variableHint')}
        validationMessage={message}
        validationState={state}
      >
        <Input
          size="small"
          className="se-mono"
          maxLength={256}
          value={form.variable}
          disabled={isOff}
          onChange={(_event, data) => set({ variable: data.value })}
        />
      </Field>
      <Checkbox
        label={words('partitionDialog.noLetter')}
        checked={!form.hasLetter}
        disabled={isOff}
        onChange={(_event, data) => set({ hasLetter: data.checked !== true })}
      />
    </section>
  );
}

/** One partition of a disk: name and type, size, how it is formatted, and what becomes of its letter. */
export function PartitionDialog({ request, close }: DialogProps<'editor.partition'>) {
  const words = useWords();
  const old = request.partition ?? newPartition;
  const [form, setForm] = useState(() => formOf(old));
  const [isAsked, setAsked] = useState(false);
  const isNew = request.partition === null;
  const next = partitionOf(form);
  const wrong = findWrong(words, next, old);
  const set = (change: Partial<Form>): void => setForm({ ...form, ...change });
  const shared = { form, set, wrong: isAsked ? wrong : noneWrong };
  const name = next.variable.toLowerCase();
  return (
    <FormDialog
      title={words(isNew ? 'partitionDialog.add' : 'partitionDialog.edit')}
      action={words(isNew ? 'partitionDialog.addAction' : 'partitionDialog.editAction')}
      onClose={() => close()}
      onSubmit={() => {
        setAsked(true);
        if (wrong.size === null && wrong.variable === null) close(next);
      }}
    >
      <General {...shared} style={request.style} />
      <Size {...shared} hasRest={old.unit === 'rest'} hasOther={old.unit === 'other'} />
      <Checkbox
        label={words.message(column('bootable').label)}
        checked={form.isBoot}
        onChange={(_event, data) => set({ isBoot: data.checked === true })}
      />
      <Formatting {...shared} />
      <Advanced {...shared} isTwice={request.taken.some((one) => one.trim().toLowerCase() === name)} />
    </FormDialog>
  );
}
