import { FolderId } from '#shared/model/ids';
import type { SequenceSelection } from '#shared/model/lists';
import type { TaskSequenceRow } from '#shared/model/task-sequence';
import { resolveChosen } from '../../app/server-list.ts';
import type { Shell } from '../../app/types.ts';
import { removeChosen } from '../../app/use-chosen.ts';
import type { Chosen } from '../../stores/lists.ts';
import { openEditor } from '../sequence-editor/index.tsx';
import { knownFolders } from './folders.ts';
import { currentChild, deletedChild, pathText, selectedSequences, sequencesList, sequencesNode } from './model.ts';

const accepted = '.zip,.xml';

/** The folder that is shown, so that new things land where the person looks. */
export function currentFolder(shell: Shell): FolderId | null {
  const child = currentChild(shell);
  return child === null || child === deletedChild ? null : FolderId.parse(child);
}

/** What a command acts on, with its rows as far as they can be named. */
function chosenNow(shell: Shell): Promise<Chosen<TaskSequenceRow>> {
  return resolveChosen(shell, sequencesList, selectedSequences(shell));
}

/** Commands know their own change before they are told of it. */
function reread(shell: Shell): Promise<void> {
  return shell.cache.change([
    { kind: 'sequences', ids: null },
    { kind: 'folders', ids: null },
  ]);
}

/** More tabs than this at once are a slip of the hand. */
const mostOpened = 10;

export function openSelected(shell: Shell, mode: 'view' | 'edit'): void {
  for (const row of selectedSequences(shell).rows.slice(0, mostOpened)) {
    openEditor(shell, { packageId: row.packageId, name: row.name, mode });
  }
}

/** What double-click and Enter do is a setting; a sequence with a draft is opened to edit, where the draft is. */
export function openByDefault(shell: Shell): void {
  const [row] = selectedSequences(shell).rows;
  if (currentChild(shell) === deletedChild) return;
  openSelected(shell, row?.hasDraft === true ? 'edit' : shell.settings.store.getState().settings.openAction);
}

/** Imports files; the result stays open, because it says what was refused and why. */
export async function importFiles(shell: Shell, files: readonly File[]): Promise<void> {
  if (files.length === 0) return;
  const result = await shell.dialogs.ask('sequence.importing', { files, folderId: currentFolder(shell) });
  if (result === undefined || result.imported.length === 0) return;
  await reread(shell);
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
  const { input, rows, count } = await chosenNow(shell);
  if (input === null) return;
  const { text } = shell;
  const values = { count, name: rows[0]?.name ?? '' };
  const answer = await shell.dialogs.ask('confirm', {
    title: text('task-sequences:delete.title', values),
    text: text('task-sequences:delete.text', { count }),
    items: rows.slice(0, 12).map((row) => `${row.name} (${row.packageId})`),
    action: text('task-sequences:delete.action'),
    keep: text('task-sequences:delete.keep', { count }),
    isDestructive: true,
  });
  if (answer !== 'action') return;
  const deleted = await removeChosen(shell, sequencesNode, async () => {
    const done = await shell.client.call('sequence.delete', { sequences: input as SequenceSelection });
    await reread(shell);
    return done;
  });
  const title = text('task-sequences:delete.done', { ...values, count: deleted.count });
  const ids = rows.map((row) => row.packageId);
  // Those of one deletion have one time: many are found again by it.
  const sequences: SequenceSelection =
    ids.length > 0
      ? { kind: 'ids', ids }
      : {
          kind: 'all',
          filter: '',
          meanings: [],
          criteria: { ...every, deleted: true, deletedAt: deleted.deletedAt },
          except: [],
        };
  shell.announcer.say(title);
  shell.toasts.show({
    intent: 'success',
    title,
    action: { label: text('task-sequences:undo'), run: () => undelete(shell, sequences, ids) },
  });
}

const every = {
  ...{ deleted: false, deletedAt: null, folderId: null, names: null, enabled: null, hasDraft: null, holds: null },
};

async function undelete(shell: Shell, sequences: SequenceSelection, ids: readonly string[]): Promise<void> {
  await shell.client.call('sequence.undelete', { sequences });
  await reread(shell);
  shell.goTo(sequencesNode);
  shell.selection.select(sequencesNode, ids);
}

