import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { EditLabel } from '#shared/model/edit-label';
import { SequenceDocument } from '../sequence/document.ts';
import { draftsWithRevision } from '../store/migrations/0070-drafts-with-revision.ts';
import { listEdits } from '../store/tables/editing-lists.ts';
import { findEditingSession } from '../store/tables/editing-session.ts';
import { smallSequence } from '../transfer/fakes/build-export.ts';
import { replayLimits } from './drafts.ts';
import { createEditingSite, type EditingSite } from './fakes/editing-site.ts';
import { openWindow } from './fakes/fake-window.ts';

let site: EditingSite;
beforeEach(async () => {
  site = await createEditingSite();
});
afterEach(() => site.remove());

const row = () => findEditingSession(site.temp.site.database.read, site.packageId);
const edits = () => listEdits(site.temp.site.database.read, site.packageId);

async function open(by = 'w') {
  const editing = site.program();
  const window = openWindow(editing, by);
  await window.open(site.packageId);
  return { editing, window };
}

/** As a program of version 60 wrote it: recorded with that program, never made by hand. */
const Recorded = z.object({
  sequence: z.object({ document: z.string(), revision: z.int() }),
  session: z.record(z.string(), z.union([z.string(), z.number()])),
  edits: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
  texts: z.array(z.string()),
});

describe('drafts of earlier versions', () => {
  const recorded = Recorded.parse(
    JSON.parse(readFileSync(new URL('./fixtures/draft-of-version-60.json', import.meta.url), 'utf8')),
  );

  /** Puts the recorded rows into tables of version 60 and migrates them. */
  async function takeRecorded(): Promise<void> {
    await site.temp.site.database.write((transaction) => {
      const { native } = transaction;
      native.exec('DROP TABLE editing_edit; DROP TABLE editing_session;');
      native.exec(`
        CREATE TABLE editing_session (package_id TEXT NOT NULL PRIMARY KEY REFERENCES sequence (package_id) ON DELETE CASCADE,
          saved_revision INTEGER NOT NULL, position INTEGER NOT NULL, saved_position INTEGER NOT NULL,
          updated_at INTEGER NOT NULL, base_document BLOB NOT NULL) STRICT;
        CREATE TABLE editing_edit (package_id TEXT NOT NULL REFERENCES editing_session (package_id) ON DELETE CASCADE,
          ordinal INTEGER NOT NULL, label TEXT NOT NULL, merge_key TEXT, at INTEGER NOT NULL, patches TEXT NOT NULL,
          inverse TEXT NOT NULL, PRIMARY KEY (package_id, ordinal)) STRICT;`);
      const insert = (table: string, values: Record<string, unknown>) =>
        native
          .prepare(
            `INSERT INTO ${table} (${Object.keys(values).join()}) VALUES (${Object.keys(values)
              .map(() => '?')
              .join()})`,
          )
          .run(...Object.values(values));
      const { sequence, session } = recorded;
      native
        .prepare('UPDATE sequence SET document = ?, revision = ?')
        .run(Buffer.from(sequence.document), sequence.revision);
      insert('editing_session', { ...session, base_document: Buffer.from(String(session['base_document'])) });
      for (const edit of recorded.edits) insert('editing_edit', edit);
      native.exec(draftsWithRevision.statements);
      return Promise.resolve();
    });
  }

  it('[EDT-28] open as they were, undo to the first byte and redo to the last one, and are named by their words', async () => {
    await takeRecorded();
    const { editing, window } = await open();
    const text = () => editing.read(window.call(), (document) => document.print());
    expect(await text()).toBe(recorded.texts.at(-2));
    expect(window.shown()).toMatchObject({ isDirty: true, history: { undoCount: 6, redoCount: 1, savedDistance: 2 } });
    expect(window.shown().history.undo[0]).toEqual({
      code: 'text',
      values: { text: 'Put “Restart Computer” into a group' },
    } satisfies EditLabel);
    for (let at = recorded.texts.length - 3; at >= 0; at -= 1) {
      await window.undo();
      expect(await text()).toBe(recorded.texts[at]);
    }
    await window.redo(7);
    expect(await text()).toBe(recorded.texts.at(-1));
  });
});

