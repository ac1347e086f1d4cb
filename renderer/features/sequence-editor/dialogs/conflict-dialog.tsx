import { Button } from '@fluentui/react-components';
import { useShell } from '../../../app/shell-context.tsx';
import type { DialogProps } from '../../../app/types.ts';
import { FormDialog } from '../../../components/form-dialog.tsx';
import { useWords } from '../use-words.ts';
import { ConflictRows } from './conflict-rows.tsx';

/** Somebody else saved meanwhile: both versions, and nothing is overwritten unseen. */
export function ConflictDialog({ request, close }: DialogProps<'editor.conflict'>) {
  const words = useWords();
  const shell = useShell();
  const { base, stored } = request;
  const { differences, differsElsewhere } = stored;
  const text = words('conflict.text', {
    who: stored.modifiedBy,
    revision: stored.revision,
    date: shell.format.date(stored.modifiedAt),
    base,
  });
  return (
    <FormDialog
      title={words('conflict.title')}
      action={words('conflict.keepMine')}
      closeLabel={words('conflict.cancel')}
      width={1060}
      isAlert
      onSubmit={() => close('mine')}
      onClose={() => close()}
      extraActions={
        <>
          <Button type="button" onClick={() => close('theirs')}>
            {words('conflict.takeTheirs')}
          </Button>
          <Button type="button" onClick={() => close('copy')}>
            {words('conflict.copy')}
          </Button>
        </>
      }
    >
      <p>{text}</p>
      {differences.length === 0 ? (
        <p>{words(differsElsewhere ? 'conflict.onlyElsewhere' : 'conflict.nothing')}</p>
      ) : (
        <ConflictRows differences={differences} revision={stored.revision} />
      )}
      <p className="ws-muted">
        {words('conflict.same', { count: stored.sameCount })}
        {differsElsewhere && differences.length > 0 ? ` ${words('conflict.alsoElsewhere')}` : ''}
      </p>
      <p>{words('conflict.explain')}</p>
    </FormDialog>
  );
}
