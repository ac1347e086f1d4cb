import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KyselyPlugin } from 'kysely';
import type { Database } from '../store/connection.ts';
import { saveDocument } from '../store/tables/sequence.ts';
import { smallSequence } from '../transfer/fakes/build-export.ts';
import { leaveAfterMs } from './editing-types.ts';
import { createEditingSite, type EditingSite } from './fakes/editing-site.ts';
import { openWindow } from './fakes/fake-window.ts';

let site: EditingSite;
beforeEach(async () => {
  site = await createEditingSite();
});
afterEach(() => site.remove());

/** A database of which one write, or the next one, fails when it is about to be committed. */
function failingWrites(): { database: Database; failNext: () => void } {
  const { database } = site.temp.site;
  let isFailing = false;
  return {
    failNext: () => {
      isFailing = true;
    },
    database: {
      ...database,
      write: (work) =>
        database.write(async (transaction) => {
          const result = await work(transaction);
          const fails = isFailing;
          isFailing = false;
          if (fails) throw new Error('made by the test');
          return result;
        }),
    },
  };
}

describe('one after the other', () => {
  it('[EDT-20] of two edits in flight the first cannot be kept: the second one is shown, kept, and found again', async () => {
    const { database, failNext } = failingWrites();
    const window = openWindow(site.program(database), 'w');
    await window.open(site.packageId);
    await window.rename('Prepare', 'Zero');
    failNext();
    const both = await Promise.allSettled([window.rename('Say', 'One'), window.rename('Finish', 'Two')]);
    expect(both.map((one) => one.status)).toEqual(['rejected', 'fulfilled']);
    expect(window.names()).toEqual(['Zero', 'Say', 'Two', 'Restart']);
    const again = openWindow(site.program(), 'again');
    expect((await again.open(site.packageId)).rows).toEqual(window.shown().rows);
    await again.undo(2);
    await again.save();
    expect(await site.storedText()).toBe(smallSequence);
  });

  it('[EDT-20] an edit during a save is not in it and is shown as unsaved', async () => {
    const window = openWindow(site.program(), 'w');
    await window.open(site.packageId);
    await window.rename('Prepare', 'Before');
    await Promise.all([window.save(), window.rename('Say', 'During')]);
    expect([window.shown().isDirty, window.shown().history.savedDistance]).toEqual([true, 1]);
    expect(await site.storedText()).toBe(smallSequence.replace('Prepare', 'Before'));
  });

  it('[EDT-20] what is read between two changes is what was acknowledged', async () => {
    const { database, failNext } = failingWrites();
    const editing = site.program(database);
    const [writer, reader] = [openWindow(editing, 'writer'), openWindow(editing, 'reader')];
    await writer.open(site.packageId);
    await reader.open(site.packageId);
    failNext();
    const [failed, read] = await Promise.allSettled([
      writer.rename('Prepare', 'Never'),
      editing.nodes(reader.call(), [reader.idOf('Prepare')]),
    ]);
    expect([failed.status, read]).toMatchObject(['rejected', { value: [{ name: 'Prepare' }] }]);
  });
});

