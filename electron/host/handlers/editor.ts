import { compareSequences } from '#core/sequence/compare';
import { findText } from '#core/sequence/search';
import type { SessionCall } from '#core/editing/editing-types';
import { AppError } from '#shared/contract/errors';
import { foundMost } from '#shared/model/editor-look';
import type { SessionId } from '#shared/model/ids';
import type { Core } from '../core.ts';
import type { CallContext, Handlers } from '../serve.ts';

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
  | 'editor.checkReferences'
  | 'editor.discard'
  | 'editor.settle'
  | 'editor.close'
>;

/** What a call of a session names, and who makes it. */
export function callOf(input: { sessionId: SessionId; epoch: number }, { connection }: CallContext): SessionCall {
  return { sessionId: input.sessionId, epoch: input.epoch, by: connection };
}

/** Events of sessions go to the windows that did not cause them; ended connections close what they opened. */
export function followEditing({ editing, hub, log }: Pick<Core, 'editing' | 'hub' | 'log'>): () => void {
  const stops = [
    editing.onEvent((event) => {
      if (event.kind === 'changed') hub.emit('editor.changed', event.change, event.by);
      else hub.emit('editor.renewed', event.renewal, event.by);
    }),
    hub.onLeft((connection) => {
      editing.leave(connection).catch((error: unknown) => log.error('Sessions of a window could not be closed', error));
    }),
  ];
  return () => {
    for (const stop of stops) stop();
    editing.end();
  };
}

/** Reads of the open document. */
function readHandlers({ editing, say }: Core) {
  return {
    'editor.state': ({ sessionId }) => editing.state(sessionId),
    'editor.node': async (input, context) => {
      const [node] = await editing.nodes(callOf(input, context), [input.nodeId]);
      if (node === undefined) throw new AppError('EDIT_TARGET_MISSING', { id: input.nodeId });
      return node;
    },
    'editor.nodes': async (input, context) => ({ nodes: await editing.nodes(callOf(input, context), input.nodeIds) }),
    'editor.copy': async (input, context) => ({
      xml: await editing.copy(callOf(input, context), input.nodeIds),
      count: input.nodeIds.length,
    }),
    'editor.compareStored': async (input, context) => {
      const { document, ...stored } = await editing.stored(callOf(input, context));
      const { differences, ...compared } = await editing.read(callOf(input, context), (own) =>
        compareSequences(own, document, say),
      );
      return { ...stored, ...compared, differences: [...differences] };
    },
    'editor.find': (input, context) =>
      editing.read(callOf(input, context), (document) => {
        const rows = findText(document, input.text, say);
        return { ids: rows.map((row) => row.id), found: rows.slice(0, foundMost) };
      }),
    'editor.checkReferences': (input, context) => editing.checkReferences(callOf(input, context)),
  } satisfies Partial<EditorHandlers>;
}

/** Open editors. A change is the answer to who made it and an event for the others. */
export function editorHandlers(core: Core): EditorHandlers {
  const { editing } = core;
  return {
    ...readHandlers(core),
    'editor.open': ({ packageId, mode, draft }, { connection }) => editing.open(packageId, mode, draft, connection),
    'editor.apply': (input, context) => editing.apply(callOf(input, context), input.edits, input.label),
    'editor.setSecret': ({ sessionId, epoch, ...given }, context) =>
      editing.setSecret(callOf({ sessionId, epoch }, context), given),
    'editor.undo': (input, context) => editing.undo(callOf(input, context), input.steps),
    'editor.redo': (input, context) => editing.redo(callOf(input, context), input.steps),
    'editor.save': (input, context) => editing.save(callOf(input, context), input.overwrite),
    'editor.saveCopy': async (input, context) => ({
      packageId: await editing.saveCopy(callOf(input, context), input.name),
    }),
    'editor.settle': (input, context) => editing.settle(callOf(input, context), input.keep),
    'editor.discard': (input, context) => editing.discard(callOf(input, context)),
    'editor.close': async ({ sessionId }, { connection }) => {
      await editing.close(sessionId, connection);
      return {};
    },
  };
}
