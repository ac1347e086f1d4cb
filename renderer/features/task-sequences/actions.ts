import { FolderId, type PackageId } from '#shared/model/ids';
import type { TaskSequenceRow } from '#shared/model/task-sequence';
import type { Shell } from '../../app/types.ts';
import { openEditor } from '../sequence-editor/index.tsx';
import { currentChild, deletedChild, folderPath, knownFolders, selectedSequences, sequencesNode } from './model.ts';

const accepted = '.zip,.xml';

const idsOf = (rows: readonly TaskSequenceRow[]): { kind: 'ids'; ids: PackageId[] } => {
  return { kind: 'ids', ids: rows.map((row) => row.packageId) };
};

/** The folder that is shown, so that new things land where the person looks. */
export function currentFolder(shell: Shell): FolderId | null {
  const child = currentChild(shell);
  return child === null || child === deletedChild ? null : FolderId.parse(child);
}

export function openSelected(shell: Shell, mode: 'view' | 'edit'): void {
  for (const row of selectedSequences(shell).slice(0, 10)) {
    openEditor(shell, { packageId: row.packageId, name: row.name, mode });
  }
}

/** What double-click and Enter do is a setting; a sequence with a draft is opened to edit, where the draft is. */
export function openByDefault(shell: Shell): void {
  const [row] = selectedSequences(shell);
  if (currentChild(shell) === deletedChild) return;
  openSelected(shell, row?.hasDraft === true ? 'edit' : shell.settings.store.getState().settings.openAction);
}

/** Imports files; the result stays open, because it says what was refused and why. */
export async function importFiles(shell: Shell, files: readonly File[]): Promise<void> {
  if (files.length === 0) return;
  const result = await shell.dialogs.ask('sequence.importing', { files, folderId: currentFolder(shell) });
  if (result === undefined || result.imported.length === 0) return;
  if (currentChild(shell) === deletedChild) shell.goTo(sequencesNode);
  else shell.goTo(sequencesNode, currentFolder(shell));
  shell.selection.select(
    sequencesNode,
    result.imported.map((one) => one.packageId),
  );
}

/** The browser's own picker: a page cannot read a path by itself. */
export function chooseFiles(shell: Shell): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.accept = accepted;
  input.addEventListener('change', () => {
    void shell.attempt(() => importFiles(shell, [...(input.files ?? [])]));
  });
  input.click();
}

export async function deleteSelected(shell: Shell): Promise<void> {
  const rows = selectedSequences(shell);
  if (rows.length === 0) return;
  const { text } = shell;
  const first = rows[0]?.name ?? '';
  const answer = await shell.dialogs.ask('confirm', {
    title: text('task-sequences:delete.title', { count: rows.length, name: first }),
    text: text('task-sequences:delete.text', { count: rows.length }),
    items: rows.slice(0, 12).map((row) => `${row.name} (${row.packageId})`),
    action: text('task-sequences:delete.action'),
    isDestructive: true,
  });
  if (answer !== 'action') return;
  const packageIds = rows.map((row) => row.packageId);
  await shell.client.call('sequence.delete', { sequences: { kind: 'ids', ids: packageIds } });
  shell.announcer.say(text('task-sequences:delete.done', { count: rows.length, name: first }));
  shell.toasts.show({
    intent: 'success',
    title: text('task-sequences:delete.done', { count: rows.length, name: first }),
    action: { label: text('task-sequences:undo'), run: () => undelete(shell, packageIds) },
  });
}

async function undelete(shell: Shell, packageIds: PackageId[]): Promise<void> {
  await shell.client.call('sequence.undelete', { sequences: { kind: 'ids', ids: packageIds } });
  shell.goTo(sequencesNode);
  shell.selection.select(sequencesNode, packageIds);
}

export async function restoreSelected(shell: Shell): Promise<void> {
  const packageIds = selectedSequences(shell).map((row) => row.packageId);
  if (packageIds.length > 0) await undelete(shell, packageIds);
}