describe('epochs', () => {
  it('[EDT-21] after one window discarded, the edit of another one hits no other step, and both show the same', async () => {
    const editing = site.program();
    const [a, b] = [openWindow(editing, 'a'), openWindow(editing, 'b')];
    await a.open(site.packageId);
    await b.open(site.packageId);
    await a.apply([{ kind: 'remove', ids: [a.idOf('Prepare')] }]);
    await a.save();
    await a.rename('Finish', 'Changed');
    await b.settled();
    const meant = b.idOf('Changed');
    const call = b.call();
    await a.discard();
    // The number of the step is another step's now.
    expect(a.shown().rows.find((row) => row.id === meant)?.name).not.toBe('Finish');
    await expect(editing.apply(call, [{ kind: 'remove', ids: [meant] }])).rejects.toMatchObject({
      code: 'SESSION_RENEWED',
    });
    await b.settled();
    expect(b.shown()).toEqual(a.shown());
    expect(b.names()).toEqual(['Finish', 'Restart']);
    for (const late of [
      () => editing.undo(call, 1),
      () => editing.save(call, true),
      () => editing.discard(call),
      () => editing.nodes(call, [meant]),
    ]) {
      await expect(late()).rejects.toMatchObject({ code: 'SESSION_RENEWED' });
    }
    await b.rename('Finish', 'Fits');
    await a.settled();
    expect(a.names()).toEqual(['Fits', 'Restart']);
  });

  it('[EDT-21] a step that undo brings back from an earlier program never gets the id that another one had', async () => {
    const first = openWindow(site.program(), 'first');
    await first.open(site.packageId);
    await first.apply([{ kind: 'remove', ids: [first.idOf('Prepare')] }]);
    await first.rename('Finish', 'Last of the first program');
    const window = openWindow(site.program(), 'w');
    await window.open(site.packageId);
    const seen = new Set(window.shown().rows.map((row) => row.id));
    await window.undo(2);
    const back = window.shown().rows.filter((row) => !['Finish', 'Restart'].includes(row.name));
    expect([back.map((row) => row.name), back.filter((row) => seen.has(row.id))]).toEqual([['Prepare', 'Say'], []]);
  });
});

describe('windows', () => {
  it('[EDT-23] a change is the answer to who made it and an event for the others, once each', async () => {
    const editing = site.program();
    const [a, b] = [openWindow(editing, 'a'), openWindow(editing, 'b')];
    await a.open(site.packageId);
    await b.open(site.packageId);
    const made = await a.rename('Prepare', 'Mine');
    expect([a.heard(), made.detail?.name, made.touched]).toEqual([0, 'Mine', made.select]);
    await b.settled();
    expect([b.heard(), b.shown()]).toEqual([1, a.shown()]);
    // What changed nothing is no news.
    const { changeNumber } = await a.apply([{ kind: 'setName', id: a.idOf('Mine'), name: 'Mine' }]);
    expect([changeNumber, b.heard()]).toEqual([1, 1]);
  });

  it('[EDT-23] every window knows what is saved: by another window, a view too, and by another program', async () => {
    const editing = site.program();
    const [a, b, view] = [openWindow(editing, 'a'), openWindow(editing, 'b'), openWindow(editing, 'view')];
    await a.open(site.packageId);
    await b.open(site.packageId);
    await view.open(site.packageId, 'view');
    await a.rename('Prepare', 'Mine');
    await a.save();
    await Promise.all([b.settled(), view.settled()]);
    expect(b.shown()).toMatchObject({ isDirty: false, revision: 2, storedRevision: 2 });
    expect(view.shown()).toMatchObject({ revision: 1, storedRevision: 2 });
    const other = await site.otherSite();
    await other.database.write((transaction) =>
      saveDocument(transaction, {
        packageId: site.packageId,
        baseRevision: 2,
        document: Buffer.from(smallSequence),
        stepCount: 2,
        at: 5,
        by: 'other',
      }),
    );
    await editing.heedOthers();
    await Promise.all([a.settled(), b.settled(), view.settled()]);
    expect([a, b, view].map((one) => one.shown().storedRevision)).toEqual([3, 3, 3]);
    await expect(a.save()).rejects.toMatchObject({ code: 'REVISION_CONFLICT', details: { expected: 2, actual: 3 } });
  });

  it('[EDT-24] sessions end with their connection: views at once, editors after a minute, unless somebody came back', async () => {
    const editing = site.program();
    const [a, b] = [openWindow(editing, 'a'), openWindow(editing, 'b')];
    await a.open(site.packageId, 'view');
    const draft = openWindow(editing, 'a');
    await draft.open(site.packageId);
    await draft.rename('Prepare', 'Kept');
    const { sessionId } = draft.shown();
    const gone = editing.leave('a');
    await expect.poll(() => editing.size).toBe(1);
    await site.temp.clock.advance(leaveAfterMs - 1);
    expect((await b.open(site.packageId)).sessionId).toBe(sessionId);
    await site.temp.clock.advance(1);
    await gone;
    expect([editing.size, b.names()[0]]).toEqual([1, 'Kept']);
    const ended = editing.leave('b');
    await site.temp.clock.advance(leaveAfterMs);
    await ended;
    expect(editing.size).toBe(0);
    await expect(editing.state(sessionId)).rejects.toMatchObject({ code: 'SESSION_NOT_OPEN' });
    expect(await editing.drafts()).toMatchObject([{ changeCount: 1 }]);
    const again = openWindow(editing, 'again');
    await again.open(site.packageId);
    expect(again.names()[0]).toBe('Kept');
    editing.end();
  });

  it('[EDT-24] closing what was closed already, or what another window opened, does nothing', async () => {
    const editing = site.program();
    const [a, b] = [openWindow(editing, 'a'), openWindow(editing, 'b')];
    const { sessionId } = await a.open(site.packageId);
    await editing.close(sessionId, 'b');
    expect(editing.size).toBe(1);
    await b.open(site.packageId);
    await editing.close(sessionId, 'a');
    await editing.close(sessionId, 'a');
    expect(editing.size).toBe(1);
    await editing.close(sessionId, 'b');
    await editing.close(sessionId, 'b');
    expect(editing.size).toBe(0);
  });
});

