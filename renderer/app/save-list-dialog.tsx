import { Field } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { isAppError } from '#shared/contract/errors';
import { saveAs } from '../api/transfer.ts';
import { FormDialog } from '../components/form-dialog.tsx';
import { useShell } from './shell-context.tsx';
import type { DialogProps } from './types.ts';
import { useWork } from './use-work.ts';
import { IntentBar } from '../components/intent-bar.tsx';

/** Reads a list to its end and hands it over as a file; closing it calls that off. */
export function SaveListDialog({ request, close }: DialogProps<'list.saving'>) {
  const shell = useShell();
  const { text } = shell;
  const { run, isBusy, problem } = useWork();
  const [progress, setProgress] = useState({ done: 0, total: 0 });
  const started = useRef<AbortController | null>(null);
  useEffect(() => {
    if (started.current !== null) return;
    const abort = new AbortController();
    started.current = abort;
    run(async () => {
      try {
        const parts = await request.read((done, total) => setProgress({ done, total }), abort.signal);
        const file = `${request.name}.csv`;
        saveAs(new Blob([...parts], { type: 'text/csv' }), file);
        shell.toasts.show({ intent: 'success', title: text('components:listSaved', { file }) });
        close(true);
      } catch (error) {
        if (!isAppError(error, 'CANCELLED')) throw error;
        close();
      }
    });
  }, [shell, text, request, run, close]);
  const { done, total } = progress;
  const label = text('components:listSaving', { done, count: total });
  return (
    <FormDialog
      title={text('components:saveList')}
      action={null}
      problem={problem}
      isAlert
      onClose={() => (isBusy ? started.current?.abort() : close())}
      closeLabel={text('components:cancel')}
    >
      <Field label={label}>
        <IntentBar state="running" aria-label={label} {...(total === 0 ? {} : { value: done / total })} />
      </Field>
    </FormDialog>
  );
}
