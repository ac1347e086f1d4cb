import { isComposing, leaveKeysToComposer } from '../a11y/composing.ts';
import { placeOf } from '../app/nodes.ts';
import type { CommandDefinition, Shell } from '../app/types.ts';

/** A key press in the words of the registry: modifiers in the order Ctrl, Alt, Shift, then the key. */
export function keysOf(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): string {
  const named: Record<string, string> = {
    Delete: 'Del',
    ArrowUp: 'Up',
    ArrowDown: 'Down',
    ArrowLeft: 'Left',
    ArrowRight: 'Right',
    ' ': 'Space',
    Escape: 'Esc',
  };
  // Digits by place, not by what Shift or another layout makes of them.
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  const key = digit ?? named[event.key] ?? (event.key.length === 1 ? event.key.toUpperCase() : event.key);
  const modifiers = [
    event.ctrlKey || event.metaKey ? 'Ctrl' : null,
    event.altKey ? 'Alt' : null,
    event.shiftKey ? 'Shift' : null,
  ];
  return [...modifiers.filter((modifier) => modifier !== null), key].join('+');
}

const editingKeys = new Set([
  'Ctrl+X',
  'Ctrl+C',
  'Ctrl+V',
  'Ctrl+Z',
  'Ctrl+Y',
  'Ctrl+A',
  'Ctrl+D',
  'Alt+Left',
  'Alt+Right',
]);

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  return (
    target instanceof HTMLInputElement &&
    !['checkbox', 'radio', 'button', 'submit', 'range', 'file'].includes(target.type)
  );
}

/** Keys that belong to a text field stay there: plain keys, and the keys of editing text. */
function belongsToField(keys: string, target: EventTarget | null): boolean {
  if (!isTextField(target)) return false;
  const isPlain = !keys.includes('+') && !/^F\d+$/.test(keys);
  return isPlain || editingKeys.has(keys) || keys === 'Insert';
}

/** The scope of what is on the screen: the kind of the active tab, or the node that the console tab shows. */
export function activeScope(shell: Shell): string {
  const { tabs, activeId } = shell.tabs.store.getState();
  const tab = tabs.find((other) => other.id === activeId);
  if (tab && tab.kind !== 'console') return tab.kind;
  return placeOf(shell)?.nodeId ?? 'console';
}

/**
 * Where keys without Ctrl or Alt go: a pane beside the list may name a scope of its own (the node tree has the folder
 * commands), or none, so that Del in the details never deletes what is selected elsewhere.
 */
function scopeAt(shell: Shell, keys: string, target: EventTarget | null): string {
  const pane = target instanceof Element ? target.closest<HTMLElement>('[data-command-scope]') : null;
  return pane === null || /(Ctrl|Alt)\+/.test(keys) ? activeScope(shell) : (pane.dataset['commandScope'] ?? '');
}

/** The command a key press stands for, or undefined. Commands of the screen win over global ones. */
export function commandForKeys(shell: Shell, keys: string, target: EventTarget | null): CommandDefinition | undefined {
  if (belongsToField(keys, target)) return undefined;
  // Copying chosen text from a pane is not copying the selected row.
  if (keys === 'Ctrl+C' && (document.getSelection()?.toString() ?? '') !== '') return undefined;
  const candidates = [...shell.commands.inScope(scopeAt(shell, keys, target)), ...shell.commands.inScope('global')];
  return candidates.find(
    (command) =>
      command.keys === keys &&
      command.isKeyHint !== true &&
      shell.commands.isShown(command) &&
      shell.commands.isEnabled(command),
  );
}

/** Listens for the whole page. A modal dialog keeps the keys to itself. */
export function listenForKeys(shell: Shell, page: Document): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || isComposing(event)) return;
    if (shell.dialogs.store.getState().open.length > 0) return;
    const command = commandForKeys(shell, keysOf(event), event.target);
    if (!command) return;
    event.preventDefault();
    event.stopPropagation();
    void shell.commands.invoke(command);
  };
  const stopLeaving = leaveKeysToComposer(page);
  page.addEventListener('keydown', onKeyDown);
  return () => {
    stopLeaving();
    page.removeEventListener('keydown', onKeyDown);
  };
}
