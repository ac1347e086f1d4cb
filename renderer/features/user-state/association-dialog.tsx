import { Button, Tab, TabList, Tooltip } from '@fluentui/react-components';
import { ArrowSwap20Regular, Desktop20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { DeviceRow } from '#shared/model/device';
import type { DeviceId } from '#shared/model/ids';
import type { AccountBehavior, Association } from '#shared/model/state-migration';
import { DevicePicker } from '../../app/device-picker.tsx';
import { useRow } from '../../app/row-picker.tsx';
import { useAnswer, useShell } from '../../app/shell-context.tsx';
import type { DialogProps, Shell } from '../../app/types.ts';
import { useWork } from '../../app/use-work.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { Callout } from '../../components/parts.tsx';
import { State } from '../../components/state.tsx';
import { devicesList } from '../devices/index.tsx';
import { AccountsPage } from './accounts-page.tsx';
import { createAssociation } from './association-actions.ts';
import { closedBehavior, namesAccounts, pairProblem, type PairProblem } from './association-rules.ts';
import { useAssociationsOf } from './use-associations-of.ts';

interface AssociationForm {
  readonly sourceId: DeviceId | null;
  readonly destinationId: DeviceId | null;
  readonly behavior: AccountBehavior;
  readonly accounts: readonly string[];
}
type Page = 'computers' | 'accounts';

/** Computer Association Properties: which computers, which accounts. */
export function AssociationDialog({ request, close }: DialogProps<'association.create'>) {
  const shell = useShell();
  const { text } = shell;
  const [page, setPage] = useState<Page>('computers');
  const [isTried, setIsTried] = useState(false);
  const [form, setForm] = useState<AssociationForm>({
    sourceId: request.sourceDeviceId,
    destinationId: null,
    behavior: 'capture-all-restore-all',
    accounts: [],
  });
  const work = useWork();
  const source = useRow(devicesList, form.sourceId);
  const destination = useRow(devicesList, form.destinationId);
  const associations = useAssociationsOf(form.sourceId);
  const problem = pairProblem(source, destination, associations);
  const submit = (): void => {
    setIsTried(true);
    if (problem !== null) setPage('computers');
    else if (!accountsFit(form, associations)) setPage('accounts');
    else if (source !== null && destination !== null) {
      const { behavior, accounts } = form;
      const named = namesAccounts(behavior) ? [...accounts] : [];
      const input = { sourceDeviceId: source.id, destinationDeviceId: destination.id, behavior, accounts: named };
      work.run(async () => close(await createAssociation(shell, input)));
    }
  };
  return (
    <FormDialog
      title={text('user-state:association.form.title')}
      action={text('user-state:association.form.create')}
      width={640}
      isBusy={work.isBusy}
      problem={work.problem}
      onSubmit={submit}
      onClose={() => close()}
    >
      <Pages page={page} onPage={setPage} />
      <div className="ws-dialog-page">
        {page === 'computers' ? (
          <ComputersPage {...{ form, source, destination, problem, isTried }} onChange={setForm} />
        ) : (
          <AccountsPage
            source={source}
            behavior={form.behavior}
            accounts={form.accounts}
            associations={associations}
            associationId={null}
            isTried={isTried}
            onChange={(change) => setForm({ ...form, ...change })}
          />
        )}
      </div>
    </FormDialog>
  );
}

function Pages({ page, onPage }: { readonly page: Page; readonly onPage: (page: Page) => void }) {
  const { text } = useShell();
  return (
    <TabList
      size="small"
      className="ws-dialog-tabs"
      selectedValue={page}
      onTabSelect={(_event, data) => onPage(data.value as Page)}
    >
      <Tab value="computers">{text('user-state:association.form.computers')}</Tab>
      <Tab value="accounts">{text('user-state:association.form.accountsTab')}</Tab>
    </TabList>
  );
}

function accountsFit(form: AssociationForm, associations: readonly Association[]): boolean {
  if (closedBehavior(form.behavior, form.sourceId, associations) !== null) return false;
  return !namesAccounts(form.behavior) || form.accounts.length > 0;
}

interface ComputersPageProps {
  readonly form: AssociationForm;
  readonly source: DeviceRow | null;
  readonly destination: DeviceRow | null;
  readonly problem: PairProblem | null;
  readonly isTried: boolean;
  readonly onChange: (form: AssociationForm) => void;
}

function ComputersPage({ form, source, destination, problem, isTried, onChange }: ComputersPageProps) {
  const { text } = useShell();
  const { data: summary } = useAnswer('site.summary', {});
  const swap = (): void => onChange({ ...form, sourceId: form.destinationId, destinationId: form.sourceId });
  const missing = (kind: PairProblem['kind']): string | undefined => {
    if (!isTried || problem?.kind !== kind) return undefined;
    return text(
      kind === 'source-missing'
        ? 'user-state:association.form.sourceMissing'
        : 'user-state:association.form.destinationMissing',
    );
  };
  return (
    <div className="ws-form">
      {summary !== null && summary.devices < 2 ? (
        <Callout tone="warning">
          <State name="warning">{text('user-state:association.form.noDevices')}</State>
        </Callout>
      ) : null}
      <div className="ws-pairing">
        <div className="ws-stack-tight">
          <DevicePicker
            list={devicesList}
            label={text('user-state:association.form.source')}
            placeholder={text('user-state:association.form.search')}
            value={form.sourceId}
            onChange={(sourceId) => onChange({ ...form, sourceId })}
            problem={missing('source-missing')}
          />
          {source === null ? null : <Found device={source} />}
        </div>
        <Tooltip content={text('user-state:association.form.swap')} relationship="label">
          <Button appearance="subtle" icon={<ArrowSwap20Regular />} className="ws-swap" onClick={swap} />
        </Tooltip>
        <div className="ws-stack-tight">
          <DevicePicker
            list={devicesList}
            label={text('user-state:association.form.destination')}
            placeholder={text('user-state:association.form.search')}
            value={form.destinationId}
            onChange={(destinationId) => onChange({ ...form, destinationId })}
            problem={missing('destination-missing')}
          />
          {destination === null ? null : <Found device={destination} />}
        </div>
      </div>
      <PairNote problem={problem} source={source} />
    </div>
  );
}

/** Facts under a chosen computer. */
function Found({ device }: { readonly device: DeviceRow }) {
  const { text } = useShell();
  const facts = [
    device.system,
    device.macAddress,
    device.connection.kind === 'none' ? text('user-state:association.form.noConnection') : '',
  ].filter((fact) => fact !== '');
  return (
    <div className="ws-found">
      <Desktop20Regular />
      <div className="ws-stack-tight">
        <b className="ws-break">{device.name}</b>
        <span className="ws-muted ws-small ws-break">
          {facts.length === 0 ? text('user-state:association.form.factsNone') : facts.join(' · ')}
        </span>
      </div>
    </div>
  );
}

/** What the choice means, or why it is not possible. */
function PairNote({ problem, source }: { readonly problem: PairProblem | null; readonly source: DeviceRow | null }) {
  const shell = useShell();
  const impossible = problem === null ? null : impossibleText(shell, problem);
  if (impossible !== null) {
    return (
      <Callout tone="error">
        <State name="error">{impossible}</State>
      </Callout>
    );
  }
  if (problem !== null || source === null) return null;
  return (
    <Callout tone="info">
      <State name="info">{shell.text('user-state:association.form.sideBySide', { source: source.name })}</State>
    </Callout>
  );
}

function impossibleText({ text }: Shell, problem: PairProblem): string | null {
  switch (problem.kind) {
    case 'source-missing':
    case 'destination-missing':
      return null;
    case 'same-device':
      return `${text('user-state:association.form.sameDevice', { name: problem.name })} ${text('user-state:association.form.inPlaceHint')}`;
    case 'exists':
      return text('user-state:association.form.exists', { source: problem.source, destination: problem.destination });
  }
}
