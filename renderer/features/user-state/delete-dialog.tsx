import { Radio, RadioGroup } from '@fluentui/react-components';
import { useState } from 'react';
import type { AssociationSelection } from '#shared/model/lists';
import type { StateStoreRow } from '#shared/model/state-migration';
import { useAnswer, useShell } from '../../app/shell-context.tsx';
import type { DialogProps } from '../../app/types.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import { pairText } from './association-actions.ts';

type Choice = 'keep' | 'delete';

/** As many associations and stores as a question names; how many more there are it says. */
const mostNamed = 12;

/** Names what goes, and asks what becomes of captured files. Keeping them is the default. */
export function DeleteAssociationsDialog({ request, close }: DialogProps<'association.delete'>) {
  const shell = useShell();
  const { text } = shell;
  const { chosen } = request;
  const [choice, setChoice] = useState<Choice>('keep');
  const ownOf = chosen.input as AssociationSelection;
  const { data: stores, problem } = useAnswer('stateStore.list', { exists: true, ownOf, limit: mostNamed });
  const [first] = chosen.rows;
  const named = chosen.rows.slice(0, mostNamed);
  const values = { count: chosen.count, pair: first === undefined ? '' : pairText(shell, first) };
  // What becomes of files is asked before anything goes: the question waits until it is known whether there are some.
  if (stores === null && problem === null) return null;
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
      closeLabel={text('user-state:association.question.cancel', values)}
    >
      <p>{text('user-state:association.question.deleteText', values)}</p>
      {named.length < 2 ? null : (
        <ul className="ws-question-items">
          {named.map((one) => (
            <li key={one.id}>{pairText(shell, one)}</li>
          ))}
          <More count={chosen.count - named.length} />
        </ul>
      )}
      {problem === null ? null : <ErrorText problem={problem} />}
      {stores === null || stores.total === 0 ? null : (
        <LiveStores stores={stores.rows} total={stores.total} choice={choice} onChoice={setChoice} />
      )}
    </FormDialog>
  );
}

function More({ count }: { readonly count: number }) {
  const { text } = useShell();
  return count === 0 ? null : <li>{text('user-state:association.question.more', { count })}</li>;
}

interface LiveStoresProps {
  readonly stores: readonly StateStoreRow[];
  readonly total: number;
  readonly choice: Choice;
  readonly onChoice: (choice: Choice) => void;
}

function LiveStores({ stores, total, choice, onChoice }: LiveStoresProps) {
  const { text, format } = useShell();
  const legend = text('user-state:association.question.storeLegend', { count: total });
  return (
    <>
      <p>{legend}</p>
      <ul className="ws-question-items">
        {stores.map((store) => (
          <li key={store.id}>
            {text('user-state:association.question.store', { path: store.path, size: format.bytes(store.byteCount) })}
          </li>
        ))}
        <More count={total - stores.length} />
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
