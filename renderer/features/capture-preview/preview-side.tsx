import { Button } from '@fluentui/react-components';
import { Copy16Regular } from '@fluentui/react-icons';
import type { CapturePreview } from '#shared/model/local-computer';
import { remedyOfCapture } from '#shared/model/capture-remedy';
import { isMissing, type LeftOut } from '#shared/model/user-state';
import type { ReactNode } from 'react';
import { useShell } from '../../app/shell-context.tsx';
import type { Shell } from '../../app/types.ts';
import { Facts } from '../../components/parts.tsx';
import { State } from '../../components/state.tsx';
import { folderRows, leftOutRows, missingRows, noteRows, ruleRows, ruleWords } from './preview-rows.ts';
import type { PreviewListId } from './preview-store.ts';

interface SideProps {
  readonly preview: CapturePreview;
  readonly list: PreviewListId;
  /** The chosen row of the list. */
  readonly chosen: string | null;
}

/** Why the chosen row is taken or not: the decision, the rule, what the system says. */
export function PreviewSide({ preview, list, chosen }: SideProps) {
  const shell = useShell();
  const { text } = shell;
  return (
    <aside className="ws-preview-side" aria-label={text('capture-preview:side.label')} data-region tabIndex={-1}>
      <h2>{text('capture-preview:side.label')}</h2>
      {(chosen === null ? null : chosenPart(shell, preview, list, chosen)) ?? (
        <p className="ws-muted">{text('capture-preview:side.choose')}</p>
      )}
    </aside>
  );
}

function chosenPart(shell: Shell, preview: CapturePreview, list: PreviewListId, key: string): ReactNode {
  const find = <R extends { readonly key: string }>(rows: readonly R[]): R | undefined =>
    rows.find((row) => row.key === key);
  switch (list) {
    case 'folders': {
      const row = find(folderRows(shell, preview));
      return row === undefined ? null : <FolderPart row={row} />;
    }
    case 'rules': {
      const row = find(ruleRows(preview));
      return row === undefined ? null : <EntryPart path={row.example} entry={{ ...row, detail: '' }} />;
    }
    case 'leftOut':
    case 'missing': {
      const row = find(list === 'missing' ? missingRows(preview) : leftOutRows(preview));
      return row === undefined ? null : <EntryPart path={row.path} entry={row} />;
    }
    case 'notes': {
      const row = find(noteRows(shell, preview));
      return row === undefined ? null : <p className="ws-break">{row.note}</p>;
    }
  }
}

function PathPart({ path }: { readonly path: string }) {
  const shell = useShell();
  const { text } = shell;
  const copy = (): void =>
    void shell.attempt(async () => {
      await navigator.clipboard.writeText(path);
      shell.announcer.say(text('capture-preview:side.copied'));
    });
  if (path === '') return null;
  return (
    <div className="ws-preview-path">
      <span className="ws-mono ws-break">{path}</span>
      <Button size="small" appearance="transparent" icon={<Copy16Regular />} onClick={copy}>
        {text('capture-preview:side.copyPath')}
      </Button>
    </div>
  );
}

function FolderPart({ row }: { readonly row: ReturnType<typeof folderRows>[number] }) {
  const { text, format } = useShell();
  return (
    <>
      <PathPart path={row.path} />
      <State name={row.isCaptured ? 'success' : 'warning'}>
        {text(row.isCaptured ? 'capture-preview:side.taken' : 'capture-preview:side.cannot')}
      </State>
      <Facts
        rows={[
          [text('capture-preview:lists.folder'), row.folder],
          [text('capture-preview:lists.profile'), row.user],
          [text('capture-preview:lists.place'), row.place],
          [text('capture-preview:lists.files'), format.number(row.files)],
          [text('capture-preview:lists.size'), format.bytes(row.bytes)],
        ]}
      />
    </>
  );
}

interface EntryProps {
  readonly path: string;
  readonly entry: Pick<LeftOut, 'reason' | 'ruleId' | 'detail'>;
}

function EntryPart({ path, entry }: EntryProps) {
  const shell = useShell();
  const { text } = shell;
  const detail = shell.say(entry.detail);
  const isLost = isMissing(entry.reason);
  const reason = text(`capture-preview:reason.${entry.reason}`);
  return (
    <>
      <PathPart path={path} />
      <State name={isLost ? 'warning' : 'skipped'}>
        {isLost ? (
          <span>
            <b>{text('capture-preview:side.cannot')}</b>: {reason}
          </span>
        ) : (
          <b>{reason}</b>
        )}
      </State>
      {detail === '' ? null : (
        <Facts rows={[[text('capture-preview:side.system'), <span key="detail">{detail}</span>]]} />
      )}
      <div className="ws-preview-rule">
        <span className="ws-muted ws-small">{text('capture-preview:side.decides')}</span>
        {entry.ruleId === null ? (
          <span>{text('capture-preview:side.noRule')}</span>
        ) : (
          <>
            <b>{ruleWords(shell, entry.ruleId)}</b>
            <span className="ws-mono ws-break">{entry.ruleId}</span>
          </>
        )}
      </div>
      {isLost ? <p>{shell.say(remedyOfCapture(entry))}</p> : null}
    </>
  );
}
