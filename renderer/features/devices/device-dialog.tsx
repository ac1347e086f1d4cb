import { Field, Input, Radio, RadioGroup, Tab, TabList, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import type { Device } from '#shared/model/device';
import type { DeviceId } from '#shared/model/ids';
import { useAnswer, useShell } from '../../app/shell-context.tsx';
import type { DialogProps } from '../../app/types.ts';
import { UnreadableDialog } from '../../app/unreadable-dialog.tsx';
import { useWork } from '../../app/use-work.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { ConnectionPage } from './connection-page.tsx';
import { saveDevice, saveVariables } from './device-actions.ts';
import {
  deviceInputOf,
  deviceProblems,
  emptyDevice,
  formOfDevice,
  withConnection,
  type DeviceForm,
  type DevicePageProps,
  type DeviceProblem,
  type OtherDevices,
} from './device-form.ts';
import { noChanges, withTyped } from './variable-form.ts';
import { VariablesPage } from './variables-page.tsx';

type Page = 'general' | 'connection' | 'variables';

/** Makes a device or changes one. */
export function DeviceDialog(props: DialogProps<'device.edit'>) {
  const { deviceId } = props.request;
  const { data, problem } = useAnswer('device.get', deviceId === null ? null : { deviceId });
  // Its values are in the form from the first look on, so the form waits for them.
  if (deviceId !== null && data === null) return <UnreadableDialog problem={problem} close={props.close} />;
  return <DeviceFormDialog {...props} device={data} />;
}

interface DeviceFormDialogProps extends DialogProps<'device.edit'> {
  readonly device: Device | null;
}

function DeviceFormDialog({ request, close, device }: DeviceFormDialogProps) {
  const shell = useShell();
  const { text } = shell;
  const computer = useAnswer('device.thisComputer', {}).data;
  // What others change while the form is open is met when it is saved.
  const [begun] = useState(device);
  const [first] = useState<DeviceForm>(() => (begun === null ? emptyDevice() : formOfDevice(begun)));
  const [edited, setForm] = useState<DeviceForm | null>(null);
  // The name of this computer may come after the dialog; what was entered meanwhile stays.
  const form = edited ?? withConnection(first, request.connection ?? first.connection, computer?.name ?? null);
  const [isTried, setIsTried] = useState(false);
  const [page, setPage] = useState<Page>('general');
  const [variables, setVariables] = useState(noChanges);
  const work = useWork();
  const others = useOthers(form.name.trim(), request.deviceId, computer?.deviceId ?? null);
  const problems = isTried ? deviceProblems(form, others) : [];
  const submit = (): void => {
    setIsTried(true);
    const [problem] = deviceProblems(form, others);
    // What was typed and not set is meant as well; a name that is none is said on its page.
    const whole = withTyped(variables);
    if (problem !== undefined || whole === null) setPage(problem === undefined ? 'variables' : pageOf(problem));
    else
      work.run(async () => {
        const saved = await saveDevice(shell, begun, deviceInputOf(form));
        if (saved === null) return;
        await saveVariables(shell, saved, [...whole.changes.values()]);
        close(saved);
      });
  };
  return (
    <FormDialog
      title={
        device === null ? text('devices:form.createTitle') : text('devices:form.propertiesTitle', { name: device.name })
      }
      action={text(device === null ? 'devices:form.create' : 'devices:form.save')}
      width={700}
      isBusy={work.isBusy}
      problem={work.problem}
      onSubmit={submit}
      onClose={() => close()}
    >
      <DeviceTabs page={page} onPage={setPage} />
      <div className="ws-dialog-page ws-device-page">
        {page === 'general' ? <GeneralPage form={form} problems={problems} onChange={setForm} /> : null}
        {page === 'connection' ? (
          <ConnectionPage form={form} problems={problems} computer={computer} others={others} onChange={setForm} />
        ) : null}
        {page === 'variables' ? (
          <VariablesPage kept={device?.variables ?? []} form={variables} onChange={setVariables} />
        ) : null}
      </div>
    </FormDialog>
  );
}

/** Who has the name already, and which device stands for this computer: the core is asked for just these. */
function useOthers(name: string, own: DeviceId | null, thisComputer: DeviceId | null): OtherDevices {
  const named = useAnswer('device.list', name === '' ? null : { names: [name], limit: 2 }).data?.rows ?? [];
  const local = thisComputer === null || thisComputer === own ? null : { ids: [thisComputer], limit: 1 };
  return {
    names: named.filter((one) => one.id !== own).map((one) => one.name),
    thisComputer: useAnswer('device.list', local).data?.rows[0]?.name ?? null,
  };
}

function pageOf(problem: DeviceProblem): Page {
  return problem.field === 'name' || problem.field === 'mac' || problem.field === 'guid' ? 'general' : 'connection';
}

interface DeviceTabsProps {
  readonly page: Page;
  readonly onPage: (page: Page) => void;
}

function DeviceTabs({ page, onPage }: DeviceTabsProps) {
  const { text } = useShell();
  return (
    <TabList
      size="small"
      className="ws-dialog-tabs"
      selectedValue={page}
      onTabSelect={(_event, data) => onPage(data.value as Page)}
    >
      <Tab value="general">{text('devices:form.general')}</Tab>
      <Tab value="connection">{text('devices:form.connectionTab')}</Tab>
      <Tab value="variables">{text('devices:form.variablesTab')}</Tab>
    </TabList>
  );
}

function GeneralPage({ form, problems, onChange }: DevicePageProps) {
  const { text } = useShell();
  const name = problems.find((problem) => problem.field === 'name');
  const nameWords = { empty: 'nameEmpty', invalid: 'nameInvalid', taken: 'nameTaken' } as const;
  return (
    <div className="ws-form">
      <Field
        label={text('devices:form.name')}
        required
        size="small"
        {...(name?.field === 'name' ? { validationMessage: text(`devices:form.${nameWords[name.kind]}`) } : {})}
      >
        <Input
          size="small"
          autoFocus
          value={form.name}
          onChange={(_event, { value }) => onChange({ ...form, name: value })}
        />
      </Field>
      <Identity form={form} problems={problems} onChange={onChange} />
      <Field label={text('devices:form.environment')} size="small">
        <RadioGroup
          layout="horizontal"
          value={form.environment}
          onChange={(_event, { value }) => onChange({ ...form, environment: value as Device['environment'] })}
        >
          <Radio value="FullOS" label={text('devices:environment.FullOS')} />
          <Radio value="WinPE" label={text('devices:environment.WinPE')} />
        </RadioGroup>
      </Field>
      <Field label={text('devices:form.description')} size="small">
        <Textarea
          size="small"
          maxLength={1000}
          value={form.description}
          onChange={(_event, { value }) => onChange({ ...form, description: value })}
        />
      </Field>
    </div>
  );
}

function Identity({ form, problems, onChange }: DevicePageProps) {
  const { text } = useShell();
  const isWrong = (field: 'mac' | 'guid'): boolean => problems.some((problem) => problem.field === field);
  return (
    <div className="ws-two">
      <Field
        label={text('devices:form.mac')}
        size="small"
        hint={text('devices:form.macHint')}
        {...(isWrong('mac') ? { validationMessage: text('devices:form.macInvalid') } : {})}
      >
        <Input
          size="small"
          className="ws-mono"
          value={form.macAddress}
          onChange={(_event, { value }) => onChange({ ...form, macAddress: value })}
        />
      </Field>
      <Field
        label={text('devices:form.guid')}
        size="small"
        hint={text('devices:form.guidHint')}
        {...(isWrong('guid') ? { validationMessage: text('devices:form.guidInvalid') } : {})}
      >
        <Input
          size="small"
          className="ws-mono"
          value={form.smbiosGuid}
          onChange={(_event, { value }) => onChange({ ...form, smbiosGuid: value })}
        />
      </Field>
    </div>
  );
}
