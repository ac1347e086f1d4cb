import { Field, Input, Radio, RadioGroup, Tab, TabList, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import type { Device } from '#shared/model/device';
import type { DeviceId } from '#shared/model/ids';
import { useModel, useResource, useShell } from '../../app/shell-context.tsx';
import type { DialogProps } from '../../app/types.ts';
import { useWork } from '../../app/use-work.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { ConnectionPage } from './connection-page.tsx';
import { computerModel } from './computer.ts';
import { saveDevice } from './device-actions.ts';
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
import { devicesModel } from './model.ts';
import { VariablesPage } from './variables-page.tsx';

type Page = 'general' | 'connection' | 'variables';

/** Makes a device or changes one. */
export function DeviceDialog({ request, close }: DialogProps<'device.edit'>) {
  const shell = useShell();
  const { text } = shell;
  const devices = useResource(useModel(devicesModel).list).data ?? [];
  const device = devices.find((one) => one.id === request.deviceId) ?? null;
  const computer = useResource(useModel(computerModel)).data;
  const [first] = useState<DeviceForm>(() => (device === null ? emptyDevice() : formOfDevice(device)));
  const [edited, setForm] = useState<DeviceForm | null>(null);
  // The name of this computer may come after the dialog; what was entered meanwhile stays.
  const form = edited ?? withConnection(first, request.connection ?? first.connection, computer?.name ?? null);
  const [isTried, setIsTried] = useState(false);
  const [page, setPage] = useState<Page>('general');
  const work = useWork();
  const others = othersOf(devices, request.deviceId, computer?.deviceId ?? null);
  const problems = isTried ? deviceProblems(form, others) : [];
  const submit = (): void => {
    setIsTried(true);
    const [problem] = deviceProblems(form, others);
    if (problem !== undefined) setPage(pageOf(problem));
    else work.run(async () => close(await saveDevice(shell, request.deviceId, deviceInputOf(form))));
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
      <DeviceTabs page={page} hasVariables={device !== null} onPage={setPage} />
      <div className="ws-dialog-page">
        {page === 'general' ? <GeneralPage form={form} problems={problems} onChange={setForm} /> : null}
        {page === 'connection' ? (
          <ConnectionPage form={form} problems={problems} computer={computer} others={others} onChange={setForm} />
        ) : null}
        {page === 'variables' && device !== null ? <VariablesPage device={device} /> : null}
      </div>
    </FormDialog>
  );
}

function othersOf(devices: readonly Device[], own: DeviceId | null, thisComputer: DeviceId | null): OtherDevices {
  const others = devices.filter((one) => one.id !== own);
  return {
    names: others.map((one) => one.name),
    thisComputer: others.find((one) => one.id === thisComputer)?.name ?? null,
  };
}

function pageOf(problem: DeviceProblem): Page {
  return problem.field === 'name' || problem.field === 'mac' || problem.field === 'guid' ? 'general' : 'connection';
}

interface DeviceTabsProps {
  readonly page: Page;
  readonly hasVariables: boolean;
  readonly onPage: (page: Page) => void;
}

function DeviceTabs({ page, hasVariables, onPage }: DeviceTabsProps) {
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
      {hasVariables ? <Tab value="variables">{text('devices:form.variablesTab')}</Tab> : null}
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
