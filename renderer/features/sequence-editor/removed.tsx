import { Button } from '@fluentui/react-components';
import { Delete24Regular } from '@fluentui/react-icons';
import { useShell, useSlice } from '../../app/shell-context.tsx';
import { Callout, EmptyState } from '../../components/parts.tsx';
import type { Removal } from './store/document-store.ts';
import { bringBack } from './store/removed-sequences.ts';
import { saveCopy } from './store/save-flow.ts';
import { useEditor } from './use-editor.tsx';
import { useWords } from './use-words.ts';

interface OfTab {
  readonly tabId: string;
}

function useSentence(): (removed: Removal) => string {
  const words = useWords();
  const { format } = useShell();
  return ({ deletedAt }) =>
    deletedAt === null ? words('removed.gone') : words('removed.deleted', { date: format.date(deletedAt) });
}

function BringBack({ removed, isPrimary }: { readonly removed: Removal; readonly isPrimary: boolean }) {
  const words = useWords();
  const shell = useShell();
  const { packageId } = useEditor().document.getState();
  if (removed.deletedAt === null) return null;
  return (
    <Button
      {...(isPrimary ? { appearance: 'primary' as const } : { size: 'small' as const })}
      onClick={() => void shell.attempt(() => bringBack(shell, packageId))}
    >
      {words('removed.back')}
    </Button>
  );
}

/** The sequence that is shown was deleted: it is brought back, kept as a copy, or let go. */
export function RemovedBar({ tabId }: OfTab) {
  const words = useWords();
  const sentence = useSentence();
  const shell = useShell();
  const editor = useEditor();
  const removed = useSlice(editor.document, (state) => state.removed);
  const isDirty = useSlice(editor.document, (state) => state.isDirty && state.mode === 'edit');
  if (removed === null) return null;
  const kept = isDirty && removed.deletedAt !== null ? ` ${words('removed.draft')}` : '';
  return (
    <Callout
      tone="warning"
      actions={
        <>
          <BringBack removed={removed} isPrimary={false} />
          {removed.deletedAt === null ? null : (
            <Button size="small" onClick={() => void shell.attempt(() => saveCopy(shell, editor))}>
              {words('standing.copy')}
            </Button>
          )}
          <Button size="small" appearance="subtle" onClick={() => void shell.tabs.close(tabId)}>
            {words('removed.close')}
          </Button>
        </>
      }
    >
      {`${sentence(removed)}${kept}`}
    </Callout>
  );
}

/** A tab of which nothing can be shown any more, for instance one of before a restart. */
export function RemovedPage({ tabId }: OfTab) {
  const words = useWords();
  const shell = useShell();
  const removed = useSlice(useEditor().document, (state) => state.removed);
  if (removed === null) return null;
  const { deletedAt } = removed;
  return (
    <EmptyState
      icon={<Delete24Regular fontSize={40} />}
      title={words(deletedAt === null ? 'removed.gone' : 'removed.title')}
      {...(deletedAt === null ? {} : { text: words('removed.backUntil', { date: shell.format.date(deletedAt) }) })}
      actions={
        <>
          <BringBack removed={removed} isPrimary />
          <Button onClick={() => void shell.tabs.close(tabId)}>{words('removed.close')}</Button>
        </>
      }
    />
  );
}
