import { errorText } from '#shared/text/say';
import { Field, Input, Textarea } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { AppError, isAppError } from '#shared/contract/errors';
import type { FolderId, JobId } from '#shared/model/ids';
import type { SequenceSelection } from '#shared/model/lists';
import type { ImportResult } from '#shared/model/task-sequence';
import { useShell, useSlice } from '../../app/shell-context.tsx';
import type { DialogProps, Shell } from '../../app/types.ts';
import { useWork, type Work } from '../../app/use-work.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { State } from '../../components/state.tsx';
import { downloadFile, uploadFile } from '../../api/transfer.ts';
import { IntentBar } from '../../components/intent-bar.tsx';
import { useFolderRows } from './folders.ts';
import { pathText } from './model.ts';

interface Progress {
  readonly done: number;
  readonly total: number;
}

function RefusedLine({ refused }: { readonly refused: ImportResult['refused'][number] }) {
  const { sentence, remedy } = errorText(useShell().text, refused.code, refused.details);
  return (
    <li>
      <State name="error" isIconOnly /> <b>{sentence}</b> {remedy}
    </li>
  );
}

interface ImportLinesProps {
  readonly result: ImportResult;
  readonly folderId: FolderId | null;
  /** When it was imported. */
  readonly at: number;
}

/** What came in, each with what tells it from others of its name; and what was refused and why. */
function ImportLines({ result, folderId, at }: ImportLinesProps) {
  const { text, say, format } = useShell();
  const folder = useFolderRows().find((one) => one.id === folderId);
  const place = folder === undefined ? text('task-sequences:topFolder') : pathText(folder.path);
  const where = { folder: place, time: format.date(at) };
  return (
    <>
      {result.imported.length === 0 ? null : (
        <section aria-label={text('task-sequences:import.imported', { count: result.imported.length })}>
          <h3>{text('task-sequences:import.imported', { count: result.imported.length })}</h3>
          <ul className="ws-plain-list">
            {result.imported.map((one) => (
              <li key={one.packageId}>
                <State name="success" isIconOnly /> <b>{one.name}</b>{' '}
                <span className="ws-muted">
                  {one.originalId === ''
                    ? text('task-sequences:import.as', { id: one.packageId })
                    : text('task-sequences:import.was', { id: one.packageId, original: one.originalId })}
                </span>
                <div className="ws-muted ws-small">
                  {text('task-sequences:import.where', { ...where, file: one.file })}
                </div>
                {one.notes.map(say).map((note) => (
                  <div key={note} className="ws-muted ws-small">
                    {note}
                  </div>
                ))}
              </li>
            ))}
          </ul>
        </section>
      )}
      {result.refused.length === 0 ? null : (
        <section aria-label={text('task-sequences:import.refused', { count: result.refused.length })}>
          <h3>{text('task-sequences:import.refused', { count: result.refused.length })}</h3>
          <ul className="ws-plain-list">
            {result.refused.map((one) => (
              <RefusedLine key={`${one.file} ${one.code}`} refused={one} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

type Sources = { kind: 'transfer'; transferId: string }[];

/** Sends the files to the core in chunks. Errors: `CANCELLED` after the signal; what was sent by then is given up. */
async function upload(
  { client }: Shell,
  files: readonly File[],
  onProgress: (done: number) => void,
  signal: AbortSignal,
): Promise<Sources> {
  const sources: Sources = [];
  let before = 0;
  try {
    for (const file of files) {
      const at = before;
      const transferId = await uploadFile(client, file, (done) => onProgress(at + done), signal);
      sources.push({ kind: 'transfer', transferId });
      before += file.size;
    }
    if (signal.aborted) throw new AppError('CANCELLED');
  } catch (error) {
    await Promise.allSettled(sources.map(({ transferId }) => client.call('transfer.end', { transferId })));
    throw error;
  }
  return sources;
}

function sayResult({ text, announcer }: Shell, { imported, refused }: ImportResult): void {
  announcer.say(text('task-sequences:import.imported', { count: imported.length }));
  if (refused.length > 0) announcer.alert(text('task-sequences:import.refused', { count: refused.length }));
}

/** What the job made. Null when it was called off before anything was done. */
async function finish(shell: Shell, jobId: JobId): Promise<ImportResult | null> {
  const { state, error } = await shell.jobs.whenEnded(jobId);
  const result = await shell.client.call('sequence.importResult', { jobId });
  // A job that brought nothing has failed; which files were refused and why is its result all the same.
  const isRefused = result.refused.length > 0;
  if (state === 'failed' && error !== null && !isRefused) throw new AppError(error.code, error.details);
  if (state === 'cancelled' && result.imported.length + result.refused.length === 0) return null;
  sayResult(shell, result);
  return result;
}

/** Starts the import once, when the dialog opens: files go to the core, then a job reads them there. */
function useImport(
  shell: Shell,
  { files, folderId }: DialogProps<'sequence.importing'>['request'],
  work: Work,
  onNothing: () => void,
) {
  const [sent, setSent] = useState<Progress>({ done: 0, total: files.reduce((sum, file) => sum + file.size, 0) });
  const [jobId, setJobId] = useState<JobId | null>(null);
  const [result, setResult] = useState<ImportResult | null>(null);
  const started = useRef<AbortController | null>(null);
  const { run } = work;
  useEffect(() => {
    if (started.current !== null) return;
    const abort = new AbortController();
    started.current = abort;
    run(async () => {
      try {
        const onProgress = (done: number): void => setSent(({ total }) => ({ done, total }));
        const sources = await upload(shell, files, onProgress, abort.signal);
        const made = await shell.client.call('sequence.startImport', { sources, folderId });
        setJobId(made.jobId);
        const ended = await finish(shell, made.jobId);
        if (ended === null) onNothing();
        else setResult(ended);
      } catch (error) {
        if (!isAppError(error, 'CANCELLED')) throw error;
        onNothing();
      }
    });
  }, [shell, files, folderId, run, onNothing]);
  const cancel = (): void => {
    if (jobId === null) started.current?.abort();
    else void shell.attempt(() => shell.jobs.cancel(jobId));
  };
  return { sent, jobId, result, cancel };
}

/** Imports what was dropped or chosen, and says what became of each file. */
export function ImportDialog({ request, close }: DialogProps<'sequence.importing'>) {
  const shell = useShell();
  const { text } = shell;
  const work = useWork();
  const [openedAt] = useState(() => Date.now());
  const { sent, jobId, result, cancel } = useImport(shell, request, work, close);
  const job = useSlice(shell.jobs.store, ({ jobs }) => jobs.find((one) => one.id === jobId));
  const isReading = result === null && work.problem === null;
  const progress = job === undefined ? sent : { done: job.done, total: job.total ?? 0 };
  return (
    <FormDialog
      title={text('task-sequences:import.title')}
      action={null}
      width={700}
      onClose={isReading ? cancel : () => close(result ?? undefined)}
      problem={work.problem}
      {...(isReading ? { closeLabel: text('task-sequences:import.cancel') } : {})}
    >
      {isReading ? (
        <Field
          label={text(job === undefined ? 'task-sequences:import.sending' : 'task-sequences:import.reading', {
            count: request.files.length,
          })}
          hint={job?.text ?? ''}
        >
          <IntentBar state="running" {...(progress.total === 0 ? {} : { value: progress.done / progress.total })} />
        </Field>
      ) : null}
      {result === null ? null : (
        <ImportLines result={result} folderId={request.folderId} at={job?.endedAt ?? openedAt} />
      )}
    </FormDialog>
  );
}

function suggestName(
  { rows, count }: DialogProps<'sequence.export'>['request']['chosen'],
  text: Shell['text'],
): string {
  const [first] = rows;
  const name = count === 1 && first !== undefined ? first.name : text('task-sequences:export.several', { count });
  // eslint-disable-next-line no-control-regex -- characters that no file name may have
  return `${name.replace(/[\\/:*?"<>|\u0000-\u001f]/g, '_')}.zip`;
}

/** Exports to one zip, which the browser keeps where it keeps downloads. */
export function ExportDialog({ request, close }: DialogProps<'sequence.export'>) {
  const shell = useShell();
  const { text, client } = shell;
  const { chosen } = request;
  const [fileName, setFileName] = useState(() => suggestName(chosen, text));
  const [comment, setComment] = useState('');
  const work = useWork();
  const submit = (): void =>
    work.run(async () => {
      const sequences = chosen.input as SequenceSelection;
      const made = await client.call('sequence.export', { sequences, target: { kind: 'transfer' }, comment });
      const name = /\.zip$/i.test(fileName.trim()) ? fileName.trim() : `${fileName.trim() || 'Task sequence'}.zip`;
      if (made.transferId !== null) await downloadFile(client, made.transferId, name);
      close(true);
      const left = made.secretsLeftOut.length;
      shell.toasts.show({
        intent: 'success',
        title: text('task-sequences:export.done', { name, size: shell.format.bytes(made.sizeBytes) }),
        ...(left === 0 ? {} : { text: text('task-sequences:export.secrets', { count: left }) }),
      });
    });
  return (
    <FormDialog
      title={text('task-sequences:export.title', { count: chosen.count, name: chosen.rows[0]?.name ?? '' })}
      action={text('task-sequences:export.action')}
      onSubmit={submit}
      onClose={() => close()}
      isBusy={work.isBusy}
      problem={work.problem}
    >
      <p>{text('task-sequences:export.text')}</p>
      <Field label={text('task-sequences:export.fileName')} required>
        <Input
          size="small"
          value={fileName}
          maxLength={200}
          onChange={(_event, data) => setFileName(data.value)}
          autoFocus
        />
      </Field>
      <Field label={text('task-sequences:export.comment')}>
        <Textarea size="small" value={comment} maxLength={4000} onChange={(_event, data) => setComment(data.value)} />
      </Field>
    </FormDialog>
  );
}