describe('two programs', () => {
  async function openBoth() {
    const editing = site.program();
    const other = site.program((await site.otherSite()).database);
    const [mine, theirs] = [openWindow(editing, 'mine'), openWindow(other, 'theirs')];
    await mine.open(site.packageId);
    await theirs.open(site.packageId);
    return { editing, other, mine, theirs };
  }
  const conflict = { code: 'REVISION_CONFLICT', details: { of: 'draft' } };

  it('[EDT-22] never mix their changes in one history: who comes second is told, sees both, and decides', async () => {
    const { editing, mine, theirs } = await openBoth();
    await theirs.rename('Prepare', 'Theirs');
    await expect(mine.rename('Say', 'Mine')).rejects.toMatchObject({
      ...conflict,
      details: { actual: 1, storedSteps: 1 },
    });
    await mine.settled();
    expect(mine.shown()).toMatchObject({ isBehind: true, isDirty: false });
    for (const change of [() => mine.undo(), () => mine.save(), () => mine.discard(), () => mine.rename('Say', 'x')]) {
      await expect(change()).rejects.toMatchObject(conflict);
    }
    const { document } = await editing.stored(mine.call());
    expect([document.rows()[0]?.name, mine.names()[0]]).toEqual(['Theirs', 'Prepare']);
    await mine.settle('stored');
    expect([mine.names()[0], mine.shown().isBehind]).toEqual(['Theirs', false]);
    await mine.rename('Say', 'Mine');
    await expect(theirs.undo()).rejects.toMatchObject(conflict);
    const whole = openWindow(site.program(), 'whole');
    await whole.open(site.packageId);
    expect(whole.names().slice(0, 2)).toEqual(['Theirs', 'Mine']);
    await whole.undo(2);
    await whole.save();
    expect(await site.storedText()).toBe(smallSequence);
  });

  it('[EDT-22] one that keeps its own puts it in the place of the other, which is told in its turn', async () => {
    const { mine, theirs, other } = await openBoth();
    await mine.rename('Say', 'Mine');
    await other.heedOthers();
    await theirs.settled();
    expect(theirs.shown().isBehind).toBe(true);
    await theirs.settle('own');
    expect(theirs.shown()).toMatchObject({ isBehind: false, isDirty: true, history: { undoCount: 0 } });
    await theirs.rename('Finish', 'Theirs');
    await expect(mine.rename('Mine', 'x')).rejects.toMatchObject(conflict);
    await theirs.save();
    expect(await site.storedText()).toBe(smallSequence.replace('Finish', 'Theirs'));
  });

  it('[EDT-22] a draft that the other one discarded, and began anew, is not taken for the one of before', async () => {
    const { mine, theirs } = await openBoth();
    await mine.rename('Say', 'One');
    await theirs.open(site.packageId);
    await expect(theirs.rename('Say', 'x')).rejects.toMatchObject(conflict);
    await theirs.settle('stored');
    await theirs.discard();
    await theirs.rename('Finish', 'Anew');
    await expect(mine.rename('One', 'Two')).rejects.toMatchObject(conflict);
    await mine.settle('stored');
    expect(mine.names()).toEqual(['Prepare', 'Say', 'Anew', 'Restart']);
  });

  it('[EDT-22] a copy of what one sees is possible in a conflict too', async () => {
    const { editing, mine, theirs } = await openBoth();
    await mine.rename('Say', 'Mine');
    await expect(theirs.rename('Finish', 'x')).rejects.toMatchObject(conflict);
    await theirs.settle('stored');
    await theirs.rename('Finish', 'Theirs');
    await expect(mine.save()).rejects.toMatchObject(conflict);
    const copy = openWindow(editing, 'copy');
    await copy.open(await editing.saveCopy(mine.call(), 'Mine'));
    expect(copy.names()).toEqual(['Prepare', 'Mine', 'Finish', 'Restart']);
  });
});

