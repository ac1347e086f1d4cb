import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isAppError } from '#shared/contract/errors';
import type { Edit } from '#shared/model/edit';
import type { Database } from '../store/connection.ts';
import { failingDatabase } from '../store/fakes/failing-database.ts';
import type { Editing } from './editing-types.ts';
import { createEditingSite, type EditingSite } from './fakes/editing-site.ts';
import { type FakeWindow, openWindow } from './fakes/fake-window.ts';

/** One thing that a person does in one of two windows; `failAt` is the number of the database call that fails, 0 none. */
interface Act {
  readonly window: 0 | 1;
  readonly kind:
    'rename' | 'remove' | 'insert' | 'move' | 'toggle' | 'undo' | 'redo' | 'save' | 'discard' | 'restart' | 'open';
  readonly a: number;
  readonly b: number;
  readonly failAt: number;
  /** Whether the next one is begun before this one has ended. */
  readonly isHasty: boolean;
}

const act: fc.Arbitrary<Act> = fc.record({
  window: fc.constantFrom(0, 1),
  kind: fc.constantFrom(
    ...(['rename', 'rename', 'remove', 'insert', 'insert', 'move', 'move', 'toggle', 'undo', 'undo', 'redo'] as const),
    ...(['save', 'discard', 'restart', 'open'] as const),
  ),
  a: fc.nat(50),
  b: fc.nat(50),
  failAt: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 8 }) }),
  isHasty: fc.boolean(),
});

let site: EditingSite;
let counter = 0;
beforeEach(() => {
  counter = 0;
});
afterEach(() => site.remove());

/** Names of the refusals that may come when two people work on one thing; anything else is a fault. */
const expected = new Set([
  'SESSION_RENEWED',
  'EDIT_TARGET_MISSING',
  'EDIT_INVALID',
  'NOTHING_TO_UNDO',
  'NOTHING_TO_REDO',
  'STORE_FULL',
]);

function editOf(window: FakeWindow, { kind, a, b }: Act): Edit[] {
  const { rows } = window.shown();
  const row = rows[a % Math.max(1, rows.length)];
  counter += 1;
  const name = `Name ${String(counter)}`;
  if (kind === 'insert' || row === undefined) {
    const type = a % 2 === 0 ? null : 'SMS_TaskSequence_RebootAction';
    return [{ kind: 'insert', place: { where: 'into', parentId: null, index: 0 }, type, name }];
  }
  if (kind === 'rename') return [{ kind: 'setName', id: row.id, name }];
  if (kind === 'remove') return [{ kind: 'remove', ids: [row.id] }];
  if (kind === 'toggle') return [{ kind: 'setDisabled', ids: [row.id], disabled: !row.disabled }];
  const groups = [null, ...rows.filter((one) => one.kind === 'group').map((one) => one.id)];
  return [{ kind: 'move', ids: [row.id], parentId: groups[b % groups.length] ?? null, index: 0 }];
}

/** A database whose next write can be told to fail at one of its calls. */
function switchable(database: Database): { database: Database; failNext: (at: number) => void } {
  let failAt = 0;
  return {
    failNext: (at) => {
      failAt = at;
    },
    database: {
      ...database,
      write: (work) => {
        const at = failAt;
        failAt = 0;
        return failingDatabase(database, at).database.write(work);
      },
    },
  };
}

class Desk {
  editing!: Editing;
  windows!: [FakeWindow, FakeWindow];
  readonly #store = switchable(site.temp.site.database);

  /** The program begins, as after a kill: what is not in the database is gone. */
  async start(): Promise<void> {
    this.editing = site.program(this.#store.database);
    this.windows = [openWindow(this.editing, 'a'), openWindow(this.editing, 'b')];
    for (const window of this.windows) await window.open(site.packageId);
  }

  async perform(one: Act): Promise<void> {
    const window = this.windows[one.window];
    this.#store.failNext(one.failAt);
    try {
      await this.#carryOut(window, one);
    } catch (error) {
      if (!isAppError(error) || !expected.has(error.code)) throw error;
    } finally {
      this.#store.failNext(0);
    }
  }

  async #carryOut(window: FakeWindow, one: Act): Promise<void> {
    switch (one.kind) {
      case 'undo':
        await window.undo(1 + (one.a % 3));
        return;
      case 'redo':
        await window.redo(1 + (one.a % 3));
        return;
      case 'save':
        await window.save();
        return;
      case 'discard':
        return window.discard();
      case 'open':
        await window.open(site.packageId);
        return;
      case 'restart':
        return this.start();
      default:
        await window.apply(editOf(window, one));
    }
  }

  /** Both windows show the same, and so does who opens anew. */
  async demandTruth(): Promise<void> {
    for (const window of this.windows) await window.settled();
    const [a, b] = this.windows;
    expect(b.shown()).toEqual({ ...a.shown(), draftFrom: b.shown().draftFrom });
    const shown = a.shown();
    const text = await this.editing.read(a.call(), (document) => document.print());
    const fresh = site.program();
    const again = await fresh.open(site.packageId, 'edit', 'keep', 'again');
    const call = { sessionId: again.sessionId, epoch: again.epoch, by: 'again' };
    expect(await fresh.read(call, (document) => document.print())).toBe(text);
    expect(again.rows.map(({ name, depth, disabled }) => [name, depth, disabled])).toEqual(
      shown.rows.map(({ name, depth, disabled }) => [name, depth, disabled]),
    );
    // A history that leads only to what is saved may be left; one with something unsaved never is.
    const { isDirty, revision, history } = shown;
    expect({ isDirty, revision, history }).toEqual({
      isDirty: again.isDirty,
      revision: again.revision,
      history: again.history,
    });
    if (!isDirty) expect(await site.storedText()).toBe(text);
  }
}

it('[EDT-31] what was acknowledged is there: in both windows, and in who opens anew', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 25 }), async (acts) => {
      const desk = new Desk();
      await desk.start();
      await desk.windows[0].discard();
      await desk.windows[1].settled();
      let waiting: Promise<void>[] = [];
      for (const one of acts) {
        // A start again ends what is under way only when it is over: a killed program acknowledges nothing later.
        if (one.kind === 'restart') await Promise.all(waiting);
        waiting.push(desk.perform(one));
        if (one.isHasty && one.kind !== 'restart') continue;
        await Promise.all(waiting);
        waiting = [];
        await desk.demandTruth();
      }
      await Promise.all(waiting);
      await desk.demandTruth();
    }),
    { numRuns: 40 },
  );
}, 120_000);

beforeEach(async () => {
  site = await createEditingSite();
});
