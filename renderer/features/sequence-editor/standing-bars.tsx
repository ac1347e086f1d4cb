import { Button } from '@fluentui/react-components';
import { useShell, useSlice } from '../../app/shell-context.tsx';
import { Callout } from '../../components/parts.tsx';
import { saveCopy, takeOver } from './store/save-flow.ts';
import { useEditor } from './use-editor.tsx';
import { useWords } from './use-words.ts';

/** Another program changed the draft: the person decides which one is kept, and nothing is mixed. */
export function BehindBar() {
  const words = useWords();
  const shell = useShell();
  const editor = useEditor();
  const isBehind = useSlice(editor.document, (state) => state.isBehind);
  if (!isBehind) return null;
  return (
    <Callout
      tone="warning"
      actions={
        <>
          <Button size="small" onClick={() => void editor.session.settle('stored')}>
            {words('standing.stored')}
          </Button>
          <Button size="small" onClick={() => void shell.attempt(() => takeOver(shell, editor))}>
            {words('standing.own')}
          </Button>
          <Button size="small" appearance="subtle" onClick={() => void shell.attempt(() => saveCopy(shell, editor))}>
            {words('standing.copy')}
          </Button>
        </>
      }
    >
      {words('standing.behind')}
    </Callout>
  );
}

/** Somebody else saved the sequence since: an editor is told before it saves, a view can look again. */
export function SavedSinceBar() {
  const words = useWords();
  const editor = useEditor();
  const revision = useSlice(editor.document, (state) => state.revision);
  const stored = useSlice(editor.document, (state) => state.storedRevision);
  const mode = useSlice(editor.document, (state) => state.mode);
  if (stored <= revision) return null;
  if (mode === 'edit') return <Callout tone="warning">{words('standing.savedSince', { stored, revision })}</Callout>;
  return (
    <Callout
      tone="info"
      actions={
        <Button size="small" onClick={() => void editor.session.open('keep')}>
          {words('standing.readAgain', { stored })}
        </Button>
      }
    >
      {words('standing.viewOld', { stored, revision })}
    </Callout>
  );
}

/** Why everything that was shown is another thing now. */
export function RenewalBar() {
  const words = useWords();
  const editor = useEditor();
  const renewal = useSlice(editor.document, (state) => state.renewal);
  if (renewal === null) return null;
  return (
    <Callout
      tone="info"
      actions={
        <Button size="small" appearance="subtle" onClick={() => editor.document.setState({ renewal: null })}>
          {words('page.dismiss')}
        </Button>
      }
    >
      {words(`standing.${renewal}`)}
    </Callout>
  );
}
