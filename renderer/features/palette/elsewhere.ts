import type { CommandDefinition, Shell } from '../../app/types.ts';
import { activeScope } from '../../commands/keys.ts';
import type { PaletteEntry } from './entries.tsx';
import { scopeTitle } from './shortcuts.ts';

/** Why a command cannot be used now, and the way to where it can. */
type Elsewhere = Pick<PaletteEntry, 'hint' | 'run'>;

const stay = (): void => undefined;

/** The node from which pages of this kind are opened. */
function nodeOfTab(shell: Shell, kind: string): string | null {
  for (const feature of shell.features) {
    const tabKind = feature.tabKinds?.find((one) => one.kind === kind);
    if (tabKind !== undefined) return tabKind.openedFrom ?? feature.nodes?.[0]?.id ?? null;
  }
  return null;
}

function elsewhereOf(shell: Shell, { scope }: CommandDefinition): Elsewhere | null {
  const { text, tabs } = shell;
  if (scope === activeScope(shell)) return { hint: text('palette:why.selection'), run: stay };
  const nodes = shell.features.flatMap((feature) => feature.nodes ?? []);
  const node = nodes.find((one) => one.id === scope || one.menuScope === scope);
  if (node !== undefined) {
    return { hint: text('palette:why.page', { page: text(node.label) }), run: () => shell.goTo(node.id) };
  }
  const tab = tabs.store.getState().tabs.findLast((one) => one.kind === scope);
  if (tab !== undefined) {
    return { hint: text('palette:why.page', { page: tab.title }), run: () => tabs.activate(tab.id) };
  }
  const from = nodes.find(({ id }) => id === nodeOfTab(shell, scope));
  if (from === undefined) return null;
  const hint = text('palette:why.open', { page: scopeTitle(shell, scope), from: text(from.label) });
  return { hint, run: () => shell.goTo(from.id) };
}

/** Commands that cannot be used here and now: each says where it can, and choosing it leads there. */
export function elsewhereEntries(shell: Shell): readonly PaletteEntry[] {
  const { commands } = shell;
  const here = activeScope(shell);
  return commands.all().flatMap((command): PaletteEntry[] => {
    const isOfPalette = command.menu === undefined && (command.places ?? ['palette']).includes('palette');
    const isUsable = command.scope === here && commands.isShown(command) && commands.isEnabled(command);
    if (!isOfPalette || command.scope === 'global' || isUsable) return [];
    const elsewhere = elsewhereOf(shell, command);
    if (elsewhere === null) return [];
    const { id, icon = null } = command;
    return [
      { id: `elsewhere:${id}`, group: 'elsewhere', label: commands.label(command), icon, keys: null, ...elsewhere },
    ];
  });
}
