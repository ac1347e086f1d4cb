import { useMemo, useSyncExternalStore } from 'react';
import { useShell } from '../app/shell-context.tsx';
import type { CommandDefinition, CommandPlace } from '../app/types.ts';

/** A command as it stands now. */
export interface LiveCommand {
  readonly command: CommandDefinition;
  readonly label: string;
  readonly isEnabled: boolean;
  readonly isChecked: boolean;
  readonly children: readonly LiveCommand[];
}
export interface LiveGroup {
  readonly id: string;
  readonly commands: readonly LiveCommand[];
}

const everywhere: readonly CommandPlace[] = ['bar', 'menu', 'palette'];

/** The commands of a scope that are shown at a place, in groups; looked at again when a watched store changes. */
export function useCommandGroups(scope: string, place: CommandPlace): readonly LiveGroup[] {
  const shell = useShell();
  const version = useSyncExternalStore(shell.commands.subscribe, shell.commands.version);
  return useMemo(() => {
    const live = (command: CommandDefinition): LiveCommand => ({
      command,
      label: shell.commands.label(command),
      isEnabled: shell.commands.isEnabled(command),
      isChecked: command.isChecked?.(shell) ?? false,
      children: command.menu?.(shell).filter(shell.commands.isShown).map(live) ?? [],
    });
    const groups = new Map<string, LiveCommand[]>();
    for (const command of shell.commands.inScope(scope)) {
      if (!(command.places ?? everywhere).includes(place) || !shell.commands.isShown(command)) continue;
      groups.set(command.group, [...(groups.get(command.group) ?? []), live(command)]);
    }
    return [...groups].map(([id, commands]) => ({ id, commands }));
    // `version` is what changes when a watched store does.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [shell, scope, place, version]);
}
