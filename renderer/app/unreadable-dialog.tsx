import type { Problem } from '../api/problem.ts';
import { ErrorText } from '../components/error-text.tsx';
import { FormDialog } from '../components/form-dialog.tsx';
import { useShell } from './shell-context.tsx';

interface UnreadableDialogProps {
  /** Null while what the dialog is about is on its way. */
  readonly problem: Problem | null;
  readonly close: () => void;
}

/** Stands for a dialog whose values are not here: nothing while they are read, and why they cannot be. */
export function UnreadableDialog({ problem, close }: UnreadableDialogProps) {
  const { text } = useShell();
  if (problem === null) return null;
  return (
    <FormDialog title={text('components:unreadable')} action={null} isAlert onClose={() => close()}>
      <ErrorText problem={problem} />
    </FormDialog>
  );
}
