import type { Core } from '../core.ts';
import type { CallContext, Handlers } from '../serve.ts';
import { callOf } from './editor.ts';

type ClipboardHandlers = Pick<
  Handlers,
  'clipboard.held' | 'clipboard.copySteps' | 'clipboard.copyConditions' | 'clipboard.take'
>;

/** The clipboard that all windows share; the others hear of a copy. */
export function clipboardHandlers({ clipboard, hub }: Pick<Core, 'clipboard' | 'hub'>): ClipboardHandlers {
  const told = async (copy: Promise<string>, { connection }: CallContext) => {
    const text = await copy;
    const held = clipboard.held();
    hub.emit('clipboard.changed', held, connection);
    return { held, text };
  };
  return {
    'clipboard.held': () => Promise.resolve(clipboard.held()),
    'clipboard.copySteps': (input, context) =>
      told(clipboard.copySteps(callOf(input, context), input.nodeIds), context),
    'clipboard.copyConditions': (input, context) =>
      told(clipboard.copyConditions(callOf(input, context), input.nodeId, input.keys), context),
    'clipboard.take': async (input, context) => {
      const taken = await clipboard.take(callOf(input, context), input.kind, input.pasted);
      return { taken: taken?.kind === 'conditions' ? { kind: taken.kind, xml: [...taken.xml] } : taken };
    },
  };
}
