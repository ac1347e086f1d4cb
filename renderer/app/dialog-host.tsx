import { useMemo, type ComponentType } from 'react';
import { useStore } from 'zustand';
import type { Client } from '../api/client.ts';
import { CanLeaveBusy } from '../components/form-dialog.tsx';
import type { OpenDialog } from '../stores/dialogs.ts';
import { frameDialogs } from './frame-dialogs.ts';
import { InnerShell, useShell } from './shell-context.tsx';
import type { FeatureDefinition } from './types.ts';

type AnyDialog = ComponentType<{ request: unknown; close: (result?: unknown) => void }>;

function componentOf(open: OpenDialog, features: readonly FeatureDefinition[]): AnyDialog | undefined {
  const kind = open.dialog.kind;
  const maps = [frameDialogs, ...features.map((feature) => feature.dialogs ?? {})];
  return maps.map((map) => map[kind]).find((component) => component !== undefined) as AnyDialog | undefined;
}

/** A client whose calls end with a signal, beside what ends them anyway. */
function endedBy(client: Client, signal: AbortSignal): Client {
  return {
    call: (method, input, options) => {
      const signals = options?.signal === undefined ? [signal] : [signal, options.signal];
      return client.call(method, input, { ...options, signal: AbortSignal.any(signals) });
    },
    on: (topic, listener) => client.on(topic, listener),
    onClose: (listener) => client.onClose(listener),
    close: () => client.close(),
  };
}

/**
 * One dialog. What it waits for waits for a lost core as well, and the person does not have to: the dialog can be left
 * then, and what had not reached the core is not sent when it is back.
 */
function OneDialog({ entry }: { readonly entry: OpenDialog }) {
  const shell = useShell();
  const isLost = useStore(shell.connection.store, ({ state }) => state.status !== 'connected');
  const { inner, left } = useMemo(() => {
    const controller = new AbortController();
    return { inner: { ...shell, client: endedBy(shell.client, controller.signal) }, left: controller };
  }, [shell]);
  const Component = componentOf(entry, shell.features);
  if (!Component) throw new Error(`No component for the dialog ${entry.dialog.kind}`);
  const close = (result?: unknown): void => {
    shell.dialogs.close(entry.id, result);
    if (result === undefined && shell.connection.store.getState().state.status !== 'connected') left.abort();
  };
  return (
    <InnerShell shell={inner}>
      <CanLeaveBusy value={isLost}>
        {/* By it the walks of the journeys know which dialog of the registry they are in. */}
        <span hidden data-dialog={entry.dialog.kind} />
        <Component request={entry.dialog.request} close={close} />
      </CanLeaveBusy>
    </InnerShell>
  );
}

/** Shows the open dialogs, the last on top. */
export function DialogHost() {
  const shell = useShell();
  const open = useStore(shell.dialogs.store, (state) => state.open);
  return open.map((entry) => <OneDialog key={entry.id} entry={entry} />);
}