describe('what is kept of an edit', () => {
  it('[EDT-29] a move keeps where rows went, and no edit keeps its way back', async () => {
    const { editing, window } = await open();
    await window.apply([{ kind: 'move', ids: [window.idOf('Prepare')], parentId: null, index: 2 }]);
    await window.apply([{ kind: 'move', ids: [window.idOf('Restart')], parentId: window.idOf('Prepare'), index: 0 }]);
    await window.apply([{ kind: 'wrapInGroup', ids: [window.idOf('Prepare')], name: 'New' }]);
    const kept = JSON.stringify((await edits()).map((edit) => edit.patches));
    expect(kept).not.toMatch(/Say|Restart|<step|ids/);
    const again = await open('again');
    await again.window.undo(3);
    expect(await again.editing.read(again.window.call(), (document) => document.print())).toBe(smallSequence);
    await again.window.redo(3);
    const shown = await editing.read(window.call(), (document) => document.print());
    expect(await again.editing.read(again.window.call(), (document) => document.print())).toBe(shown);
  });

  it('[EDT-29] a burst of typing is no longer than its first and last state', async () => {
    const { window } = await open();
    for (let length = 1; length <= 60; length += 1)
      await window.apply([{ kind: 'setDescription', id: window.idOf('Say'), description: 'x'.repeat(length) }]);
    const [only, ...others] = await edits();
    expect([others, (only?.sizeBytes ?? 0) < 1200]).toEqual([[], true]);
  });
});

describe('where reading begins', () => {
  it('[EDT-27] no draft is read from its beginning: not after a save, not after many edits, undo and redo', async () => {
    const { window } = await open();
    const near = async () => {
      const stored = await row();
      return Math.abs((stored?.position ?? 0) - (stored?.basePosition ?? 0)) <= replayLimits.steps;
    };
    for (let count = 0; count < 100; count += 1) {
      await window.apply([{ kind: 'setDisabled', ids: ['n2'], disabled: count % 2 === 0 }]);
      if (count % 10 === 0) expect(await near()).toBe(true);
    }
    expect(await near()).toBe(true);
    await window.undo(80);
    expect(await near()).toBe(true);
    await window.redo(50);
    await window.undo(3);
    await window.apply([{ kind: 'setName', id: 'n1', name: 'Other' }]);
    expect(await near()).toBe(true);
    await window.save();
    expect(await row()).toMatchObject({ position: 68, basePosition: 68, savedPosition: 68 });
    const again = await open('again');
    expect(again.window.shown().rows).toEqual(window.shown().rows);
    await again.window.undo(68);
    await again.window.save();
    expect(await site.storedText()).toBe(smallSequence);
  });

  it('[EDT-27] the labels of what undo and redo offer come with opening, and the steps when somebody goes there', async () => {
    const { window } = await open();
    for (let count = 1; count <= 150; count += 1) {
      await window.apply([
        { kind: 'setVariable', id: 'n2', property: `V${String(count)}`, name: `V${String(count)}`, value: 'x' },
      ]);
    }
    await window.undo(20);
    const { window: again } = await open('again');
    const names = (labels: readonly EditLabel[]) => labels.map((label) => label.values.variable);
    const { undo, redo, undoCount, redoCount } = again.shown().history;
    expect([names(undo).slice(0, 2), names(redo).slice(0, 2), undo.length, redo.length, undoCount, redoCount]).toEqual([
      ['V130', 'V129'],
      ['V131', 'V132'],
      10,
      10,
      130,
      20,
    ]);
    const far = await again.undo(125);
    expect(names(far.history.undo)).toEqual(['V5', 'V4', 'V3', 'V2', 'V1']);
    expect(names(far.history.redo)[9]).toBe('V15');
    await window.settle('stored').catch(() => undefined);
    await again.redo(145);
    expect((await again.undo(150)).patch.changed).toEqual([]);
    await again.save(true);
    expect(await site.storedText()).toBe(smallSequence);
  });

  it('[EDT-30] a step that cannot be read does not break what is shown', async () => {
    const { window, editing } = await open();
    await window.rename('Prepare', 'One');
    await window.rename('Say', 'Two');
    await window.save();
    await site.temp.site.database.write((transaction) => {
      transaction.native.exec(
        `UPDATE editing_edit SET patches = '[{"kind":"tag","path":[9],"open":["a","b"],"close":["",""]}]' WHERE ordinal = 1`,
      );
      return Promise.resolve();
    });
    const { window: again, editing: fresh } = await open('again');
    await expect(again.undo(2)).rejects.toMatchObject({ code: 'INTERNAL' });
    const text = await fresh.read(again.call(), (document) => document.print());
    expect(text).toBe(await editing.read(window.call(), (document) => document.print()));
    expect(new SequenceDocument(text).rows().map((one) => one.name)).toEqual(again.names());
    await again.rename('Finish', 'Three');
    expect(again.names()).toEqual(['One', 'Two', 'Three', 'Restart']);
  });
});
