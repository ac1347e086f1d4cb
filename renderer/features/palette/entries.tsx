import type { ReactElement } from 'react';
import type { CommandDefinition, PaletteObject, Shell } from '../../app/types.ts';
import { activeScope } from '../../commands/keys.ts';

export type PaletteGroup = 'commands' | 'steps' | 'objects' | 'elsewhere';

/** One line of the palette. */
export interface PaletteEntry {
  readonly id: string;
  readonly group: PaletteGroup;
  readonly label: string;
  /** Where it belongs. */
  readonly hint: string;
  readonly icon: ReactElement | null;
  readonly keys: string | null;
  readonly run: () => unknown;
}

/** The palette itself is open already. */
const ownCommand = 'palette.open';

/** Where commands of this scope act: the name of the node or of the open page; nothing for those that act anywhere. */
function placeName(shell: Shell, scope: string): string {
  if (scope === 'global') return '';
  const node = shell.features.flatMap((feature) => feature.nodes ?? []).find((one) => one.id === scope);
  if (node !== undefined) return shell.text(node.label);
  const { tabs, activeId } = shell.tabs.store.getState();
  return tabs.find((tab) => tab.id === activeId)?.title ?? '';
}

function isUsable({ commands }: Shell, command: CommandDefinition): boolean {
  return commands.isShown(command) && commands.isEnabled(command);
}

/** A command, or the commands below it: one that opens a menu does nothing itself. */
function entriesOf(shell: Shell, command: CommandDefinition, parent: string | null): readonly PaletteEntry[] {
  const { commands, text } = shell;
  if (command.id === ownCommand || !(command.places ?? ['palette']).includes('palette')) return [];
  if (!isUsable(shell, command)) return [];
  const own = commands.label(command);
  const label = parent === null ? own : text('palette:below', { parent, child: own });
  if (command.menu !== undefined) {
    return command.menu(shell).flatMap((child) => entriesOf(shell, child, own));
  }
  return [
    {
      id: `command:${command.id}`,
      group: 'commands',
      label,
      hint: placeName(shell, command.scope),
      icon: command.icon ?? null,
      keys: command.keys ?? null,
      run: () => commands.invoke(command),
    },
  ];
}

export function entryOf(object: PaletteObject): PaletteEntry {
  const { id, label, hint, icon, kind, open } = object;
  return {
    id: `${kind}:${id}`,
    group: kind === 'step' ? 'steps' : 'objects',
    label,
    hint,
    icon,
    keys: null,
    run: open,
  };
}

function hasKeys(entries: ReadonlyMap<string, PaletteEntry>, keys: string | null): boolean {
  return keys !== null && [...entries.values()].some((entry) => entry.keys === keys);
}

/** All that can be done now: commands of what is on the screen, and commands of the window. */
export function commandEntries(shell: Shell): readonly PaletteEntry[] {
  const { commands } = shell;
  const scopes = [...new Set([activeScope(shell), 'global'])];
  const unique = new Map<string, PaletteEntry>();
  for (const command of scopes.flatMap((scope) => commands.inScope(scope))) {
    for (const entry of entriesOf(shell, command, null)) {
      // Its key belongs to a command of the page, which does the same there: it would stand here twice.
      if (command.scope === 'global' && hasKeys(unique, entry.keys)) continue;
      unique.set(entry.id, entry);
    }
  }
  return [...unique.values()];
}
