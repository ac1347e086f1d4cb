import { TaskListSquareLtr16Regular } from '@fluentui/react-icons';
import type { FeatureDefinition } from '../../app/types.ts';
import { editorCommands } from './commands/index.ts';
import { CloseDialog } from './dialogs/close-dialog.tsx';
import { ConditionDialog } from './dialogs/condition-dialog.tsx';
import { ConflictDialog } from './dialogs/conflict-dialog.tsx';
import type {} from './dialogs/dialog-kinds.ts';
import { MoveDialog } from './dialogs/move-dialog.tsx';
import { SecretDialog } from './dialogs/secret-dialog.tsx';
import { VariableDialog } from './dialogs/variable-dialog.tsx';
import { EditorPage } from './editor-page.tsx';
import { EditorStatusCounts } from './status-counts.tsx';
import { editorsModel, editorTab } from './store/editors-model.ts';
import { mayCloseEditor } from './store/save-flow.ts';
import './sequence-editor.css';

export { openEditor } from './store/editors-model.ts';

/** Task sequences open in tabs, to be looked at or changed. */
export const sequenceEditorFeature: FeatureDefinition = {
  id: 'sequence-editor',
  tabKinds: [
    {
      kind: editorTab,
      icon: <TaskListSquareLtr16Regular />,
      Page: EditorPage,
      mayClose: async (shell, tab) => {
        const editors = shell.model(editorsModel);
        if (!(await mayCloseEditor(shell, editors.of(tab)))) return false;
        await editors.close(tab.id);
        return true;
      },
    },
  ],
  dialogs: {
    'editor.condition': ConditionDialog,
    'editor.variable': VariableDialog,
    'editor.secret': SecretDialog,
    'editor.move': MoveDialog,
    'editor.close': CloseDialog,
    'editor.conflict': ConflictDialog,
  },
  commands: editorCommands,
  StatusCounts: EditorStatusCounts,
};
