import { Button, Field, Input, Select } from '@fluentui/react-components';
import { Delete16Regular, FolderOpen16Regular } from '@fluentui/react-icons';
import { FreeSpaceUnit } from '#shared/model/state-migration';
import { useShell } from '../../app/shell-context.tsx';
import { chooseFolder } from '../devices/index.tsx';
import type { FolderForm, FormProblem } from './migration-point-form.ts';

interface FolderRowProps {
  readonly folder: FolderForm;
  readonly number: number;
  readonly problems: readonly FormProblem[];
  readonly onChange: (part: Partial<FolderForm>) => void;
  readonly onRemove: () => void;
}

/** One storage folder with its limits. */
export function FolderRow({ folder, number, problems, onChange, onRemove }: FolderRowProps) {
  const shell = useShell();
  const { text } = shell;
  const path = problems.find((problem) => problem.field === 'path');
  const browse = async (): Promise<void> => {
    const chosen = await chooseFolder(shell, text('user-state:point.form.browseTitle'), folder.path);
    if (chosen !== null) onChange({ path: chosen });
  };
  const pathWords = path?.kind === 'twice' ? 'user-state:point.form.pathTwice' : 'user-state:point.form.pathEmpty';
  return (
    <div className="ws-point-folder">
      <Field size="small" {...(path === undefined ? {} : { validationMessage: text(pathWords) })}>
        <Input
          size="small"
          className="ws-mono"
          aria-label={text('user-state:point.form.folderOf', { number })}
          value={folder.path}
          onChange={(_event, { value }) => onChange({ path: value })}
        />
      </Field>
      <Button
        size="small"
        icon={<FolderOpen16Regular />}
        aria-label={text('user-state:point.form.browse', { number })}
        onClick={() => void shell.attempt(browse)}
      />
      <Limits folder={folder} number={number} problems={problems} onChange={onChange} />
      <Button
        size="small"
        appearance="subtle"
        icon={<Delete16Regular />}
        aria-label={text('user-state:point.form.removeFolder', { number })}
        onClick={onRemove}
      />
    </div>
  );
}

function Limits({ folder, number, problems, onChange }: Omit<FolderRowProps, 'onRemove'>) {
  const { text } = useShell();
  const isWrong = (field: FormProblem['field']): boolean => problems.some((problem) => problem.field === field);
  const freeWords =
    folder.unit === 'percent' ? 'user-state:point.form.percentRange' : 'user-state:point.form.freeRange';
  return (
    <>
      <Field
        size="small"
        {...(isWrong('clients') ? { validationMessage: text('user-state:point.form.clientsRange') } : {})}
      >
        <Input
          size="small"
          inputMode="numeric"
          aria-label={text('user-state:point.form.clientsOf', { number })}
          value={folder.maximumClients}
          onChange={(_event, { value }) => onChange({ maximumClients: value })}
        />
      </Field>
      <Field size="small" {...(isWrong('free-space') ? { validationMessage: text(freeWords) } : {})}>
        <Input
          size="small"
          inputMode="numeric"
          aria-label={text('user-state:point.form.freeSpaceOf', { number })}
          value={folder.minimumFreeSpace}
          onChange={(_event, { value }) => onChange({ minimumFreeSpace: value })}
        />
      </Field>
      <Select
        size="small"
        aria-label={text('user-state:point.form.unitOf', { number })}
        value={folder.unit}
        onChange={(_event, { value }) => onChange({ unit: FreeSpaceUnit.parse(value) })}
      >
        {FreeSpaceUnit.options.map((unit) => (
          <option key={unit} value={unit}>
            {text(`user-state:point.form.unit.${unit}`)}
          </option>
        ))}
      </Select>
    </>
  );
}
