import { Button } from '@fluentui/react-components';
import { FormDialog } from '../components/form-dialog.tsx';
import type { DialogProps } from './types.ts';

/** A question: what is lost is named, the verb is on the button. */
export function ConfirmDialog({ request, close }: DialogProps<'confirm'>) {
  return (
    <FormDialog
      title={request.title}
      action={request.action}
      closeLabel={request.keep}
      isAlert
      isDestructive={request.isDestructive ?? false}
      onSubmit={() => close('action')}
      onClose={() => close()}
      extraActions={
        request.alternative === undefined ? null : (
          <Button type="button" onClick={() => close('alternative')}>
            {request.alternative}
          </Button>
        )
      }
    >
      <p>{request.text}</p>
      {request.items && request.items.length > 0 ? (
        <ul className="ws-question-items">
          {request.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      ) : null}
    </FormDialog>
  );
}
