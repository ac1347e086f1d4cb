import { Button, Tooltip } from '@fluentui/react-components';
import { ChevronDown16Regular, ChevronUp16Regular, Copy16Regular } from '@fluentui/react-icons';
import type { Device } from '#shared/model/device';
import type { NodeDetail } from '#shared/model/sequence';
import { type CommandPiece, fillCommand, printCommand } from '#shared/steps/step-command';
import { useAnswer, useShell, useSlice } from '../../../app/shell-context.tsx';
import { ErrorText } from '../../../components/error-text.tsx';
import { useIsLowerThan } from '../../../components/use-window-size.ts';
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

/** In a window of less height the panel would leave its page a line or two: it begins as a bar. */
const barBelow = 700;

function useIsOpen() {
  const editor = useEditor();
  const isLow = useIsLowerThan(barBelow);
  const chosen = useSlice(editor.view, (state) => state.isCommandOpen);
  const isOpen = chosen ?? !isLow;
  return { isOpen, toggle: () => editor.view.setState({ isCommandOpen: !isOpen }) };
}

function CopyButton({ node, pieces }: { readonly node: NodeDetail; readonly pieces: readonly CommandPiece[] }) {
  const words = useWords();
  const shell = useShell();
  return (
    <Tooltip content={words('commandLine.copy')} relationship="label">
      <Button
        size="small"
        appearance="subtle"
        icon={<Copy16Regular />}
        disabled={node.action === ''}
        onClick={() => void shell.attempt(() => copyCommandLine(shell, printCommand([...pieces], hiddenMark)))}
      />
    </Tooltip>
  );
}

interface ShownProps {
  readonly node: NodeDetail;
  readonly pieces: readonly CommandPiece[];
}

function Code({ node, pieces }: ShownProps) {
  const words = useWords();
  return (
    <>
      {node.action === '' ? <span className="ws-muted">{words('commandLine.missing')}</span> : null}
      {pieces.map((piece, index) => (
        <Piece key={index} piece={piece} />
      ))}
    </>
  );
}

/** What this step will start, below the fields that make it, and the variables around it; or its first line as a bar. */
export function CommandLine({ node }: { readonly node: NodeDetail }) {
  const words = useWords();
  const editor = useEditor();
  const { isOpen, toggle } = useIsOpen();
  const values = useSlice(editor.view, (state) => state.commandValues);
  const device = useAnswer('device.get', values.kind === 'device' ? { deviceId: values.deviceId } : null);
  if (node.kind === 'group') return null;
  const pieces = piecesOf(node, values, device.data);
  const shown = { node, pieces };
  return (
    <section className="se-commandline" aria-label={words('commandLine.title')}>
      <div className="ws-row">
        <Button
          size="small"
          appearance="transparent"
          className="se-command-toggle"
          icon={isOpen ? <ChevronDown16Regular /> : <ChevronUp16Regular />}
          aria-expanded={isOpen}
          onClick={toggle}
        >
          <strong>{words('commandLine.title')}</strong>
        </Button>
        {isOpen ? (
          <>
            <span className="ws-muted ws-small se-command-note" title={words('commandLine.note')}>
              {words('commandLine.note')}
            </span>
            <span className="ws-grow" />
            <CommandValuesField values={values} />
          </>
        ) : (
          <code className="se-command-bar" title={printCommand(pieces, hiddenMark)}>
            <Code {...shown} />
          </code>
        )}
        <CopyButton {...shown} />
      </div>
      {isOpen ? (
        <pre className="se-code" tabIndex={0} aria-label={words('commandLine.title')}>
          <Code {...shown} />
        </pre>
      ) : null}
      {device.problem === null ? null : <ErrorText problem={device.problem} />}
      {isOpen ? <StepVariables node={node} /> : null}
    </section>
  );
}
