import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { sequenceEditor } from '#shared/text/en/sequence-editor';
import { expect, test } from '../fixtures/app.ts';
import { countingSequence, writeSequence } from '../fixtures/sequences.ts';
import { connect } from '../fixtures/wire.ts';
import { Editor } from '../pages/editor.ts';
import { TaskSequences } from '../pages/task-sequences.ts';

/** Stands between page and host: what the host says waits while it is held. */
async function holdHost(page: Page): Promise<{ hold: () => void; release: () => void }> {
  let waiting: (() => void)[] | null = null;
  await page.routeWebSocket(/\/connection$/, (socket) => {
    socket.connectToServer().onMessage((message) => {
      const pass = (): void => socket.send(message);
      if (waiting === null) pass();
      else waiting.push(pass);
    });
  });
  return {
    hold: () => {
      waiting = [];
    },
    release: () => {
      for (const pass of waiting ?? []) pass();
      waiting = null;
    },
  };
}

test('[E2E-13] moves are seen before the host answers, keep their order, are undone, and go back when refused', async ({
  page,
  openConsole,
  folder,
  site,
}) => {
  const host = await holdHost(page);
  const opened = await openConsole();
  const sequences = new TaskSequences(opened);
  const editor = new Editor(opened);
  await sequences.open();
  await sequences.importByChoice(writeSequence(join(folder, 'Moves.xml'), countingSequence(3)));
  await sequences.closeImport();
  await sequences.edit('Moves');
  await editor.select('Count to 1');
  host.hold();
  await opened.keyboard.press('Alt+ArrowDown');
  await editor.expectNames(['Count', 'Count to 2', 'Count to 1', 'Count to 3']);
  await opened.keyboard.press('Alt+ArrowDown');
  await editor.expectNames(['Count', 'Count to 2', 'Count to 3', 'Count to 1']);
  await expect(editor.step('Count to 1')).toBeFocused();
  await opened.keyboard.press('Control+z');
  host.release();
  const once = ['Count', 'Count to 2', 'Count to 1', 'Count to 3'];
  await editor.expectNames(once);

  const other = await connect(site);
  const { rows } = await other.call('sequence.list', {});
  const packageId = rows.find((row) => row.name === 'Moves')?.packageId ?? '';
  const { sessionId, epoch, ...seen } = await other.call('editor.open', { packageId, mode: 'edit', draft: 'keep' });
  expect(seen.rows.map((row) => row.name)).toEqual(once);

  host.hold();
  await other.call('editor.discard', { sessionId, epoch });
  await opened.keyboard.press('Alt+ArrowDown');
  await editor.expectNames(['Count', 'Count to 2', 'Count to 3', 'Count to 1']);
  host.release();
  await editor.expectNames(['Count', 'Count to 1', 'Count to 2', 'Count to 3']);
  await expect(opened.getByText(sequenceEditor.standing.discarded)).toBeVisible();
  other.close();
});
