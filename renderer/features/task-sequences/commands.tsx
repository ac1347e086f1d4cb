import {
  Add20Regular,
  ArrowExportLtr20Regular,
  ArrowImport20Regular,
  ArrowUndo20Regular,
  Copy20Regular,
  Delete20Regular,
  Edit20Regular,
  Eye20Regular,
  FolderAdd20Regular,
  FolderArrowRight20Regular,
  PlayCircle20Regular,
  Prohibited20Regular,
  Rename20Regular,
  Settings20Regular,
} from '@fluentui/react-icons';
import type { TaskSequenceRow } from '#shared/model/task-sequence';
import type { CommandDefinition, Shell } from '../../app/types.ts';
import {
  areAllOff,
  askAndMove,
  askAndMoveFolder,
  chooseFiles,
  copySelected,
  currentFolder,
  deleteFolder,
  deleteSelected,
  openSelected,
  restoreSelected,
  setEnabled,
} from './actions.ts';
import { openEditor } from '../sequence-editor/index.tsx';
import { knownFolders } from './folders.ts';
import { currentChild, deletedChild, selectedSequences, sequencesNode } from './model.ts';

const scope = sequencesNode;
const isLive = (shell: Shell): boolean => currentChild(shell) !== deletedChild;
const isDeleted = (shell: Shell): boolean => !isLive(shell);
const some = (shell: Shell): boolean => selectedSequences(shell).input !== null;
const oneRow = (shell: Shell): TaskSequenceRow | null => {
  const { count, rows } = selectedSequences(shell);
  return count === 1 ? (rows[0] ?? null) : null;
};
const one = (shell: Shell): boolean => oneRow(shell) !== null;
/** Each opens in a tab of its own, so only those that were chosen one by one do. */
const rows = (shell: Shell): boolean => selectedSequences(shell).rows.length > 0;
const isInFolder = (shell: Shell): boolean => isLive(shell) && currentFolder(shell) !== null;

const create: readonly CommandDefinition[] = [
  {
    id: 'sequences.create',
    scope,
    label: 'task-sequences:command.create',
    icon: <Add20Regular />,
    keys: 'Ctrl+N',
    group: 'create',
    isOfPage: true,
    isPrimary: true,
    when: isLive,
    run: async (shell) => {
      const made = await shell.dialogs.ask('sequence.properties', { row: null, folderId: currentFolder(shell) });
      if (made === undefined) return;
      shell.selection.select(sequencesNode, [made.packageId]);
      openEditor(shell, { ...made, mode: 'edit' });
    },
  },
  {
    id: 'sequences.import',
    scope,
    label: 'task-sequences:command.import',
    icon: <ArrowImport20Regular />,
    group: 'create',
    isOfPage: true,
    when: isLive,
    run: chooseFiles,
  },
  {
    id: 'sequences.folder.create',
    scope,
    label: 'task-sequences:command.createFolder',
    icon: <FolderAdd20Regular />,
    group: 'create',
    isOfPage: true,
    isIconOnly: true,
    when: isLive,
    run: (shell) => shell.dialogs.ask('folder.edit', { folderId: null, name: '', parentId: currentFolder(shell) }),
  },
];

const open: readonly CommandDefinition[] = [
  {
    id: 'sequences.edit',
    scope,
    label: 'task-sequences:command.edit',
    icon: <Edit20Regular />,
    keys: 'Ctrl+E',
    group: 'open',
    when: isLive,
    isEnabled: rows,
    run: (shell) => openSelected(shell, 'edit'),
  },
  {
    id: 'sequences.view',
    scope,
    label: 'task-sequences:command.view',
    icon: <Eye20Regular />,
    group: 'open',
    when: isLive,
    isEnabled: rows,
    run: (shell) => openSelected(shell, 'view'),
  },
  {
    id: 'sequences.run',
    scope,
    label: 'task-sequences:command.run',
    icon: <PlayCircle20Regular />,
    group: 'run',
    when: isLive,
    isEnabled: (shell) => oneRow(shell)?.enabled === true,
    run: (shell) => {
      const row = oneRow(shell);
      return row === null ? undefined : shell.dialogs.ask('run.start', { packageId: row.packageId, deviceId: null });
    },
  },
  {
    id: 'sequences.export',
    scope,
    label: 'task-sequences:command.export',
    icon: <ArrowExportLtr20Regular />,
    group: 'run',
    when: isLive,
    isEnabled: some,
    run: (shell) => shell.dialogs.ask('sequence.export', { chosen: selectedSequences(shell) }),
  },
];

