import type { ComponentType } from 'react';
import { useStore } from 'zustand';
import type { OpenDialog } from '../stores/dialogs.ts';
import { frameDialogs } from './frame-dialogs.ts';
import { useShell } from './shell-context.tsx';
import type { FeatureDefinition } from './types.ts';

type AnyDialog = ComponentType<{ request: unknown; close: (result?: unknown) => void }>;

function componentOf(open: OpenDialog, features: readonly FeatureDefinition[]): AnyDialog | undefined {
  const kind = open.dialog.kind;
  const maps = [frameDialogs, ...features.map((feature) => feature.dialogs ?? {})];
  return maps.map((map) => map[kind]).find((component) => component !== undefined) as AnyDialog | undefined;
}

/** Shows the open dialogs, the last on top. */
export function DialogHost() {
  const shell = useShell();
  const open = useStore(shell.dialogs.store, (state) => state.open);
  return open.map((entry) => {
    const Component = componentOf(entry, shell.features);
    if (!Component) throw new Error(`No component for the dialog ${entry.dialog.kind}`);
    return (
      <Component
        key={entry.id}
        request={entry.dialog.request}
        close={(result) => shell.dialogs.close(entry.id, result)}
      />
    );
  });
}
