import { useDeferredValue, useMemo, useState, useSyncExternalStore } from 'react';
import { useShell } from '../app/shell-context.tsx';
import type { CommandDefinition, CommandPlace, Shell } from '../app/types.ts';

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

/** The list of before when each member is the same, so that who shows it has nothing to do. */
function keepList<T>(before: readonly T[] | undefined, now: readonly T[]): readonly T[] {
  return before?.length === now.length && now.every((one, at) => one === before[at]) ? before : now;
}

/** The command of before when it reads the same; the entries of a menu are made anew each time, their ids are not. */
function keepCommand(before: LiveCommand | undefined, now: LiveCommand): LiveCommand {
  const isSame =
    before?.command.id === now.command.id &&
    before.label === now.label &&
    before.isEnabled === now.isEnabled &&
    before.isChecked === now.isChecked &&
    before.children === now.children;
  return isSame ? before : now;
}

/** A command and what is below it, as they stand now; what reads as before is the same object. */
function look(shell: Shell, command: CommandDefinition, before: LiveCommand | undefined): LiveCommand {
  const children = command.menu?.(shell).filter(shell.commands.isShown) ?? [];
  return keepCommand(before, {
    command,
    label: shell.commands.label(command),
    isEnabled: shell.commands.isEnabled(command),
    isChecked: command.isChecked?.(shell) ?? false,
    children: keepList(
      before?.children,
      children.map((child, at) => look(shell, child, before?.children[at])),
    ),
  });
}

type ListGroups = (shell: Shell, scope: string, place: CommandPlace) => readonly LiveGroup[];

/** Lists the commands of one bar or menu, one time after the other: what stands as before is the same object. */
function createLister(): ListGroups {
  let last: readonly LiveGroup[] = [];
  return (shell, scope, place) => {
    const held = new Map(last.flatMap((group) => group.commands.map((live) => [live.command.id, live])));
    const groups = new Map<string, LiveCommand[]>();
    for (const command of shell.commands.inScope(scope)) {
      if (!(command.places ?? everywhere).includes(place) || !shell.commands.isShown(command)) continue;
      const live = look(shell, command, held.get(command.id));
      groups.set(command.group, [...(groups.get(command.group) ?? []), live]);
    }
    const now = [...groups].map(([id, made]) => {
      const old = last.find((group) => group.id === id);
      const commands = keepList(old?.commands, made);
      return old?.commands === commands ? old : { id, commands };
    });
    last = keepList(last, now);
    return last;
  };
}

/**
 * The commands of a scope that are shown at a place, in groups; looked at again when a watched store changes. That may
 * come a moment after what the person did is on the screen: a command asks again when it is invoked.
 */
export function useCommandGroups(scope: string, place: CommandPlace): readonly LiveGroup[] {
  const shell = useShell();
  const [list] = useState(createLister);
  const version = useDeferredValue(useSyncExternalStore(shell.commands.subscribe, shell.commands.version));
  // `version` is what changes when a watched store does.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => list(shell, scope, place), [list, shell, scope, place, version]);
}