const change: readonly CommandDefinition[] = [
  {
    id: 'sequences.properties',
    scope,
    label: 'task-sequences:command.properties',
    icon: <Settings20Regular />,
    keys: 'Alt+Enter',
    group: 'change',
    isIconOnly: true,
    when: isLive,
    isEnabled: one,
    run: (shell) => {
      const row = oneRow(shell);
      return row === null ? undefined : shell.dialogs.ask('sequence.properties', { row, folderId: null });
    },
  },
  {
    id: 'sequences.copy',
    scope,
    label: 'task-sequences:command.copy',
    icon: <Copy20Regular />,
    group: 'change',
    isIconOnly: true,
    when: isLive,
    isEnabled: one,
    run: copySelected,
  },
  {
    id: 'sequences.move',
    scope,
    label: 'task-sequences:command.move',
    icon: <FolderArrowRight20Regular />,
    group: 'change',
    isIconOnly: true,
    when: isLive,
    isEnabled: some,
    run: askAndMove,
  },
  {
    id: 'sequences.enable',
    scope,
    label: (shell) => shell.text(areAllOff(shell) ? 'task-sequences:command.enable' : 'task-sequences:command.disable'),
    icon: <Prohibited20Regular />,
    group: 'change',
    isIconOnly: true,
    when: isLive,
    isEnabled: some,
    run: (shell) => setEnabled(shell, areAllOff(shell)),
  },
  {
    id: 'sequences.delete',
    scope,
    label: 'task-sequences:command.delete',
    icon: <Delete20Regular />,
    keys: 'Del',
    group: 'change',
    isIconOnly: true,
    when: isLive,
    isEnabled: some,
    run: deleteSelected,
  },
  {
    id: 'sequences.undelete',
    scope,
    label: 'task-sequences:command.undelete',
    icon: <ArrowUndo20Regular />,
    group: 'change',
    isPrimary: true,
    when: isDeleted,
    isEnabled: some,
    run: restoreSelected,
  },
];

/** Commands of the folder that is open, in the menu of the node tree. */
export const folderScope = 'task-sequence-folders';
const folders: readonly CommandDefinition[] = [
  {
    id: 'sequences.folder.new',
    scope: folderScope,
    label: 'task-sequences:command.createFolder',
    icon: <FolderAdd20Regular />,
    group: 'folder',
    when: isLive,
    run: (shell) => shell.dialogs.ask('folder.edit', { folderId: null, name: '', parentId: currentFolder(shell) }),
  },
  {
    id: 'sequences.folder.rename',
    scope: folderScope,
    label: 'task-sequences:command.renameFolder',
    icon: <Rename20Regular />,
    keys: 'F2',
    group: 'folder',
    when: isInFolder,
    run: (shell) => {
      const folderId = currentFolder(shell);
      const folder = knownFolders(shell).find((other) => other.id === folderId);
      if (folder === undefined) return undefined;
      return shell.dialogs.ask('folder.edit', { folderId: folder.id, name: folder.name, parentId: folder.parentId });
    },
  },
  {
    id: 'sequences.folder.move',
    scope: folderScope,
    label: 'task-sequences:command.moveFolder',
    icon: <FolderArrowRight20Regular />,
    group: 'folder',
    when: isInFolder,
    run: askAndMoveFolder,
  },
  {
    id: 'sequences.folder.delete',
    scope: folderScope,
    label: 'task-sequences:command.deleteFolder',
    icon: <Delete20Regular />,
    keys: 'Del',
    group: 'folder',
    when: isInFolder,
    run: deleteFolder,
  },
];

export const taskSequencesCommands: readonly CommandDefinition[] = [...create, ...open, ...change, ...folders];
