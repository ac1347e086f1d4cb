import { Button, Spinner } from '@fluentui/react-components';
import { ArrowImport20Regular, BeakerRegular } from '@fluentui/react-icons';
import { useModel, useShell, useSlice } from '../../app/shell-context.tsx';
import { CommandButton } from '../../commands/command-bar.tsx';
import { startModel } from './model.ts';
import { TryRow } from './try-row.tsx';

/** Asks for files; the command belongs to another node, so its button is made here. */
export function ImportButton() {
  const shell = useShell();
  const command = shell.commands.byId('sequences.import');
  if (command === undefined) return null;
  return <Button onClick={() => void shell.commands.run(command.id)}>{shell.commands.label(command)}</Button>;
}

/** A site without the sample: make it, or begin with one's own. */
export function Begin() {
  const { text } = useShell();
  const isMaking = useSlice(useModel(startModel).making, (state) => state.jobId !== null);
  return (
    <section aria-label={text('start:begin.title')}>
      <h2>{text('start:begin.title')}</h2>
      <ul className="ws-tries ws-section">
        <TryRow
          icon={<BeakerRegular fontSize={24} />}
          title={text('start:begin.sample')}
          actions={
            <>
              {isMaking ? <Spinner size="tiny" label={text('start:begin.making')} /> : null}
              <CommandButton id="start.makeSample" appearance="primary" />
            </>
          }
        >
          {text('start:begin.sampleText')}
        </TryRow>
        <TryRow
          icon={<ArrowImport20Regular fontSize={24} />}
          title={text('start:begin.import')}
          actions={<ImportButton />}
        >
          {text('start:begin.importText')}
        </TryRow>
      </ul>
    </section>
  );
}
