import type { TextKey } from '../../app/i18n.ts';
import type { Shell } from '../../app/types.ts';

export interface Shortcut {
  readonly id: string;
  readonly keys: string;
  readonly label: string;
}
export interface ShortcutGroup {
  readonly id: string;
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
}

/** Pages that open as tabs, by the scope of their commands. */
const tabNames: Readonly<Record<string, TextKey>> = {
  global: 'palette:scope.global',
  editor: 'palette:scope.editor',
  run: 'palette:scope.run',
  'state-result': 'palette:scope.stateResult',
  jobs: 'palette:scope.jobs',
  settings: 'palette:scope.settings',
  welcome: 'palette:scope.welcome',
};

/** Keys that belong to lists and trees themselves: no command of the registry has them. */
const partKeys: readonly (readonly [keys: string, label: TextKey])[] = [
  ['Up, Down', 'palette:part.move'],
  ['Home, End', 'palette:part.ends'],
  ['Page Up, Page Down', 'palette:part.pages'],
  ['Left, Right', 'palette:part.fold'],
  ['Enter', 'palette:part.open'],
  ['Shift+Up, Shift+Down', 'palette:part.span'],
  ['Ctrl+A', 'palette:part.all'],
  ['Shift+F10', 'palette:part.menu'],
  ['Esc', 'palette:part.escape'],
];

/** The words for where commands of a scope act. */
export function scopeTitle(shell: Shell, scope: string): string {
  const nodes = shell.features.flatMap((feature) => feature.nodes ?? []);
  const node = nodes.find((one) => one.id === scope || one.menuScope === scope);
  return shell.text(node?.label ?? tabNames[scope] ?? 'palette:scope.other');
}

/** Every key of the console, by where it works: anywhere first, then lists, then page by page. */
export function shortcutGroups(shell: Shell): readonly ShortcutGroup[] {
  const groups = new Map<string, Shortcut[]>();
  for (const command of shell.commands.all()) {
    if (command.keys === undefined) continue;
    const title = scopeTitle(shell, command.scope);
    const shortcut = { id: command.id, keys: command.keys, label: shell.commands.label(command) };
    groups.set(title, [...(groups.get(title) ?? []), shortcut]);
  }
  const named = [...groups].map(([title, shortcuts]) => ({ id: title, title, shortcuts }));
  const anywhere = shell.text('palette:scope.global');
  const lists: ShortcutGroup = {
    id: 'lists',
    title: shell.text('palette:scope.lists'),
    shortcuts: partKeys.map(([keys, label]) => ({ id: label, keys, label: shell.text(label) })),
  };
  return [
    ...named.filter((group) => group.title === anywhere),
    lists,
    ...named.filter((group) => group.title !== anywhere),
  ];
}

/** Groups with the shortcuts whose keys or words hold every word of the filter. */
export function filterShortcuts(groups: readonly ShortcutGroup[], filter: string): readonly ShortcutGroup[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (shortcut: Shortcut): boolean =>
    words.every((word) => `${shortcut.keys} ${shortcut.label}`.toLowerCase().includes(word));
  return groups
    .map((group) => ({ ...group, shortcuts: group.shortcuts.filter(fits) }))
    .filter((group) => group.shortcuts.length > 0);
}