export async function copySelected(shell: Shell): Promise<void> {
  const [row] = selectedSequences(shell);
  if (row === undefined) return;
  const { packageId } = await shell.client.call('sequence.copy', { packageId: row.packageId });
  shell.selection.select(sequencesNode, [packageId]);
  shell.announcer.say(shell.text('task-sequences:copied', { name: row.name }));
}

export async function setEnabled(shell: Shell, enabled: boolean): Promise<void> {
  const rows = selectedSequences(shell).filter((row) => row.enabled !== enabled);
  if (rows.length === 0) return;
  await shell.client.call('sequence.setEnabled', { sequences: idsOf(rows), enabled });
}

/** Moves rows and offers the way back: each goes to the folder it came from. */
export async function moveTo(shell: Shell, rows: readonly TaskSequenceRow[], folderId: FolderId | null): Promise<void> {
  const moved = rows.filter((row) => row.folderId !== folderId);
  if (moved.length === 0) return;
  const folders = knownFolders(shell);
  const place = folderId === null ? shell.text('task-sequences:topFolder') : folderPath(folders, folderId);
  await shell.client.call('sequence.move', { sequences: idsOf(moved), folderId });
  const title = shell.text('task-sequences:moved', { count: moved.length, name: moved[0]?.name ?? '', folder: place });
  shell.announcer.say(title);
  const back = Map.groupBy(moved, (row) => row.folderId);
  shell.toasts.show({
    intent: 'success',
    title,
    action: {
      label: shell.text('task-sequences:undo'),
      run: async () => {
        for (const [from, some] of back) {
          await shell.client.call('sequence.move', { sequences: idsOf(some), folderId: from });
        }
      },
    },
  });
}

export async function askAndMove(shell: Shell): Promise<void> {
  const rows = selectedSequences(shell);
  const title = shell.text('task-sequences:move.title', { count: rows.length, name: rows[0]?.name ?? '' });
  const chosen = await shell.dialogs.ask('sequence.move', { title, without: null });
  if (chosen !== undefined) await moveTo(shell, rows, chosen === 'top' ? null : chosen);
}

export async function deleteFolder(shell: Shell): Promise<void> {
  const folderId = currentFolder(shell);
  const folders = knownFolders(shell);
  const folder = folders.find((one) => one.id === folderId);
  if (folder === undefined) return;
  const { text } = shell;
  const answer = await shell.dialogs.ask('confirm', {
    title: text('task-sequences:folder.deleteTitle', { name: folder.name }),
    text: text('task-sequences:folder.deleteText'),
    action: text('task-sequences:folder.deleteAction'),
    isDestructive: true,
  });
  if (answer !== 'action') return;
  await shell.client.call('folder.delete', { folderId: folder.id });
  shell.goTo(sequencesNode, folder.parentId);
}

/** Moves a folder and offers the way back. */
export async function moveFolderTo(shell: Shell, folderId: FolderId, parentId: FolderId | null): Promise<void> {
  const folders = knownFolders(shell);
  const folder = folders.find((one) => one.id === folderId);
  if (folder === undefined || folder.parentId === parentId) return;
  const place = parentId === null ? shell.text('task-sequences:topFolder') : folderPath(folders, parentId);
  await shell.client.call('folder.move', { folderId, parentId });
  const title = shell.text('task-sequences:moved', { count: 1, name: folder.name, folder: place });
  shell.announcer.say(title);
  shell.toasts.show({
    intent: 'success',
    title,
    action: {
      label: shell.text('task-sequences:undo'),
      run: async () => {
        await shell.client.call('folder.move', { folderId, parentId: folder.parentId });
      },
    },
  });
}

export async function askAndMoveFolder(shell: Shell): Promise<void> {
  const folderId = currentFolder(shell);
  if (folderId === null) return;
  const name = knownFolders(shell).find((one) => one.id === folderId)?.name ?? '';
  const title = shell.text('task-sequences:folder.moveTitle', { name });
  const chosen = await shell.dialogs.ask('sequence.move', { title, without: folderId });
  if (chosen !== undefined) await moveFolderTo(shell, folderId, chosen === 'top' ? null : chosen);
}
