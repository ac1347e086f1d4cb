import {
  ArrowDown20Regular,
  ArrowMove20Regular,
  ArrowUp20Regular,
  Group20Regular,
  GroupDismiss20Regular,
  Prohibited20Regular,
  TextIndentDecreaseLtr20Regular,
  TextIndentIncreaseLtr20Regular,
} from '@fluentui/react-icons';
import type { MoveDirection } from '#shared/model/edit';
import type { CommandDefinition, Shell } from '../../../app/types.ts';
import type { EditorController } from '../store/editor-controller.ts';
import { editorText } from '../use-words.ts';
import { canChange, chosenRows, command, current, isEditable, type Parts } from './command-parts.ts';

function move(direction: MoveDirection, parts: Pick<Parts, 'label' | 'icon' | 'keys'>): CommandDefinition {
  return command({
    ...parts,
    id: `move-${direction}`,
    group: 'move',
    isIconOnly: true,
    when: isEditable,
    isEnabled: (editor) => editor.canMove(direction),
    run: (editor) => editor.move(direction),
  });
}

async function moveTo(editor: EditorController, shell: Shell): Promise<void> {
  const { rows } = editor.document.getState();
  const moved = chosenRows(editor).map((row) => row.id);
  const place = await shell.dialogs.ask('editor.move', { rows, moved });
  if (place === undefined) return;
  await editor.drop(moved, { ...place, level: 1, lineAfter: -1, into: null }, false);
}

function isDisabledAll(editor: EditorController | null): boolean {
  const rows = editor === null ? [] : chosenRows(editor);
  return rows.length > 0 && rows.every((row) => row.disabled);
}

export const structureCommands: readonly CommandDefinition[] = [
  move('up', { label: 'sequence-editor:command.moveUp', icon: <ArrowUp20Regular />, keys: 'Alt+Up' }),
  move('down', { label: 'sequence-editor:command.moveDown', icon: <ArrowDown20Regular />, keys: 'Alt+Down' }),
  move('out', { label: 'sequence-editor:command.moveOut', icon: <TextIndentDecreaseLtr20Regular />, keys: 'Alt+Left' }),
  move('into', {
    label: 'sequence-editor:command.moveInto',
    icon: <TextIndentIncreaseLtr20Regular />,
    keys: 'Alt+Right',
  }),
  command({
    id: 'move-to',
    group: 'move',
    label: 'sequence-editor:command.moveTo',
    icon: <ArrowMove20Regular />,
    places: ['menu', 'palette'],
    when: isEditable,
    isEnabled: canChange,
    run: moveTo,
  }),
  command({
    id: 'wrap',
    group: 'arrange',
    label: 'sequence-editor:command.wrap',
    icon: <Group20Regular />,
    keys: 'Ctrl+G',
    isIconOnly: true,
    when: isEditable,
    isEnabled: canChange,
    run: (editor, shell) => editor.wrap(editorText(shell)('command.groupName')),
  }),
  command({
    id: 'ungroup',
    group: 'arrange',
    label: 'sequence-editor:command.ungroup',
    icon: <GroupDismiss20Regular />,
    keys: 'Ctrl+Shift+G',
    places: ['menu', 'palette'],
    when: isEditable,
    isEnabled: (editor) => chosenRows(editor).some((row) => row.kind === 'group'),
    run: (editor) => editor.ungroup(),
  }),
  command({
    id: 'disable',
    group: 'arrange',
    label: (shell) => editorText(shell)(isDisabledAll(current(shell)) ? 'command.enable' : 'command.disable'),
    icon: <Prohibited20Regular />,
    keys: 'Ctrl+D',
    isIconOnly: true,
    when: isEditable,
    isEnabled: canChange,
    run: (editor) => editor.setDisabled(!isDisabledAll(editor)),
  }),
];
