import type { TaskSequenceRow } from '#shared/model/task-sequence';
import type { Shell } from '../../../app/types.ts';
import type { TabOf } from '../../../stores/tabs.ts';
import { editorText } from '../use-words.ts';
import type { EditorController } from './editor-controller.ts';
import { findRemoved } from './removed-sequences.ts';

type EditorTab = TabOf<'editor'>;
type ControllerOf = (tabId: string) => EditorController | undefined;

/** A sequence that gets another name has it in every tab, also in those that nobody has looked at yet. */
function showName(shell: Shell, tab: EditorTab, name: string, controller: EditorController | undefined): void {
  const session = controller?.document.getState().session ?? null;
  if (controller === undefined || session === null) {
    const title = tab.params.mode === 'view' ? editorText(shell)('page.viewTitle', { name }) : name;
    if (tab.title !== title && tab.title !== name) shell.tabs.setTitle(tab.id, title);
  } else if (session.name !== name) controller.document.setState({ session: { ...session, name } });
}

/** What is open of a sequence that is listed again is as it was; what could not be opened without it opens now. */
function showBack({ document, session }: EditorController): void {
  const { removed, phase } = document.getState();
  if (removed === null) return;
  if (phase === 'failed') void session.open('keep');
  else document.setState({ removed: null });
}

async function followOnce(shell: Shell, ids: readonly string[] | null, controllerOf: ControllerOf): Promise<void> {
  const tabs = shell.tabs.store
    .getState()
    .tabs.filter((tab): tab is EditorTab => tab.kind === 'editor' && ids?.includes(tab.params.packageId) !== false);
  const packageIds = [...new Set(tabs.map((tab) => tab.params.packageId))];
  if (packageIds.length === 0) return;
  const { rows } = await shell.client.call('sequence.list', { ids: packageIds, limit: packageIds.length });
  const listed = new Map<string, TaskSequenceRow>(rows.map((row) => [row.packageId, row]));
  const missing = await findRemoved(
    shell.client,
    packageIds.filter((id) => !listed.has(id)),
  );
  for (const tab of tabs) {
    const row = listed.get(tab.params.packageId);
    const controller = controllerOf(tab.id);
    if (row !== undefined) showName(shell, tab, row.name, controller);
    if (row !== undefined && controller !== undefined) showBack(controller);
    const removed = missing.get(tab.params.packageId);
    if (removed !== undefined) controller?.document.setState({ removed });
  }
}

/** Every tab of the editor follows what becomes of its sequence elsewhere: another name, deleted, brought back. */
export function followSequences(shell: Shell, controllerOf: ControllerOf): void {
  shell.client.on('site.changed', ({ changes }) => {
    const change = changes.find(({ kind }) => kind === 'sequences');
    if (change !== undefined) void shell.attempt(() => followOnce(shell, change.ids, controllerOf));
  });
}
