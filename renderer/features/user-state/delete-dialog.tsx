import { Radio, RadioGroup } from '@fluentui/react-components';
import { useState } from 'react';
import type { Association, StateStoreRow } from '#shared/model/state-migration';
import { useModel, useResource, useShell } from '../../app/shell-context.tsx';
import type { DialogProps } from '../../app/types.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { pairText } from './association-actions.ts';
import { hasLiveStore } from './association-state.ts';
import { userStateModel } from './model.ts';

type Choice = 'keep' | 'delete';
interface LiveStore {
  readonly one: Association;
  readonly store: StateStoreRow | null;
}

/** Names what goes, and asks what becomes of captured files. Keeping them is the default. */
export function DeleteAssociationsDialog({ request, close }: DialogProps<'association.delete'>) {
  const shell = useShell();
  const { text } = shell;
  const model = useModel(userStateModel);
  const associations = useResource(model.associations).data ?? [];
  const stores = useResource(model.stores).data ?? [];
  const [choice, setChoice] = useState<Choice>('keep');
  const chosen = associations.filter((one) => request.associationIds.includes(one.id));
  const [first] = chosen;
  const live = chosen
    .map((one) => ({ one, store: stores.find((store) => store.id === one.stateStoreId) ?? null }))
    .filter(({ one, store }) => hasLiveStore(one, store));
  const values = { count: chosen.length, pair: first === undefined ? '' : pairText(shell, first) };
  return (
    <FormDialog
      title={text('user-state:association.question.deleteTitle', values)}
      action={
        choice === 'delete'
          ? text('user-state:association.question.deleteBoth')
          : text('user-state:association.question.delete', values)
      }
      isAlert
      isDestructive
      onSubmit={() => close(choice)}
      onClose={() => close()}
      closeLabel={text('user-state:association.question.cancel')}
    >
      <p>{text('user-state:association.question.deleteText', values)}</p>
      {chosen.length === 1 ? null : (
        <ul className="ws-question-items">
          {chosen.map((one) => (
            <li key={one.id}>{pairText(shell, one)}</li>
          ))}
        </ul>
      )}
      {live.length === 0 ? null : <LiveStores live={live} choice={choice} onChoice={setChoice} />}
    </FormDialog>
  );
}

interface LiveStoresProps {
  readonly live: readonly LiveStore[];
  readonly choice: Choice;
  readonly onChoice: (choice: Choice) => void;
}

function LiveStores({ live, choice, onChoice }: LiveStoresProps) {
  const { text, format } = useShell();
  const legend = text('user-state:association.question.storeLegend', { count: live.length });
  return (
    <>
      <p>{legend}</p>
      <ul className="ws-question-items">
        {live.map(({ one, store }) => (
          <li key={one.id}>
            {text('user-state:association.question.store', {
              path: store?.path ?? one.storePath ?? '',
              size: format.bytes(store?.byteCount ?? 0),
            })}
          </li>
        ))}
      </ul>
      <RadioGroup value={choice} aria-label={legend} onChange={(_event, { value }) => onChoice(value as Choice)}>
        <Radio value="keep" label={text('user-state:association.question.keep')} />
        <span className="ws-muted ws-small ws-indent-radio">{text('user-state:association.question.keepHint')}</span>
        <Radio value="delete" label={text('user-state:association.question.remove')} />
        <span className="ws-muted ws-small ws-indent-radio">{text('user-state:association.question.removeHint')}</span>
      </RadioGroup>
    </>
  );
}
