import { useState } from 'react';
import { useModel, useResource, useShell } from '../../app/shell-context.tsx';
import type { DialogProps } from '../../app/types.ts';
import { useWork } from '../../app/use-work.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { devicesModel } from '../devices/index.tsx';
import { AccountsPage } from './accounts-page.tsx';
import { setAccounts } from './association-actions.ts';
import { closedBehavior, namesAccounts } from './association-rules.ts';
import { userStateModel } from './model.ts';

/** Specify User Accounts of an association that is there. */
export function AccountsDialog({ request, close }: DialogProps<'association.accounts'>) {
  const shell = useShell();
  const { text } = shell;
  const associations = useResource(useModel(userStateModel).associations).data ?? [];
  const devices = useResource(useModel(devicesModel).list).data ?? [];
  const one = associations.find((association) => association.id === request.associationId) ?? null;
  const [form, setForm] = useState({
    behavior: one?.behavior ?? ('capture-all-restore-all' as const),
    accounts: one?.accounts ?? [],
  });
  const [isTried, setIsTried] = useState(false);
  const work = useWork();
  if (one === null) return null;
  const submit = (): void => {
    setIsTried(true);
    const isClosed = closedBehavior(form.behavior, one.sourceDeviceId, associations, one.id) !== null;
    const isMissing = namesAccounts(form.behavior) && form.accounts.length === 0;
    if (isClosed || isMissing) return;
    const accounts = namesAccounts(form.behavior) ? [...form.accounts] : [];
    work.run(async () => {
      await setAccounts(shell, one, { behavior: form.behavior, accounts });
      close(true);
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
        source={devices.find((device) => device.id === one.sourceDeviceId) ?? null}
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
