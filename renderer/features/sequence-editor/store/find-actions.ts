import type { FoundText } from '#shared/model/editor-look';
import type { NodeId } from '#shared/model/sequence';
import { nextHit } from '../model/find.ts';
import type { DocumentStore } from './document-store.ts';
import type { EditorSession } from './editor-session.ts';
import type { EditorDeps } from './ports.ts';
import type { ViewStore } from './view-store.ts';

export interface FindActions {
  /** The rows are looked through after a short pause of typing. */
  find(text: string): void;
  /** Goes to the next (or the previous) hit, round at the ends; `keepsFocus` while the person is still in the find box. */
  findNext(step: 1 | -1, keepsFocus?: boolean): Promise<void>;
  /** Lets the core get ready, so that the first letters are answered as quickly as the others. */
  prepareFind(): void;
}

interface Parts {
  readonly document: DocumentStore;
  readonly view: ViewStore;
  readonly session: EditorSession;
  readonly deps: EditorDeps;
  readonly reveal: (ids: readonly NodeId[], focus: boolean) => void;
}

/** Between the last letter and the question to the core. */
const typingPause = 120;

/** Finding: the text goes to the core, which has everything that can be found; the page holds the hits. */
export function createFindActions(parts: Parts): FindActions {
  const { document, view, session, deps } = parts;
  let cancel: (() => void) | null = null;
  let running: Promise<void> = Promise.resolve();
  const search = async (isSpoken: boolean): Promise<void> => {
    const { findText } = view.getState();
    const key = session.key();
    if (findText.trim() === '' || key === null) {
      view.setState({ hits: [], found: new Map() });
      return;
    }
    const answer = await session.call('editor.find', { ...key, text: findText });
    // A later text is on its way already: its answer counts.
    if (answer === null || view.getState().findText !== findText) return;
    const found = new Map<NodeId, FoundText>(answer.found.map((one) => [one.id, one.found]));
    view.setState({ hits: answer.ids, found });
    if (isSpoken) deps.say({ key: 'found', count: answer.ids.length });
  };
  const schedule = (isSpoken: boolean): void => {
    cancel?.();
    cancel = deps.schedule(() => {
      cancel = null;
      running = search(isSpoken);
    }, typingPause);
  };
  /** What waits is asked now, and what was asked is awaited. */
  const settle = async (): Promise<void> => {
    if (cancel !== null) {
      cancel();
      cancel = null;
      running = search(false);
    }
    await running;
  };
  let { rows } = document.getState();
  document.subscribe((state) => {
    if (state.rows === rows) return;
    ({ rows } = state);
    if (view.getState().findText.trim() !== '') schedule(false);
  });
  return {
    find: (text) => {
      view.setState({ findText: text, ...(text.trim() === '' ? { hits: [], found: new Map() } : {}) });
      schedule(true);
    },
    findNext: async (step, keepsFocus = false) => {
      await settle();
      const { hits, selection } = view.getState();
      const hit = nextHit(document.getState().rows, hits, selection.active, step);
      if (hit !== null) parts.reveal([hit], !keepsFocus);
    },
    prepareFind: () => {
      const key = session.key();
      if (key !== null) void session.call('editor.find', { ...key, text: '' });
    },
  };
}
