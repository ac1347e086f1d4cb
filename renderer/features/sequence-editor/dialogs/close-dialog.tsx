import { Button } from '@fluentui/react-components';
import type { DialogProps } from '../../../app/types.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useWords } from '../use-words.ts';

/** What becomes of changes that are not saved when their tab closes. */
export function CloseDialog({ request, close }: DialogProps<'editor.close'>) {
  const words = useWords();
  return (
    <FormDialog
      title={words('close.title', { name: request.name })}
      action={words('close.save')}
      closeLabel={words('close.cancel')}
      isAlert
      onSubmit={() => close('save')}
      onClose={() => close()}
      extraActions={
        <>
          <Button type="button" onClick={() => close('keep')}>
            {words('close.keep')}
          </Button>
          <Button type="button" onClick={() => close('discard')}>
            {words('close.discard')}
          </Button>
        </>
      }
    >
      <p>{words('close.text', { revision: request.revision })}</p>
    </FormDialog>
  );
}
