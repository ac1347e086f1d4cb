import { FormDialog } from '../components/form-dialog.tsx';
import { useShell } from './shell-context.tsx';
import type { DialogProps } from './types.ts';

/** Names the rows that a list had to leave out, each with what of it cannot be read. */
export function UnreadableRowsDialog({ request, close }: DialogProps<'list.unreadable'>) {
  const { text } = useShell();
  const { rows } = request;
  return (
    <FormDialog
      title={text('components:unreadableRows', { count: rows.length })}
      action={null}
      width={700}
      isAlert
      onClose={() => close()}
    >
      <p>{text('components:unreadableRowsText')}</p>
      <ul className="ws-question-items ws-all-items">
        {rows.map(({ row, place }) => (
          <li key={row}>{text('components:unreadableRow', { row, place })}</li>
        ))}
      </ul>
    </FormDialog>
  );
}
