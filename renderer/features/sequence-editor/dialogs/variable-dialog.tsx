import { Checkbox, Field, Input, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import type { DialogProps } from '../../../app/types.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useWords } from '../use-words.ts';

/** A new variable of a step. */
export function VariableDialog({ request, close }: DialogProps<'editor.variable'>) {
  const words = useWords();
  const [name, setName] = useState('');
  const [property, setProperty] = useState('');
  const [value, setValue] = useState('');
  const [hidden, setHidden] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const key = property.trim() === '' ? name.trim() : property.trim();
  const isTaken = request.taken.includes(key);
  const nameProblem = name.trim() === '' ? words('variableDialog.nameMissing') : null;
  const keyProblem = isTaken ? words('variableDialog.nameTaken') : null;
  const shown = (problem: string | null) => ({
    validationMessage: isAsked ? problem : null,
    validationState: isAsked && problem !== null ? ('error' as const) : ('none' as const),
  });
  return (
    <FormDialog
      title={words('variableDialog.title')}
      action={words('variableDialog.action')}
      onClose={() => close()}
      onSubmit={() => {
        setAsked(true);
        if (nameProblem === null && !isTaken) close({ name: name.trim(), property: key, value, hidden });
      }}
    >
      <Field label={words('variableDialog.name')} required {...shown(nameProblem)}>
        <Input size="small" value={name} maxLength={256} onChange={(_event, data) => setName(data.value)} autoFocus />
      </Field>
      <Field
        label={words('variableDialog.property')}
        hint={words('variableDialog.propertyHint')}
        {...shown(keyProblem)}
      >
        <Input size="small" value={property} maxLength={256} onChange={(_event, data) => setProperty(data.value)} />
      </Field>
      <Field label={words('variableDialog.value')}>
        <Textarea size="small" value={value} resize="vertical" onChange={(_event, data) => setValue(data.value)} />
      </Field>
      <Checkbox
        label={words('variableDialog.hidden')}
        checked={hidden}
        onChange={(_event, data) => setHidden(data.checked === true)}
      />
    </FormDialog>
  );
}
