import { Button, Checkbox, Field, Input, Radio, RadioGroup } from '@fluentui/react-components';
import { Add16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { MigrationPoint } from '#shared/model/state-migration';
import { useAnswer, useShell } from '../../app/shell-context.tsx';
import type { DialogProps } from '../../app/types.ts';
import { UnreadableDialog } from '../../app/unreadable-dialog.tsx';
import { useWork } from '../../app/use-work.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import {
  emptyFolder,
  emptyForm,
  formOf,
  inputOf,
  problemsOf,
  type FolderForm,
  type FormProblem,
  type MigrationPointForm,
} from './migration-point-form.ts';
import { savePoint } from './point-actions.ts';
import { FolderRow } from './point-folder-row.tsx';

/** Makes a state migration point or changes one: name, folders with limits, deletion policy, restore-only mode. */
export function PointDialog(props: DialogProps<'migrationPoint.edit'>) {
  const { migrationPointId } = props.request;
  const { data, problem } = useAnswer('migrationPoint.get', migrationPointId === null ? null : { migrationPointId });
  // Its values are in the form from the first look on, so the form waits for them.
  if (migrationPointId !== null && data === null) return <UnreadableDialog problem={problem} close={props.close} />;
  return <PointForm {...props} point={data} />;
}

interface PointFormProps extends DialogProps<'migrationPoint.edit'> {
  readonly point: MigrationPoint | null;
}

function PointForm({ request, close, point }: PointFormProps) {
  const shell = useShell();
  const { text } = shell;
  // What others change while the form is open is met when it is saved.
  const [begun] = useState(point);
  const [form, setForm] = useState<MigrationPointForm>(() => (begun === null ? emptyForm() : formOf(begun)));
  const [isTried, setIsTried] = useState(false);
  const work = useWork();
  const name = form.name.trim();
  const named = useAnswer('migrationPoint.list', name === '' ? null : { names: [name], limit: 2 }).data?.rows ?? [];
  const takenNames = named.filter((one) => one.id !== request.migrationPointId).map((one) => one.name);
  const problems = isTried ? problemsOf(form, takenNames) : [];
  const submit = (): void => {
    setIsTried(true);
    if (problemsOf(form, takenNames).length > 0) return;
    work.run(() => savePoint(shell, begun, inputOf(form), close));
  };
  const wrong = problems.find((problem) => problem.field === 'name');
  const nameWords = { empty: 'nameEmpty', 'too-long': 'nameTooLong', taken: 'nameTaken' } as const;
  return (
    <FormDialog
      title={
        point === null
          ? text('user-state:point.form.createTitle')
          : text('user-state:point.form.propertiesTitle', { name: point.name })
      }
      action={text(point === null ? 'user-state:point.form.create' : 'user-state:point.form.save')}
      width={700}
      isBusy={work.isBusy}
      problem={work.problem}
      onSubmit={submit}
      onClose={() => close()}
    >
      <Field
        label={text('user-state:point.form.name')}
        required
        size="small"
        {...(wrong?.field === 'name'
          ? { validationMessage: text(`user-state:point.form.${nameWords[wrong.kind]}`) }
          : {})}
      >
        <Input
          size="small"
          autoFocus
          value={form.name}
          onChange={(_event, { value }) => setForm({ ...form, name: value })}
        />
      </Field>
      <Folders folders={form.folders} problems={problems} onChange={(folders) => setForm({ ...form, folders })} />
      <Policy form={form} problems={problems} onChange={setForm} />
      <div className="ws-stack-tight">
        <Checkbox
          label={text('user-state:point.form.restoreOnly')}
          checked={form.restoreOnly}
          onChange={(_event, { checked }) => setForm({ ...form, restoreOnly: checked === true })}
        />
        <span className="ws-muted ws-small ws-indent-radio">{text('user-state:point.form.restoreOnlyHint')}</span>
      </div>
    </FormDialog>
  );
}

interface FoldersProps {
  readonly folders: readonly FolderForm[];
  readonly problems: readonly FormProblem[];
  readonly onChange: (folders: readonly FolderForm[]) => void;
}

function Folders({ folders, problems, onChange }: FoldersProps) {
  const { text } = useShell();
  const isEmpty = problems.some((problem) => problem.field === 'folders');
  const [made, setMade] = useState(1);
  const add = (): void => {
    setMade(made + 1);
    onChange([...folders, emptyFolder(`new-${(made + 1).toString()}`)]);
  };
  return (
    <Field
      label={text('user-state:point.form.folders')}
      size="small"
      hint={text('user-state:point.form.removeHint')}
      {...(isEmpty ? { validationMessage: text('user-state:point.form.noFolders') } : {})}
    >
      <div className="ws-minilist" role="group" aria-label={text('user-state:point.form.folders')}>
        <div className="ws-point-folder ws-point-folder-head" aria-hidden="true">
          <span>{text('user-state:point.form.folder')}</span>
          <span />
          <span>{text('user-state:point.form.clients')}</span>
          <span>{text('user-state:point.form.freeSpace')}</span>
        </div>
        {folders.map((folder, index) => (
          <FolderRow
            key={folder.key}
            folder={folder}
            number={index + 1}
            problems={problems.filter((problem) => 'folder' in problem && problem.folder === folder.key)}
            onChange={(part) => onChange(folders.map((one) => (one.key === folder.key ? { ...one, ...part } : one)))}
            onRemove={() => onChange(folders.filter((one) => one.key !== folder.key))}
          />
        ))}
        <div className="ws-row ws-minibar">
          <Button size="small" appearance="subtle" icon={<Add16Regular />} onClick={add}>
            {text('user-state:point.form.addFolder')}
          </Button>
        </div>
      </div>
    </Field>
  );
}

interface PolicyProps {
  readonly form: MigrationPointForm;
  readonly problems: readonly FormProblem[];
  readonly onChange: (form: MigrationPointForm) => void;
}

function Policy({ form, problems, onChange }: PolicyProps) {
  const { text } = useShell();
  const isWrong = problems.some((problem) => problem.field === 'days');
  return (
    <div className="ws-stack-tight">
      <span className="ws-label">{text('user-state:point.form.deletion')}</span>
      <RadioGroup
        value={form.deletion}
        aria-label={text('user-state:point.form.deletion')}
        onChange={(_event, { value }) => onChange({ ...form, deletion: value as MigrationPointForm['deletion'] })}
      >
        <Radio value="immediate" label={text('user-state:point.form.now')} />
        <div className="ws-row">
          <Radio value="after-days" label={text('user-state:point.form.after')} />
          <Field size="small" {...(isWrong ? { validationMessage: text('user-state:point.form.daysRange') } : {})}>
            <Input
              size="small"
              className="ws-short"
              inputMode="numeric"
              disabled={form.deletion === 'immediate'}
              aria-label={text('user-state:point.form.days')}
              value={form.days}
              onChange={(_event, { value }) => onChange({ ...form, days: value })}
            />
          </Field>
          <span>{text('user-state:point.form.daysUnit')}</span>
        </div>
      </RadioGroup>
    </div>
  );
}
