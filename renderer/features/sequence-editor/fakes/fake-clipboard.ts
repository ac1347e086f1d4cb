import type { HeldCopies } from '#shared/model/clipboard';
import type { FakeHandlers } from '../../../api/fake-client.ts';

/** The clipboard of a core in memory. Texts of the system that it did not give are taken as they are. */
export function createFakeClipboard(
  copySteps: (ids: readonly string[]) => string,
  copyConditions: (id: string, keys: readonly string[]) => readonly string[],
): FakeHandlers {
  let held: HeldCopies = { steps: null, conditions: null };
  let number = 0;
  const texts = { steps: '', conditions: [] as readonly string[] };
  const keep = (kind: 'steps' | 'conditions', count: number, text: string) => {
    number += 1;
    held = { ...held, [kind]: { number, count } };
    return { held, text };
  };
  return {
    'clipboard.held': () => held,
    'clipboard.copySteps': ({ nodeIds }) => {
      texts.steps = copySteps(nodeIds);
      return keep('steps', nodeIds.length, texts.steps);
    },
    'clipboard.copyConditions': ({ nodeId, keys }) => {
      texts.conditions = copyConditions(nodeId, keys);
      return keep('conditions', keys.length, texts.conditions.join('\n'));
    },
    'clipboard.take': ({ kind, pasted }) => {
      const own = ['', texts.steps, texts.conditions.join('\n')];
      const isText = pasted !== null && !own.includes(pasted);
      if (!isText && held[kind] === null) return { taken: null };
      return {
        taken:
          kind === 'steps'
            ? { kind, xml: isText ? pasted : texts.steps }
            : { kind, xml: isText ? [pasted] : [...texts.conditions] },
      };
    },
  };
}
