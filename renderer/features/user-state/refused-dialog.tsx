import { useShell } from '../../app/shell-context.tsx';
import type { DialogProps } from '../../app/types.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { storeWords } from './words.ts';

/** Why a state migration point stays: the stores that still live there. */
export function PointRefusedDialog({ request, close }: DialogProps<'migrationPoint.refused'>) {
  const shell = useShell();
  const { text, format } = shell;
  return (
    <FormDialog
      title={text('user-state:point.question.refusedTitle', { name: request.name })}
      action={null}
      closeLabel={text('user-state:point.question.close')}
      isAlert
      onClose={() => close()}
    >
      <p>{text('user-state:point.question.refusedText', { count: request.total })}</p>
      <ul className="ws-question-items">
        {request.stores.map((store) => (
          <li
            key={store.id}
          >{`${store.sourceName}, ${format.bytes(store.byteCount)}: ${storeWords(shell, store).text}`}</li>
        ))}
        {request.total > request.stores.length ? (
          <li>{text('user-state:point.question.refusedMore', { count: request.total - request.stores.length })}</li>
        ) : null}
      </ul>
      <p>{text('user-state:point.question.refusedRemedy')}</p>
    </FormDialog>
  );
}
