import { Button, Checkbox, Field, Input } from '@fluentui/react-components';
import { Delete16Regular, Edit16Regular } from '@fluentui/react-icons';
import { VariableName, type Device } from '#shared/model/device';
import { useShell } from '../../app/shell-context.tsx';
import {
  shownVariables,
  withTyped,
  withVariable,
  type NewVariableForm,
  type VariableChanges,
} from './variable-form.ts';

interface VariablesPageProps {
  readonly kept: Device['variables'];
  readonly form: VariableChanges;
  readonly onChange: (form: VariableChanges) => void;
}

/** Variables of a device. They are kept with the rest of the dialog; a secret value can be replaced, never read. */
export function VariablesPage({ kept, form, onChange }: VariablesPageProps) {
  const { text } = useShell();
  const variables = shownVariables(kept, form);
  const edit = (typed: NewVariableForm): void => onChange({ ...form, typed });
  return (
    <div className="ws-form">
      <p className="ws-muted ws-small">{text('devices:variables.hint')}</p>
      <table className="ws-table" aria-label={text('devices:variables.label')}>
        <thead>
          <tr>
            <th scope="col">{text('devices:variables.name')}</th>
            <th scope="col">{text('devices:variables.value')}</th>
            <th scope="col" aria-hidden="true" />
          </tr>
        </thead>
        <tbody>
          {variables.map((variable) => (
            <VariableRow
              key={variable.name}
              variable={variable}
              onReplace={() => edit({ ...variable, value: variable.value ?? '' })}
              onRemove={() => onChange(withVariable(form, { ...variable, value: null }))}
            />
          ))}
        </tbody>
      </table>
      {variables.length === 0 ? <p className="ws-muted">{text('devices:variables.none')}</p> : null}
      <NewVariable form={form.typed} onChange={edit} onSet={() => onChange(withTyped(form) ?? form)} />
    </div>
  );
}

interface VariableRowProps {
  readonly variable: Device['variables'][number];
  readonly onReplace: () => void;
  readonly onRemove: () => void;
}

function VariableRow({ variable, onReplace, onRemove }: VariableRowProps) {
  const { text } = useShell();
  const { name } = variable;
  return (
    <tr>
      <td className="ws-mono">{name}</td>
      <td>
        {variable.isSecret ? (
          <span className="ws-secret" title={text('devices:variables.hiddenHint')}>
            {text('devices:variables.hidden')}
          </span>
        ) : (
          <span className="ws-mono">{variable.value ?? ''}</span>
        )}
      </td>
      <td className="ws-table-actions">
        <Button
          size="small"
          appearance="subtle"
          icon={<Edit16Regular />}
          aria-label={text('devices:variables.replace', { name })}
          onClick={onReplace}
        />
        <Button
          size="small"
          appearance="subtle"
          icon={<Delete16Regular />}
          aria-label={text('devices:variables.remove', { name })}
          onClick={onRemove}
        />
      </td>
    </tr>
  );
}

interface NewVariableProps {
  readonly form: NewVariableForm;
  readonly onChange: (form: NewVariableForm) => void;
  readonly onSet: () => void;
}

function NewVariable({ form, onChange, onSet }: NewVariableProps) {
  const { text } = useShell();
  const name = form.name.trim();
  const isValid = VariableName.safeParse(name).success;
  const isWrong = name !== '' && !isValid;
  return (
    <div className="ws-device-variable">
      <Field
        label={text('devices:variables.name')}
        size="small"
        {...(isWrong ? { validationMessage: text('devices:variables.invalidName') } : {})}
      >
        <Input
          size="small"
          className="ws-mono"
          aria-label={text('devices:variables.newName')}
          value={form.name}
          onChange={(_event, { value }) => onChange({ ...form, name: value })}
        />
      </Field>
      <Field label={text('devices:variables.value')} size="small">
        <Input
          size="small"
          className="ws-mono"
          type={form.isSecret ? 'password' : 'text'}
          autoComplete="off"
          aria-label={text('devices:variables.newValue')}
          value={form.value}
          onChange={(_event, { value }) => onChange({ ...form, value })}
        />
      </Field>
      <Checkbox
        label={text('devices:variables.secret')}
        aria-label={text('devices:variables.newSecret')}
        checked={form.isSecret}
        onChange={(_event, { checked }) => onChange({ ...form, isSecret: checked === true })}
      />
      <Button size="small" onClick={onSet} disabledFocusable={!isValid}>
        {text('devices:variables.set')}
      </Button>
    </div>
  );
}
