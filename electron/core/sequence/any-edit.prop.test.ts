import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isAppError } from '#shared/contract/errors';
import { applyOutlinePatch } from '#shared/model/outline';
import { SequenceDocument } from './document.ts';
import { EditingSession, type SessionChange } from './editing-session.ts';
import { anyDocument } from './any-document.contract.ts';
import { editsOf, editWish, wishKinds } from './any-edit.contract.ts';
import { parseEntry, serialiseEntry } from './history.ts';

/** Either an edit, soon enough after the last one to join it or later, or a step through the history. */
const act = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('edit' as const), wish: editWish, isSoon: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('undo' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('redo' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reopen' as const) }) },
);
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

/** The texts that were there: the history as plain texts, to compare with. */
interface Texts {
  readonly past: string[];
  now: string;
  readonly future: string[];
}

/** The change that an edit made; undefined when it was refused, by a code of ours. */
function tryApply(session: EditingSession, wish: Extract<Act, { do: 'edit' }>['wish']): SessionChange | undefined {
  const edits = editsOf(session.document, wish);
  if (edits.length === 0) return undefined;
  try {
    return session.apply(edits);
  } catch (error) {
    if (!isAppError(error) || error.code === 'INTERNAL') throw error;
    return undefined;
  }
}

function travel(session: EditingSession, texts: Texts, way: 'undo' | 'redo'): void {
  const [from, to] = way === 'undo' ? [texts.past, texts.future] : [texts.future, texts.past];
  const next = from.pop();
  if (next === undefined) return;
  session[way]();
  to.push(texts.now);
  texts.now = next;
}

/** Closed and opened again from what the store keeps. */
function reopen(session: EditingSession, clock: { now: () => number; wait: () => Promise<void> }): EditingSession {
  const entries = session.entries.map((entry) => parseEntry(serialiseEntry(entry)));
  const { position, savedPosition } = session;
  const text = session.document.print();
  return EditingSession.restore({ text, entries, position, savedPosition, textPosition: position }, clock);
}

it('[DOC-91] [DOC-2] [DOC-4] any edits, undos and redos of any document lead through its texts back to the first byte', () => {
  const made = new Set<string>();
  fc.assert(
    fc.property(anyDocument, fc.array(act, { minLength: 1, maxLength: 20 }), (source, acts) => {
      let time = 0;
      const clock = { now: () => time, wait: () => Promise.resolve() };
      let session = new EditingSession(new SequenceDocument(source), clock);
      const texts: Texts = { past: [], now: source, future: [] };
      for (const one of acts) {
        if (one.do === 'reopen') session = reopen(session, clock);
        else if (one.do !== 'edit') travel(session, texts, one.do);
        else {
          time += one.isSoon ? 100 : 10_000;
          const rows = session.document.rows();
          const change = tryApply(session, one.wish);
          const text = session.document.print();
          if (change !== undefined) expect(applyOutlinePatch(rows, change.outline)).toEqual(session.document.rows());
          if (change?.entry === undefined) expect(text).toBe(texts.now);
          else {
            made.add(one.wish.kind);
            if (!change.isMerged) texts.past.push(texts.now);
            texts.now = text;
            texts.future.length = 0;
          }
        }
        expect(session.document.print()).toBe(texts.now);
        expect(new SequenceDocument(texts.now).print()).toBe(texts.now);
      }
      const last = texts.now;
      const { position } = session;
      while (session.position > 0) travel(session, texts, 'undo');
      expect(session.document.print()).toBe(source);
      while (session.position < position) travel(session, texts, 'redo');
      expect(session.document.print()).toBe(last);
    }),
    { numRuns: 400 },
  );
  // Every kind of edit was made at least once, or this would prove less than it says.
  expect([...made].sort()).toEqual([...new Set(wishKinds)].sort());
});

it('[DOC-93] what is made in a document in one line is made again after undo', () => {
  const source = '<sequence version="3.00" name="Lab" description=""><!-- a note --></sequence>';
  const session = new EditingSession(new SequenceDocument(source), { now: () => 0, wait: () => Promise.resolve() });
  const { document } = session;
  const first = () => document.rows()[0]?.id ?? '';
  session.apply([{ kind: 'insert', place: { where: 'into', parentId: null }, type: null }]);
  session.apply([{ kind: 'wrapInGroup', ids: [first()], name: 'Around' }]);
  const last = document.print();
  session.undo();
  session.undo();
  expect(document.print()).toBe(source);
  session.redo();
  session.redo();
  expect(document.print()).toBe(last);
});
