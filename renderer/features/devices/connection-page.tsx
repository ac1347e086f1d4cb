import { Button, Checkbox, Field, Input, Radio, RadioGroup } from '@fluentui/react-components';
import { Add16Regular, Delete16Regular, FolderOpen16Regular } from '@fluentui/react-icons';
import { useShell } from '../../app/shell-context.tsx';
import { Callout } from '../../components/parts.tsx';
import { State } from '../../components/state.tsx';
import type { ThisComputer } from '#shared/model/local-computer';
import { chooseFolder } from './choose-folder.ts';
import {
  nextLetter,
  withConnection,
  type DeviceForm,
  type DevicePageProps,
  type DeviceProblem,
  type DriveForm,
  type OtherDevices,
} from './device-form.ts';

interface ConnectionPageProps extends DevicePageProps {
  /** Null while it is not known. */
  readonly computer: ThisComputer | null;
  readonly others: OtherDevices;
}

/** How the engine reaches the device: a folder for each drive, as this computer itself, or not at all. */
export function ConnectionPage({ form, problems, computer, others, onChange }: ConnectionPageProps) {
  const { text } = useShell();
  const choose = (connection: DeviceForm['connection']): void =>
    onChange(withConnection(form, connection, computer?.name ?? null));
  return (
    <div className="ws-form">
      <RadioGroup
        value={form.connection}
        aria-label={text('devices:form.connection')}
        onChange={(_event, { value }) => choose(value as DeviceForm['connection'])}
      >
        <Radio value="folder" label={text('devices:form.folder')} />
        <Radio value="local" label={text('devices:form.local')} />
        <Radio value="none" label={text('devices:form.none')} />
      </RadioGroup>
      {form.connection === 'none' ? null : (
        <>
          {form.connection === 'folder' ? (
            <Drives drives={form.drives} problems={problems} onChange={(drives) => onChange({ ...form, drives })} />
          ) : (
            <LocalNotes computer={computer} others={others} />
          )}
          <Checkbox
            label={text('devices:form.allow')}
            checked={form.allowHostCommands}
            onChange={(_event, { checked }) => onChange({ ...form, allowHostCommands: checked === true })}
          />
          <Callout tone={form.allowHostCommands ? 'warning' : 'info'}>
            <State name={form.allowHostCommands ? 'warning' : 'info'}>{text('devices:form.allowWarning')}</State>
          </Callout>
        </>
      )}
    </div>
  );
}

/** What it means that steps act on this very computer, and whether it may stand here. */
function LocalNotes({ computer, others }: Pick<ConnectionPageProps, 'computer' | 'others'>) {
  const { text } = useShell();
  if (others.thisComputer !== null) {
    return (
      <Callout tone="error">
        <State name="error">{text('devices:form.localSecond', { name: others.thisComputer })}</State>
      </Callout>
    );
  }
  const helps = computer?.elevationHelps ?? [];
  return (
    <div className="ws-stack">
      <p>{text('devices:form.localText', { name: computer?.name ?? '' })}</p>
      <ul className="ws-question-items">
        <li>{text('devices:form.localActs')}</li>
        <li>{text('devices:form.localNever')}</li>
        <li>{text(computer?.canRestart === true ? 'devices:form.localRestart' : 'devices:form.localNoRestart')}</li>
        {helps.length === 0 ? null : <li>{text('devices:form.localElevation')}</li>}
      </ul>
    </div>
  );
}

interface DrivesProps {
  readonly drives: readonly DriveForm[];
  readonly problems: readonly DeviceProblem[];
  readonly onChange: (drives: readonly DriveForm[]) => void;
}

function Drives({ drives, problems, onChange }: DrivesProps) {
  const { text } = useShell();
  const isEmpty = problems.some((problem) => problem.field === 'drives');
  const change = (key: string, part: Partial<DriveForm>): void =>
    onChange(drives.map((drive) => (drive.key === key ? { ...drive, ...part } : drive)));
  const add = (): void =>
    onChange([...drives, { key: `new-${nextKey(drives).toString()}`, letter: nextLetter(drives), path: '' }]);
  return (
    <Field
      label={text('devices:form.drives')}
      hint={text('devices:form.folderHint')}
      size="small"
      {...(isEmpty ? { validationMessage: text('devices:form.noDrives') } : {})}
    >
      <div className="ws-minilist" role="group" aria-label={text('devices:form.drives')}>
        {drives.map((drive, index) => (
          <DriveRow
            key={drive.key}
            drive={drive}
            number={index + 1}
            problems={problems.filter((problem) => 'drive' in problem && problem.drive === drive.key)}
            onChange={(part) => change(drive.key, part)}
            onRemove={() => onChange(drives.filter((one) => one.key !== drive.key))}
          />
        ))}
        <div className="ws-row ws-minibar">
          <Button size="small" appearance="subtle" icon={<Add16Regular />} onClick={add}>
            {text('devices:form.addDrive')}
          </Button>
        </div>
      </div>
    </Field>
  );
}

function nextKey(drives: readonly DriveForm[]): number {
  const numbers = drives.map((drive) => Number(/^new-(\d+)$/.exec(drive.key)?.[1] ?? 0));
  return Math.max(0, ...numbers) + 1;
}

interface DriveRowProps {
  readonly drive: DriveForm;
  readonly number: number;
  readonly problems: readonly DeviceProblem[];
  readonly onChange: (part: Partial<DriveForm>) => void;
  readonly onRemove: () => void;
}

function DriveRow({ drive, number, problems, onChange, onRemove }: DriveRowProps) {
  const shell = useShell();
  const { text } = shell;
  const letter = problems.find((problem) => problem.field === 'letter');
  const path = problems.find((problem) => problem.field === 'path');
  const name = drive.letter === '' ? number.toString() : `${drive.letter}:`;
  const browse = async (): Promise<void> => {
    const chosen = await chooseFolder(shell, text('devices:form.browseTitle', { drive: name }), drive.path);
    if (chosen !== null) onChange({ path: chosen });
  };
  const letterWords = letter?.kind === 'twice' ? 'devices:form.letterTwice' : 'devices:form.letterInvalid';
  return (
    <div className="ws-drive-row">
      <Field size="small" {...(letter === undefined ? {} : { validationMessage: text(letterWords) })}>
        <Input
          size="small"
          maxLength={2}
          aria-label={text('devices:form.letterOf', { number })}
          value={drive.letter}
          onChange={(_event, { value }) => onChange({ letter: value.toUpperCase() })}
          contentAfter=":"
        />
      </Field>
      <Field size="small" {...(path === undefined ? {} : { validationMessage: text('devices:form.pathEmpty') })}>
        <Input
          size="small"
          className="ws-mono"
          aria-label={text('devices:form.pathOf', { drive: name })}
          value={drive.path}
          onChange={(_event, { value }) => onChange({ path: value })}
        />
      </Field>
      <Button
        size="small"
        icon={<FolderOpen16Regular />}
        aria-label={text('devices:form.browse', { drive: name })}
        onClick={() => void shell.attempt(browse)}
      />
      <Button
        size="small"
        appearance="subtle"
        icon={<Delete16Regular />}
        aria-label={text('devices:form.removeDrive', { drive: name })}
        onClick={onRemove}
      />
    </div>
  );
}
