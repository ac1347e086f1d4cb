import { Button } from '@fluentui/react-components';
import { useShell } from '../../app/shell-context.tsx';
import type { DialogProps } from '../../app/types.ts';
import { useWork } from '../../app/use-work.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { downloadFile } from '../../api/transfer.ts';

/** Says where smsts.log lies, and gives it. */
export function LogFileDialog({ request, close }: DialogProps<'run.logFile'>) {
  const shell = useShell();
  const { text } = shell;
  const work = useWork();
  const fileName = `smsts-${request.runId.toString()}.log`;
  return (
    <FormDialog
      title={text('runs:logFile.title', { run: request.runId })}
      action={text('runs:logFile.download')}
      closeLabel={text('runs:logFile.close')}
      isBusy={work.isBusy}
      problem={work.problem}
      onSubmit={() =>
        work.run(async () => {
          await downloadFile(shell.client, request.transferId, fileName);
          close(true);
        })
      }
      onClose={() => close()}
      extraActions={
        <Button type="button" onClick={() => work.run(() => navigator.clipboard.writeText(request.path))}>
          {text('runs:logFile.copy')}
        </Button>
      }
    >
      <p>{text('runs:logFile.text')}</p>
      <p className="ws-code">{request.path}</p>
    </FormDialog>
  );
}
