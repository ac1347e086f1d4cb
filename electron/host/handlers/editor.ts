import { compareSequences } from '#core/sequence/compare';
import { findText } from '#core/sequence/search';
import type { EditorChange } from '#shared/model/editor';
import { foundMost } from '#shared/model/editor-look';
import type { Core } from '../core.ts';
import type { Handlers } from '../serve.ts';

type EditorHandlers = Pick<
  Handlers,
  | 'editor.open'
  | 'editor.state'
  | 'editor.node'
  | 'editor.nodes'
  | 'editor.apply'
  | 'editor.setSecret'
  | 'editor.undo'
  | 'editor.redo'
  | 'editor.copy'
  | 'editor.save'
  | 'editor.saveCopy'
  | 'editor.compareStored'
  | 'editor.find'
  | 'editor.copyConditions'
  | 'editor.checkReferences'
  | 'editor.discard'
  | 'editor.close'
>;

/** Open editors. Every change goes to all windows; the one that asked knows it by its number. */
export function editorHandlers(core: Core): EditorHandlers {
  const { editing, hub } = core;
  const tell = async (work: Promise<EditorChange>): Promise<EditorChange> => {
    const change = await work;
    hub.emit('editor.changed', change);
    return change;
  };
  return {
    'editor.open': ({ packageId, mode, draft }) => editing.open(packageId, mode, draft),
    'editor.state': async ({ sessionId }) => editing.state(sessionId),
    'editor.node': ({ sessionId, nodeId }) => editing.node(sessionId, nodeId),
    'editor.nodes': async ({ sessionId, nodeIds }) => ({
      nodes: await Promise.all(nodeIds.map((nodeId) => editing.node(sessionId, nodeId))),
    }),
    'editor.apply': ({ sessionId, edits, label }) => tell(editing.apply(sessionId, edits, label)),
    'editor.setSecret': ({ sessionId, ...given }) => tell(editing.setSecret(sessionId, given)),
    'editor.undo': ({ sessionId, steps }) => tell(editing.undo(sessionId, steps)),
    'editor.redo': ({ sessionId, steps }) => tell(editing.redo(sessionId, steps)),
    'editor.copy': async ({ sessionId, nodeIds }) => editing.copy(sessionId, nodeIds),
    'editor.save': async ({ sessionId, overwrite }) => {
      const saved = await editing.save(sessionId, overwrite);
      hub.emit('editor.changed', saved.change);
      return saved;
    },
    'editor.saveCopy': async ({ sessionId, name }) => {
      const packageId = await editing.saveCopy(sessionId, name);
      return { packageId };
    },
    'editor.compareStored': async ({ sessionId }) => {
      const { document, ...stored } = await editing.stored(sessionId);
      const { differences, ...compared } = compareSequences(editing.look(sessionId).document, document);
      return { ...stored, ...compared, differences: [...differences] };
    },
    'editor.find': async ({ sessionId, text }) => {
      const rows = findText(editing.look(sessionId).document, text);
      return { ids: rows.map((row) => row.id), found: rows.slice(0, foundMost) };
    },
    'editor.copyConditions': async ({ sessionId, nodeId, keys }) => ({
      xml: editing.look(sessionId).document.copyCondition(nodeId, keys),
    }),
    'editor.checkReferences': async ({ sessionId }) => ({ problems: await editing.checkReferences(sessionId) }),
    'editor.discard': async ({ sessionId }) => {
      const state = await editing.discard(sessionId);
      return state;
    },
    'editor.close': async ({ sessionId }) => {
      await editing.close(sessionId);
      return {};
    },
  };
}
