import { useEffect } from 'react';
import type { DialogProps } from '../../../app/types.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { HostSlot } from '../properties/parts/script/host-slot.tsx';

/** The code editor of the page in most of the window. It is the same one, lent until the dialog closes. */
export function ScriptDialog({ request, close }: DialogProps<'editor.script'>) {
  const { host, focus } = request;
  useEffect(() => focus(), [focus]);
  useEffect(() => {
    // The dialog of the library hears the keys of its own parts only, and the editor belongs to the page.
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      close();
    };
    host.addEventListener('keydown', onKey);
    return () => host.removeEventListener('keydown', onKey);
  }, [host, close]);
  return (
    <FormDialog title={request.title} action={null} width="window" onClose={() => close()}>
      <HostSlot host={host} className="se-script-window" />
    </FormDialog>
  );
}
