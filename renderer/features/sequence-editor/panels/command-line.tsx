import { Button, Tooltip } from '@fluentui/react-components';
import { Copy16Regular } from '@fluentui/react-icons';
import type { NodeDetail } from '#shared/model/sequence';
import { useShell } from '../../../app/shell-context.tsx';
import { copyCommandLine } from '../store/step-actions.ts';
import { useWords } from '../use-words.ts';

/** Pieces of a command: variables stand out from the text around them. */
function pieces(action: string): { text: string; isVariable: boolean }[] {
  return action
    .split(/(%[A-Za-z_][\w-]*%)/)
    .map((text, index) => ({ text, isVariable: index % 2 === 1 }))
    .filter((piece) => piece.text !== '');
}

/** What this step will start, kept in view below the fields that make it. */
export function CommandLine({ node }: { readonly node: NodeDetail }) {
  const words = useWords();
  const shell = useShell();
  if (node.kind === 'group') return null;
  return (
    <section className="se-commandline" aria-label={words('commandLine.title')}>
      <div className="ws-row">
        <strong>{words('commandLine.title')}</strong>
        <span className="ws-muted ws-small">{words('commandLine.note')}</span>
        <span className="ws-grow" />
        <Tooltip content={words('commandLine.copy')} relationship="label">
          <Button
            size="small"
            appearance="subtle"
            icon={<Copy16Regular />}
            disabled={node.action === ''}
            onClick={() => void shell.attempt(() => copyCommandLine(shell, node))}
          />
        </Tooltip>
      </div>
      <pre className="se-code" tabIndex={0} aria-label={words('commandLine.title')}>
        {node.action === '' ? <span className="ws-muted">{words('commandLine.missing')}</span> : null}
        {pieces(node.action).map((piece, index) =>
          piece.isVariable ? (
            <span key={index} className="se-token ws-lines">
              {piece.text}
            </span>
          ) : (
            <span key={index} className="ws-lines">
              {piece.text}
            </span>
          ),
        )}
      </pre>
    </section>
  );
}
