import { DocumentSearch24Regular } from '@fluentui/react-icons';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useModel, useAnswer, useShell } from '../../app/shell-context.tsx';
import { CommandBar, CommandButton } from '../../commands/command-bar.tsx';
import { ErrorPage, ErrorText } from '../../components/error-text.tsx';
import { EmptyState } from '../../components/parts.tsx';
import { State } from '../../components/state.tsx';
import type { TabOf } from '../../stores/tabs.ts';
import { capturePreviewModel } from './model.ts';
import { ElevationNote, PreviewHead } from './preview-head.tsx';
import { usersListId } from './preview-lists.ts';
import { PreviewLists } from './preview-lists-view.tsx';
import type { PreviewState, PreviewStore } from './preview-store.ts';
import { PreviewUsers } from './preview-users.tsx';
import { previewScope } from './tabs.ts';
import { CutText } from '../../components/cut-text.tsx';
import { IntentBar } from '../../components/intent-bar.tsx';

/** What a capture of a computer would take, before one is run. Reads only. */
export function PreviewPage({ tab }: { readonly tab: TabOf<'capture-preview'> }) {
  const shell = useShell();
  const open = useModel(capturePreviewModel).open(tab.params);
  const state = useStore(open.store);
  const name = state.preview?.deviceName ?? tab.params.name;
  useEffect(() => {
    shell.tabs.setTitle(tab.id, shell.text('capture-preview:tab', { name }));
  }, [shell, tab.id, name]);
  return (
    <div className="ws-page">
      <CommandBar scope={previewScope} />
      <div className="ws-preview">
        <Elevation state={state} deviceId={tab.params.deviceId} />
        {state.status === 'scanning' ? <Scanning state={state} name={name} /> : null}
        {state.status === 'failed' && state.problem !== null && state.preview !== null ? (
          <ErrorText problem={state.problem} />
        ) : null}
        <Body state={state} open={open} name={name} deviceId={tab.params.deviceId} />
      </div>
    </div>
  );
}

interface ElevationProps {
  readonly state: PreviewState;
  readonly deviceId: string | null;
}

/** Known of this computer before the scan has ended; a device of folders needs no elevation. */
function Elevation({ state, deviceId }: ElevationProps) {
  const { data: computer } = useAnswer('device.thisComputer', {});
  const isThisComputer = deviceId === null || deviceId === computer?.deviceId;
  const early = isThisComputer ? (computer?.elevationHelps ?? []) : [];
  return <ElevationNote helps={state.preview?.elevationHelps ?? early} />;
}

function Scanning({ state, name }: { readonly state: PreviewState; readonly name: string }) {
  const shell = useShell();
  const { text } = shell;
  const job = useStore(shell.jobs.store, ({ jobs }) => jobs.find((one) => one.id === state.jobId));
  return (
    <section className="ws-preview-scan" aria-label={text('capture-preview:scanning.label')}>
      <State name="running">{text('capture-preview:scanning.title', { name })}</State>
      <IntentBar state="running" aria-label={text('capture-preview:scanning.label')} />
      <span className="ws-num ws-small ws-nowrap">
        {job === undefined ? '' : text('capture-preview:scanning.files', { count: job.done })}
      </span>
      <CommandButton id="preview.cancel" size="small" />
      <CutText className="ws-muted ws-small ws-preview-now">{job?.text ?? ''}</CutText>
    </section>
  );
}

interface BodyProps {
  readonly state: PreviewState;
  readonly open: PreviewStore;
  readonly name: string;
  readonly deviceId: string | null;
}

function Body({ state, open, name, deviceId }: BodyProps) {
  const { text } = useShell();
  const { preview, status, problem } = state;
  const icon = <DocumentSearch24Regular />;
  if (preview === null) {
    if (status === 'failed' && problem !== null) {
      return <ErrorPage problem={problem} onRetry={() => void open.scan()} />;
    }
    const words = status === 'cancelled' ? 'cancelled' : 'scanning';
    return (
      <EmptyState
        icon={icon}
        title={text(`capture-preview:${words}.title`, { name })}
        text={text(`capture-preview:${words}.text`)}
        actions={status === 'cancelled' ? <CommandButton id="preview.scan" appearance="primary" /> : null}
      />
    );
  }
  const isNothing = preview.files === 0 && preview.missingCount === 0 && preview.leftOutCount === 0;
  return (
    <>
      <div className="ws-preview-top">
        <PreviewHead preview={preview} name={name} onShow={open.show} />
        <PreviewUsers preview={preview} listId={usersListId(deviceId)} />
      </div>
      {isNothing ? (
        <EmptyState
          icon={icon}
          title={text('capture-preview:nothing.title')}
          text={text('capture-preview:nothing.text')}
        />
      ) : null}
      <PreviewLists preview={preview} open={open} deviceId={deviceId} list={state.list} filter={state.filter} />
    </>
  );
}