describe('what another program writes between two queries of one reading', () => {
  /** A database that does something once, before it answers a query of this table. */
  function interrupted(...names: readonly string[]) {
    const { database } = site.temp.site;
    let work: (() => Promise<unknown>) | null = null;
    const asking = new WeakSet<object>();
    const plugin: KyselyPlugin = {
      transformQuery: ({ node, queryId }) => {
        // Kysely writes names with underscores before or behind this.
        if ('from' in node && new RegExp(`"(${names.join('|')})"`).test(JSON.stringify(node.from))) asking.add(queryId);
        return node;
      },
      transformResult: async ({ result, queryId }) => {
        const now = asking.has(queryId) ? work : null;
        if (now !== null) work = null;
        await now?.();
        return result;
      },
    };
    const { native, db } = database.read;
    return {
      database: { ...database, read: { native, db: db.withPlugin(plugin) } } satisfies Database,
      once: (next: () => Promise<unknown>) => {
        work = next;
      },
    };
  }

  it('[EDT-22] opening reads again until document, draft and edits are of one state', async () => {
    const theirs = openWindow(site.program((await site.otherSite()).database), 'theirs');
    await theirs.open(site.packageId);
    await theirs.rename('Prepare', 'First');
    const { database, once } = interrupted('editingSession', 'editing_session');
    const mine = openWindow(site.program(database), 'mine');
    once(() => theirs.rename('Say', 'Second'));
    await mine.open(site.packageId);
    expect(mine.names()).toEqual(theirs.names());
    expect(mine.names()).toContain('Second');
  });

  it('[EDT-22] undo takes no steps of a history that is another one by now', async () => {
    const { database, once } = interrupted('editingEdit', 'editing_edit');
    const mine = openWindow(site.program(database), 'mine');
    await mine.open(site.packageId);
    // More than stay in memory: the first ones are read when somebody goes there.
    const ids = [mine.idOf('Say'), mine.idOf('Finish')];
    for (let count = 0; count < 120; count += 1) {
      const id = ids[count % 2] ?? '';
      await mine.apply([{ kind: 'setName', id, name: `Step ${String(count)}` }]);
    }
    const theirs = openWindow(site.program((await site.otherSite()).database), 'theirs');
    await theirs.open(site.packageId);
    once(() => theirs.rename('Prepare', 'Theirs'));
    const before = mine.names();
    await expect(mine.undo(120)).rejects.toMatchObject({ code: 'REVISION_CONFLICT', details: { of: 'draft' } });
    expect(mine.names()).toEqual(before);
  });
});
