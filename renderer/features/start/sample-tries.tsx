import {
  DatabaseArrowDown20Regular,
  DatabaseArrowUp20Regular,
  DocumentSearch20Regular,
  TaskListSquareLtr20Regular,
} from '@fluentui/react-icons';
import { useShell } from '../../app/shell-context.tsx';
import { CommandButton } from '../../commands/command-bar.tsx';
import { ErrorText } from '../../components/error-text.tsx';
import { State } from '../../components/state.tsx';
import { useSample } from './model.ts';
import { missingPart, sampleNames, type SampleState } from './sample.ts';
import { TryRow } from './try-row.tsx';

const { captureSequence, restoreSequence, oldDevice, newDevice } = sampleNames;

/** Things to try on the sample, in the order in which they make sense, and a look at the computer itself. */
export function SampleTries() {
  const { text } = useShell();
  const { data, problem } = useSample();
  return (
    <section aria-label={text('start:try.title')}>
      <h2>{text('start:try.title')}</h2>
      {problem === null ? null : <ErrorText problem={problem} />}
      {data === null ? null : (
        <ul className="ws-tries ws-section">
          <CaptureTry sample={data} />
          <RestoreTry sample={data} />
          <EditTry sample={data} />
          <PreviewTry />
        </ul>
      )}
    </section>
  );
}

function Missing({ name }: { readonly name: string }) {
  return <State name="warning">{useShell().text('start:try.missing', { name })}</State>;
}

function CaptureTry({ sample }: { readonly sample: SampleState }) {
  const { text, format } = useShell();
  const { store } = sample;
  const missing = missingPart([
    [captureSequence, sample.captureSequence],
    [oldDevice, sample.oldDevice],
  ]);
  const done =
    store?.capturedAt == null
      ? null
      : text('start:try.capture.done', {
          time: format.date(store.capturedAt),
          files: text('start:files', { count: store.fileCount }),
        });
  return (
    <TryRow
      icon={<DatabaseArrowUp20Regular fontSize={24} />}
      title={text('start:try.capture.title', { device: oldDevice })}
      actions={<CommandButton id="start.capture" appearance={store === null ? 'primary' : 'secondary'} />}
    >
      {missing !== null ? <Missing name={missing} /> : null}
      {missing === null && done !== null ? <State name="success">{done}</State> : null}
      {missing === null && done === null
        ? text('start:try.capture.text', { device: oldDevice, sequence: captureSequence })
        : null}
    </TryRow>
  );
}

function RestoreTry({ sample }: { readonly sample: SampleState }) {
  const { text, format } = useShell();
  const { store } = sample;
  const missing = missingPart([
    [restoreSequence, sample.restoreSequence],
    [newDevice, sample.newDevice],
  ]);
  const restoredAt = store?.restoredAt ?? null;
  const plain = store === null ? 'start:try.restore.wait' : 'start:try.restore.text';
  return (
    <TryRow
      icon={<DatabaseArrowDown20Regular fontSize={24} />}
      title={text('start:try.restore.title', { device: newDevice })}
      actions={
        <>
          <CommandButton id="start.result" appearance="primary" />
          <CommandButton
            id="start.restore"
            appearance={store !== null && restoredAt === null ? 'primary' : 'secondary'}
          />
        </>
      }
    >
      {missing !== null ? <Missing name={missing} /> : null}
      {missing === null && restoredAt !== null ? (
        <State name="success">{text('start:try.restore.done', { time: format.date(restoredAt) })}</State>
      ) : null}
      {missing === null && restoredAt === null ? text(plain, { sequence: restoreSequence }) : null}
    </TryRow>
  );
}

function EditTry({ sample }: { readonly sample: SampleState }) {
  const { text } = useShell();
  const missing = sample.captureSequence === null && sample.restoreSequence === null ? captureSequence : null;
  return (
    <TryRow
      icon={<TaskListSquareLtr20Regular fontSize={24} />}
      title={text('start:try.edit.title')}
      actions={<CommandButton id="start.edit" />}
    >
      {missing === null ? text('start:try.edit.text') : <Missing name={missing} />}
    </TryRow>
  );
}

/** Not of the sample, but the safest thing to do with a computer of one's own: it is only looked at. */
function PreviewTry() {
  const { text } = useShell();
  return (
    <TryRow
      icon={<DocumentSearch20Regular fontSize={24} />}
      title={text('start:try.preview.title')}
      actions={<CommandButton id="start.preview" />}
    >
      {text('start:try.preview.text')}
    </TryRow>
  );
}
