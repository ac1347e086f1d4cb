import { sequenceEditor as text } from '#shared/text/en/sequence-editor';
import { expect, test, watchPage } from '../fixtures/app.ts';
import type { Host } from '../fixtures/host.ts';
import { Editor } from '../pages/editor.ts';
import { TaskSequences } from '../pages/task-sequences.ts';
import type { Page } from '@playwright/test';

test.setTimeout(120_000);

/** A new task sequence with nothing in it, open in a window. */
async function openNew(page: Page, host: Host, name: string): Promise<Editor> {
  const client = await host.connect();
  await client.call('sequence.create', { name, description: '', folderId: null });
  const sequences = new TaskSequences(page);
  await sequences.open();
  await sequences.edit(name);
  return new Editor(page);
}

test('[UI-798] steps are copied in one window and pasted in another, and come as text from elsewhere', async ({
  console: first,
  host,
}) => {
  await first.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const one = await openNew(first, host, 'One');
  await one.add('General', 'Run Command Line');
  await one.rename('Run Command Line', 'From the first');
  await first.keyboard.press('Control+c');
  await expect.poll(() => first.evaluate(() => navigator.clipboard.readText())).toContain('From the first');

  // Opened after the copy, and the first one is gone.
  const second = await first.context().newPage();
  const faults = watchPage(second);
  await host.open(second);
  await first.close();
  const two = await openNew(second, host, 'Two');
  await two.frame.command(text.command.pasteCount_one.replace('{{count}}', '1'));
  await two.expectNames(['From the first']);
  await second.keyboard.press('Control+v');
  await two.expectNames(['From the first', 'From the first']);

  await test.step('a text of another program is newer, and one step to undo', async () => {
    const other =
      '<sequence version="3.10"><group name="From elsewhere"><step type="SMS_TaskSequence_RebootAction" name="Then restart"><action>smsboot.exe</action><defaultVarList/></step></group></sequence>';
    await second.evaluate((given) => navigator.clipboard.writeText(given), other);
    await second.keyboard.press('Control+v');
    await two.expectNames(['From the first', 'From the first', 'From elsewhere', 'Then restart']);
    await second.keyboard.press('Control+z');
    await two.expectNames(['From the first', 'From the first']);
  });

  await test.step('what is no step is refused in words', async () => {
    await second.evaluate(() => navigator.clipboard.writeText('a word from a mail'));
    await second.keyboard.press('Control+v');
    await expect(second.getByText('only groups and steps can be pasted')).toBeVisible();
    await two.expectNames(['From the first', 'From the first']);
  });
  expect(faults).toEqual([]);
});
