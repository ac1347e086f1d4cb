import { expect, it } from 'vitest';
import type { Clock } from '../ports/clock.ts';
import { EditingSession } from './editing-session.ts';
import { SequenceDocument } from './document.ts';

const clock: Clock = { now: () => 0, wait: () => Promise.resolve() };
const text =
  '<sequence version="3.10"><group name="A" description=""></group><group name="B" description=""></group></sequence>';

it('[DOC-19] ids that a stored history brings back are never given to another node', () => {
  const first = new EditingSession(new SequenceDocument(text), clock);
  first.apply([{ kind: 'insert', place: { where: 'into', parentId: null }, type: null, name: 'C' }]);
  const state = { text, textPosition: 0, entries: first.entries, position: first.position, savedPosition: 0 };
  const again = EditingSession.restore(state, clock);
  again.apply([{ kind: 'insert', place: { where: 'into', parentId: null }, type: null, name: 'D' }]);
  const rows = again.document.rows();
  expect(rows.map((row) => row.name)).toEqual(['A', 'B', 'C', 'D']);
  expect(new Set(rows.map((row) => row.id)).size).toBe(4);
});
