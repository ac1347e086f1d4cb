import { expect, test } from '../fixtures/app.ts';
import { Editor } from '../pages/editor.ts';
import { TaskSequences } from '../pages/task-sequences.ts';

test('[HOST-300] a page that is open finds a host that was killed and started anew, and what is done in it goes there', async ({
  console,
  host,
}) => {
  const [sequences, editor] = [new TaskSequences(console), new Editor(console)];
  await sequences.open();
  await sequences.edit('First look');
  await expect(editor.steps.first()).toBeVisible();
  const [first, ...others] = await editor.names();
  if (first === undefined) throw new Error('The sample has steps.');
  for (const [index, way] of (['kill', 'stop'] as const).entries()) {
    await host[way]();
    await expect(editor.frame.connectionLost).toBeVisible();
    await host.start();
    await expect(editor.frame.connectionLost).toBeHidden({ timeout: 30_000 });
    await editor.rename(index === 0 ? first : 'Renamed 0', `Renamed ${String(index)}`);
    await expect(editor.step(`Renamed ${String(index)}`)).toBeVisible();
  }
  await editor.save(2);
  await editor.expectNames(['Renamed 1', ...others]);
});
