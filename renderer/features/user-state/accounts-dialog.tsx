import { useState } from 'react';
import { useRow } from '../../app/row-picker.tsx';
import { useAnswer, useShell } from '../../app/shell-context.tsx';
import type { Association } from '#shared/model/state-migration';
import type { DialogProps } from '../../app/types.ts';
import { UnreadableDialog } from '../../app/unreadable-dialog.tsx';
import { useWork } from '../../app/use-work.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { devicesList } from '../devices/index.tsx';
import { AccountsPage } from './accounts-page.tsx';
import { setAccounts } from './association-actions.ts';
import { closedBehavior, namesAccounts } from './association-rules.ts';
import { useAssociationsOf } from './use-associations-of.ts';

/** Specify User Accounts of an association that is there. */
export function AccountsDialog(props: DialogProps<'association.accounts'>) {
  const { data, problem } = useAnswer('association.get', props.request);
  if (data === null) return <UnreadableDialog problem={problem} close={props.close} />;
  return <AccountsForm one={data} close={props.close} />;
}

interface AccountsFormProps extends Pick<DialogProps<'association.accounts'>, 'close'> {
  readonly one: Association;
}

function AccountsForm({ one, close }: AccountsFormProps) {
  const shell = useShell();
  const { text } = shell;
  const associations = useAssociationsOf(one.sourceDeviceId);
  const source = useRow(devicesList, one.sourceDeviceId);
  // What others change while the form is open is met when it is saved.
  const [begun] = useState(one);
  const [form, setForm] = useState({ behavior: begun.behavior, accounts: begun.accounts });
  const [isTried, setIsTried] = useState(false);
  const work = useWork();
  const submit = (): void => {
    setIsTried(true);
    const isClosed = closedBehavior(form.behavior, one.sourceDeviceId, associations, one.id) !== null;
    const isMissing = namesAccounts(form.behavior) && form.accounts.length === 0;
    if (isClosed || isMissing) return;
    const accounts = namesAccounts(form.behavior) ? [...form.accounts] : [];
    work.run(async () => {
      if (await setAccounts(shell, begun, { behavior: form.behavior, accounts })) close(true);
    });
  };
  return (
    <FormDialog
      title={text('user-state:association.form.accountsTitle', {
        source: one.sourceName,
        destination: one.destinationName,
      })}
      action={text('user-state:association.form.save')}
      width={640}
      isBusy={work.isBusy}
      problem={work.problem}
      onSubmit={submit}
      onClose={() => close()}
    >
      <AccountsPage
        source={source}
        behavior={form.behavior}
        accounts={form.accounts}
        associations={associations}
        associationId={one.id}
        isTried={isTried}
        onChange={(change) => setForm({ ...form, ...change, accounts: [...(change.accounts ?? form.accounts)] })}
      />
    </FormDialog>
  );
}
