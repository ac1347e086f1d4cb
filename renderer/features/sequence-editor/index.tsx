import { TaskListSquareLtr16Regular } from '@fluentui/react-icons';
import { lazyDialog, lazyPage } from '../../app/lazy-parts.tsx';
import type { FeatureDefinition } from '../../app/types.ts';
import { editorCommands } from './commands/index.ts';
import type {} from './dialogs/dialog-kinds.ts';
import { EditorStatusCounts } from './status-counts.tsx';
import { editorsModel, editorTab } from './store/editors-model.ts';
import { mayCloseEditor } from './store/save-flow.ts';
import './sequence-editor.css';
import './step-tables.css';

export { openEditor } from './store/editors-model.ts';

/** Task sequences open in tabs, to be looked at or changed. */
export const sequenceEditorFeature: FeatureDefinition = {
  id: 'sequence-editor',
  tabKinds: [
    {
      kind: editorTab,
      icon: <TaskListSquareLtr16Regular />,
      openedFrom: 'task-sequences',
      Page: lazyPage(async () => (await import('./editor-page.tsx')).EditorPage),
      mayClose: async (shell, tab) => {
        const editors = shell.model(editorsModel);
        if (!(await mayCloseEditor(shell, editors.of(tab)))) return false;
        await editors.close(tab.id);
        return true;
      },
    },
  ],
  dialogs: {
    'editor.condition': lazyDialog(async () => (await import('./dialogs/condition-dialog.tsx')).ConditionDialog),
    'editor.variable': lazyDialog(async () => (await import('./dialogs/variable-dialog.tsx')).VariableDialog),
    'editor.secret': lazyDialog(async () => (await import('./dialogs/secret-dialog.tsx')).SecretDialog),
    'editor.account': lazyDialog(async () => (await import('./dialogs/account-dialog.tsx')).AccountDialog),
    'editor.reference': lazyDialog(async () => (await import('./dialogs/reference-dialog.tsx')).ReferenceDialog),
    'editor.move': lazyDialog(async () => (await import('./dialogs/move-dialog.tsx')).MoveDialog),
    'editor.partition': lazyDialog(async () => (await import('./dialogs/partition-dialog.tsx')).PartitionDialog),
    'editor.adapter': lazyDialog(async () => (await import('./dialogs/adapter-dialog.tsx')).AdapterDialog),
    'editor.script': lazyDialog(async () => (await import('./dialogs/script-dialog.tsx')).ScriptDialog),
    'editor.close': lazyDialog(async () => (await import('./dialogs/close-dialog.tsx')).CloseDialog),
    'editor.conflict': lazyDialog(async () => (await import('./dialogs/conflict-dialog.tsx')).ConflictDialog),
  },
  commands: editorCommands,
  StatusCounts: EditorStatusCounts,
};
