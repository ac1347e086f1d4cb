import { Field, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import { useShell } from '../../app/shell-context.tsx';
import type { DialogProps } from '../../app/types.ts';
import { useWork } from '../../app/use-work.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { rereadUserState } from './model.ts';

const longest = 1000;

/** A person is content with a restore that left something out, and says why. */
export function AcceptDialog({ request, close }: DialogProps<'stateStore.accept'>) {
  const shell = useShell();
  const { text } = shell;
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const work = useWork();
  const given = reason.trim();
  const isMissing = isTried && given === '';
  const submit = (): void => {
    setTried(true);
    if (given === '') return;
    work.run(async () => {
      await shell.client.call('stateStore.accept', { stateStoreId: request.stateStoreId, reason: given });
      await rereadUserState(shell);
      close(true);
    });
  };
  return (
    <FormDialog
      title={text('user-state:result.accept.title', { source: request.sourceName })}
      action={text('user-state:result.accept.action')}
      isBusy={work.isBusy}
      problem={work.problem}
      onSubmit={submit}
      onClose={() => close()}
    >
      <p>{text('user-state:result.accept.text', { count: request.missing })}</p>
      <Field
        label={text('user-state:result.accept.reason')}
        required
        hint={text('user-state:result.accept.hint')}
        validationState={isMissing ? 'error' : 'none'}
        validationMessage={isMissing ? text('user-state:result.accept.reasonMissing') : null}
      >
        <Textarea size="small" value={reason} maxLength={longest} onChange={(_event, data) => setReason(data.value)} />
      </Field>
    </FormDialog>
  );
}