export async function restoreSelected(shell: Shell): Promise<void> {
  const { input, rows } = await chosenNow(shell);
  if (input === null) return;
  await undelete(
    shell,
    input as SequenceSelection,
    rows.map((row) => row.packageId),
  );
}

export async function copySelected(shell: Shell): Promise<void> {
  const [row] = selectedSequences(shell).rows;
  if (row === undefined) return;
  const { packageId } = await shell.client.call('sequence.copy', { packageId: row.packageId });
  await reread(shell);
  shell.selection.select(sequencesNode, [packageId]);
  shell.announcer.say(shell.text('task-sequences:copied', { name: row.name }));
}

/** Whether all that are chosen are switched off, as far as their rows are known. */
export function areAllOff(shell: Shell): boolean {
  const { rows } = selectedSequences(shell);
  return rows.length > 0 && rows.every((row) => !row.enabled);
}

export async function setEnabled(shell: Shell, enabled: boolean): Promise<void> {
  const { input } = await chosenNow(shell);
  if (input === null) return;
  await shell.client.call('sequence.setEnabled', { sequences: input as SequenceSelection, enabled });
  await reread(shell);
}

/** Moves rows and offers the way back: each goes to the folder it came from. */
export async function moveTo(shell: Shell, chosen: Chosen<TaskSequenceRow>, folderId: FolderId | null): Promise<void> {
  const { input, rows, count } = await resolveChosen(shell, sequencesList, chosen);
  const moved = rows.filter((row) => row.folderId !== folderId);
  if (input === null || (input.kind === 'ids' && moved.length === 0)) return;
  const sequences: SequenceSelection =
    input.kind === 'ids' ? { kind: 'ids', ids: moved.map((row) => row.packageId) } : (input as SequenceSelection);
  await shell.client.call('sequence.move', { sequences, folderId });
  await reread(shell);
  const values = { count: input.kind === 'ids' ? moved.length : count, name: moved[0]?.name ?? '' };
  const title = shell.text('task-sequences:moved', { ...values, folder: placeName(shell, folderId) });
  shell.announcer.say(title);
  // Where more than a page of them came from is not kept: no way back is promised then.
  const action = { label: shell.text('task-sequences:undo'), run: () => moveBack(shell, moved) };
  shell.toasts.show({ intent: 'success', title, ...(moved.length === 0 ? {} : { action }) });
}

function placeName(shell: Shell, folderId: FolderId | null): string {
  const folder = knownFolders(shell).find((one) => one.id === folderId);
  return folder === undefined ? shell.text('task-sequences:topFolder') : pathText(folder.path);
}

async function moveBack(shell: Shell, moved: readonly TaskSequenceRow[]): Promise<void> {
  for (const [folderId, rows] of Map.groupBy(moved, (row) => row.folderId)) {
    const sequences = { kind: 'ids' as const, ids: rows.map((row) => row.packageId) };
    await shell.client.call('sequence.move', { sequences, folderId });
  }
  await reread(shell);
}

export async function askAndMove(shell: Shell): Promise<void> {
  const chosen = await chosenNow(shell);
  const title = shell.text('task-sequences:move.title', { count: chosen.count, name: chosen.rows[0]?.name ?? '' });
  const target = await shell.dialogs.ask('sequence.move', { title, without: null });
  if (target !== undefined) await moveTo(shell, chosen, target === 'top' ? null : target);
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
    keep: text('task-sequences:folder.keep'),
    isDestructive: true,
  });
  if (answer !== 'action') return;
  await shell.client.call('folder.delete', { folderId: folder.id });
  await reread(shell);
  shell.goTo(sequencesNode, folder.parentId);
}

/** Moves a folder and offers the way back. */
export async function moveFolderTo(shell: Shell, folderId: FolderId, parentId: FolderId | null): Promise<void> {
  const folders = knownFolders(shell);
  const folder = folders.find((one) => one.id === folderId);
  if (folder === undefined || folder.parentId === parentId) return;
  const place = placeName(shell, parentId);
  await shell.client.call('folder.move', { folderId, parentId });
  await reread(shell);
  const title = shell.text('task-sequences:moved', { count: 1, name: folder.name, folder: place });
  shell.announcer.say(title);
  shell.toasts.show({
    intent: 'success',
    title,
    action: {
      label: shell.text('task-sequences:undo'),
      run: async () => {
        await shell.client.call('folder.move', { folderId, parentId: folder.parentId });
        await reread(shell);
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
