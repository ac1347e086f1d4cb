import { Button, Tooltip } from '@fluentui/react-components';
import { Copy16Regular } from '@fluentui/react-icons';
import type { Device } from '#shared/model/device';
import type { NodeDetail } from '#shared/model/sequence';
import { type CommandPiece, fillCommand, printCommand } from '#shared/steps/step-command';
import { useAnswer, useShell, useSlice } from '../../../app/shell-context.tsx';
import { ErrorText } from '../../../components/error-text.tsx';
import { copyCommandLine } from '../store/step-actions.ts';
import type { CommandValues } from '../store/view-store.ts';
import { useEditor } from '../use-editor.tsx';
import { useWords } from '../use-words.ts';
import { CommandValuesField } from './command-values.tsx';
import { StepVariables } from './step-variables.tsx';

/** The mark for a value that is not shown; of one length, whatever the value is. */
const hiddenMark = '••••••';

/** The pieces of the command with the values that were asked for; a device that is still read counts as none. */
function piecesOf(node: NodeDetail, values: CommandValues, device: Device | null): CommandPiece[] {
  if (values.kind !== 'written') return fillCommand(node, device);
  return fillCommand({ ...node, variables: [] }, null);
}

function Piece({ piece }: { readonly piece: CommandPiece }) {
  const words = useWords();
  const { text, origin, name } = piece;
  if (name === null || origin === 'text') return <span className="ws-lines">{text}</span>;
  return (
    <span className={`se-token se-from-${origin} ws-lines`} title={words(`commandLine.origin.${origin}`, { name })}>
      {origin === 'secret' ? hiddenMark : text}
    </span>
  );
}

/** What this step will start, kept in view below the fields that make it, and the variables around it. */
export function CommandLine({ node }: { readonly node: NodeDetail }) {
  const words = useWords();
  const shell = useShell();
  const editor = useEditor();
  const values = useSlice(editor.view, (state) => state.commandValues);
  const device = useAnswer('device.get', values.kind === 'device' ? { deviceId: values.deviceId } : null);
  if (node.kind === 'group') return null;
  const pieces = piecesOf(node, values, device.data);
  return (
    <section className="se-commandline" aria-label={words('commandLine.title')}>
      <div className="ws-row">
        <strong>{words('commandLine.title')}</strong>
        <span className="ws-muted ws-small">{words('commandLine.note')}</span>
        <span className="ws-grow" />
        <CommandValuesField values={values} />
        <Tooltip content={words('commandLine.copy')} relationship="label">
          <Button
            size="small"
            appearance="subtle"
            icon={<Copy16Regular />}
            disabled={node.action === ''}
            onClick={() => void shell.attempt(() => copyCommandLine(shell, printCommand(pieces, hiddenMark)))}
          />
        </Tooltip>
      </div>
      <pre className="se-code" tabIndex={0} aria-label={words('commandLine.title')}>
        {node.action === '' ? <span className="ws-muted">{words('commandLine.missing')}</span> : null}
        {pieces.map((piece, index) => (
          <Piece key={index} piece={piece} />
        ))}
      </pre>
      {device.problem === null ? null : <ErrorText problem={device.problem} />}
      <StepVariables node={node} />
    </section>
  );
}
