import { devices } from '#shared/text/en/devices';
import { runs } from '#shared/text/en/runs';
import { taskSequences } from '#shared/text/en/task-sequences';
import { userState } from '#shared/text/en/user-state';
import { expect, test } from '../fixtures/app.ts';
import { Frame, type Workspace } from '../pages/frame.ts';

const nodes: readonly (readonly [Workspace, string, string])[] = [
  ['library', taskSequences.node, taskSequences.list],
  ['assets', devices.node, devices.list],
  ['assets', userState.association.node, userState.association.list],
  ['administration', userState.point.node, userState.point.list],
  ['monitoring', runs.node, runs.list],
];

test('[E2E-4] every node opens its list, the sample is in it, and nothing is reported by the page', async ({
  console,
}) => {
  const frame = new Frame(console);
  for (const [workspace, node, list] of nodes) {
    await frame.openNode(workspace, node);
    await expect(frame.list(list)).toBeVisible();
  }
  await frame.openNode('library', taskSequences.node);
  await expect(frame.row(taskSequences.list, 'First look')).toBeVisible();
  await frame.openNode('assets', devices.node);
  await expect(frame.row(devices.list, 'OLD-PC')).toBeVisible();
  await expect(frame.row(devices.list, 'NEW-PC')).toBeVisible();
});
