import {
  Add20Regular,
  ClipboardPaste20Regular,
  Copy20Regular,
  Cut20Regular,
  Delete20Regular,
  Rename20Regular,
} from '@fluentui/react-icons';
import { listAddMenu } from '#shared/steps/catalog';
import type { CommandDefinition } from '../../../app/types.ts';
import { groupWords } from '../model/group-words.ts';
import { editorsModel } from '../store/editors-model.ts';
import { iconOf } from '../../../components/step-icon.tsx';
import { editorText } from '../use-words.ts';
import { canChange, command, hasSelection, isEditable } from './command-parts.ts';

function makeEntries(): readonly CommandDefinition[] {
  const group = command({
    id: 'add-group',
    group: 'group',
    label: 'sequence-editor:command.newGroup',
    icon: iconOf('group'),
    when: isEditable,
    run: (editor) => editor.insert(null),
  });
  const categories = listAddMenu().map((category) => {
    const types = category.types.map((type) =>
      command({
        id: `add-${type.id}`,
        group: 'types',
        label: (shell) => shell.say(type.label),
        icon: iconOf(type.icon),
        when: isEditable,
        run: (editor) => editor.insert(type.type),
      }),
    );
    return command({
      id: `add-${category.group.toLowerCase().replace(' ', '-')}`,
      group: 'types',
      label: `sequence-editor:${groupWords[category.group]}`,
      when: isEditable,
      menu: () => types,
      run: () => undefined,
    });
  });
  return [group, ...categories];
}

/** Made when they are first asked for: the same each time. */
let entries: readonly CommandDefinition[] | undefined;
const addEntries = (): readonly CommandDefinition[] => (entries ??= makeEntries());

export const contentCommands: readonly CommandDefinition[] = [
  command({
    id: 'add',
    group: 'add',
    label: 'sequence-editor:command.add',
    icon: <Add20Regular />,
    keys: 'Insert',
    isPrimary: true,
    when: isEditable,
    menu: addEntries,
    run: (editor) => editor.view.setState({ isAddMenuOpen: true }),
  }),
  command({
    id: 'remove',
    group: 'add',
    label: 'sequence-editor:command.remove',
    icon: <Delete20Regular />,
    keys: 'Del',
    isIconOnly: true,
    when: isEditable,
    isEnabled: canChange,
    run: (editor) => editor.remove(),
  }),
  command({
    id: 'cut',
    group: 'clipboard',
    label: 'sequence-editor:command.cut',
    icon: <Cut20Regular />,
    keys: 'Ctrl+X',
    isIconOnly: true,
    when: isEditable,
    isEnabled: canChange,
    run: (editor) => editor.cut(),
  }),
  command({
    id: 'copy',
    group: 'clipboard',
    label: 'sequence-editor:command.copy',
    icon: <Copy20Regular />,
    keys: 'Ctrl+C',
    isIconOnly: true,
    // The field: nothing can be copied out of a view.
    when: isEditable,
    isEnabled: hasSelection,
    run: (editor) => editor.copy(),
  }),
  command({
    id: 'paste',
    group: 'clipboard',
    label: (shell) => {
      const held = shell.model(editorsModel).clipboard.read().steps;
      const text = editorText(shell);
      return held === null ? text('command.paste') : text('command.pasteCount', { count: held.count });
    },
    icon: <ClipboardPaste20Regular />,
    keys: 'Ctrl+V',
    // The key brings the text of the system with it, as an event of the page.
    isKeyHint: true,
    isIconOnly: true,
    when: isEditable,
    isEnabled: (editor) => editor.clipboard.read().steps !== null,
    run: (editor) => editor.paste(),
  }),
  command({
    id: 'rename',
    group: 'edit',
    label: 'sequence-editor:command.rename',
    icon: <Rename20Regular />,
    keys: 'F2',
    places: ['menu', 'palette'],
    when: isEditable,
    isEnabled: (editor) => editor.view.getState().selection.active !== null,
    run: (editor) => editor.view.setState({ renaming: editor.view.getState().selection.active }),
  }),
];
