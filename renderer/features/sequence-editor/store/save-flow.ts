import type { PackageId } from '#shared/model/ids';
import type { Shell } from '../../../app/types.ts';
import { editorText } from '../use-words.ts';
import { sequenceName } from './document-store.ts';
import type { EditorController } from './editor-controller.ts';
import { openEditor } from './editors-model.ts';

/** Saves what is shown; a number is the new revision, which is said. */
async function save(editor: EditorController, overwrite: boolean): Promise<number | 'conflict' | null> {
  const result = await editor.session.save(overwrite);
  if (typeof result === 'number') void editor.saySaved(result);
  return result;
}

/** Shows both versions and does what the person decides. True when the person's own work is saved. */
async function resolveConflict(shell: Shell, editor: EditorController): Promise<boolean> {
  const key = editor.session.key();
  if (key === null) return false;
  const stored = await shell.client.call('editor.compareStored', key);
  const { revision } = editor.document.getState();
  const decided = await shell.dialogs.ask('editor.conflict', { base: revision, stored });
  switch (decided) {
    case 'mine':
      return (await save(editor, true)) !== null;
    case 'theirs':
      await editor.session.discard();
      return false;
    case 'copy':
      return (await saveCopy(shell, editor)) !== null;
    case undefined:
      return false;
  }
}

export async function saveCopy(shell: Shell, editor: EditorController): Promise<PackageId | null> {
  const key = editor.session.key();
  if (key === null) return null;
  const text = editorText(shell);
  const name = text('conflict.copyName', { name: sequenceName(editor.document.getState()) });
  const { packageId } = await shell.client.call('editor.saveCopy', { ...key, name });
  shell.toasts.show({
    intent: 'success',
    title: text('conflict.copied'),
    text: text('conflict.copiedText', { name }),
    action: { label: text('page.edit'), run: () => openEditor(shell, { packageId, name, mode: 'edit' }) },
  });
  return packageId;
}

/** Saves; when somebody else saved meanwhile the person decides. True when it is saved. */
export async function saveEditor(shell: Shell, editor: EditorController): Promise<boolean> {
  editor.sayMissing();
  const result = await save(editor, false);
  if (result === 'conflict') return resolveConflict(shell, editor);
  return result !== null;
}

/** Before a tab closes: what is not saved is saved, kept as a draft, or dropped; or the tab stays. */
export async function mayCloseEditor(shell: Shell, editor: EditorController): Promise<boolean> {
  await editor.session.commit();
  const state = editor.document.getState();
  // What another program took over is kept there, and a draft goes with a deleted sequence and comes back with it.
  const isKept = state.isBehind || state.removed !== null;
  if (state.phase !== 'open' || state.mode === 'view' || !state.isDirty || isKept) return true;
  const decided = await shell.dialogs.ask('editor.close', { name: sequenceName(state), revision: state.revision });
  switch (decided) {
    case 'save':
      return saveEditor(shell, editor);
    case 'keep':
      return true;
    case 'discard':
      return editor.session.discard();
    case undefined:
      return false;
  }
}

/** Asks where to run, after what becomes of changes that are not saved: a run takes what is stored. */
export async function runSequence(shell: Shell, editor: EditorController): Promise<void> {
  editor.sayMissing();
  await editor.session.commit();
  const state = editor.document.getState();
  const { packageId, revision } = state;
  if (state.mode === 'edit' && state.isDirty) {
    const text = editorText(shell);
    const decided = await shell.dialogs.ask('confirm', {
      title: text('run.title', { name: sequenceName(state) }),
      text: text('run.text', { revision }),
      action: text('run.save'),
      alternative: text('run.saved', { revision }),
      keep: text('run.keep'),
    });
    if (decided === undefined || (decided === 'action' && !(await saveEditor(shell, editor)))) return;
  }
  await shell.dialogs.ask('run.start', { packageId, deviceId: null });
}

/** Back to the stored steps, after a question. */
export async function discardDraft(shell: Shell, editor: EditorController): Promise<void> {
  const text = editorText(shell);
  const { revision } = editor.document.getState();
  const decided = await shell.dialogs.ask('confirm', {
    title: text('draft.discardTitle'),
    text: text('draft.discardText', { revision }),
    action: text('draft.discardAction'),
    keep: text('draft.keep'),
    isDestructive: true,
  });
  if (decided === 'action') await editor.session.discard();
}

/** After another program changed the draft: one's own steps take its place, after a question. */
export async function takeOver(shell: Shell, editor: EditorController): Promise<void> {
  const text = editorText(shell);
  const decided = await shell.dialogs.ask('confirm', {
    title: text('standing.ownTitle'),
    text: text('standing.ownText'),
    action: text('standing.own'),
    keep: text('standing.decideLater'),
    isDestructive: true,
  });
  if (decided === 'action') await editor.session.settle('own');
}
