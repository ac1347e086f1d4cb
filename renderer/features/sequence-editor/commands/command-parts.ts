import type { CommandDefinition, Shell } from '../../../app/types.ts';
import { type EditorController, selectedRows } from '../store/editor-controller.ts';
import { editorsModel, editorTab } from '../store/editors-model.ts';

type Use = (editor: EditorController, shell: Shell) => unknown;
export type Ask = (editor: EditorController, shell: Shell) => boolean;

export function current(shell: Shell): EditorController | null {
  return shell.model(editorsModel).active();
}

export const isEditable: Ask = (editor) => {
  const { phase, mode } = editor.document.getState();
  return phase === 'open' && mode === 'edit';
};
export const hasSelection: Ask = (editor) => editor.view.getState().selection.ids.length > 0;
export const canChange: Ask = (editor, shell) => isEditable(editor, shell) && hasSelection(editor, shell);

export function chosenRows(editor: EditorController) {
  return selectedRows(editor.document.getState().rows, editor.view.getState().selection.ids);
}

export interface Parts extends Pick<CommandDefinition, 'id' | 'group' | 'label'> {
  readonly icon?: NonNullable<CommandDefinition['icon']>;
  readonly keys?: string;
  readonly isKeyHint?: boolean;
  readonly places?: NonNullable<CommandDefinition['places']>;
  readonly isPrimary?: boolean;
  readonly isIconOnly?: boolean;
  readonly isOfPage?: boolean;
  readonly when?: Ask;
  readonly isEnabled?: Ask;
  readonly menu?: NonNullable<CommandDefinition['menu']>;
  readonly run: Use;
}

/** A command of the editor on the screen; there is none when another tab is shown. */
export function command(parts: Parts): CommandDefinition {
  const { when, isEnabled: enabled, run, id, group, label, ...rest } = parts;
  const ask = (question: Ask | undefined, fallback: boolean) => (shell: Shell) => {
    const editor = current(shell);
    if (editor === null) return false;
    return question === undefined ? fallback : question(editor, shell);
  };
  return {
    ...rest,
    id: `editor.${id}`,
    scope: editorTab,
    group,
    label,
    when: ask(when, true),
    isEnabled: ask(enabled, true),
    run: async (shell) => {
      const editor = current(shell);
      if (editor !== null) await run(editor, shell);
    },
  };
}
