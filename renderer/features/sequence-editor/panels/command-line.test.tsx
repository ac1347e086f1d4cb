// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestShell, pageOf, renderWithShell, testDevice } from '../../../app/testing.tsx';
import { EditorPage } from '../editor-page.tsx';
import { fakePackage, fakeStep, restartIds } from '../fakes/fake-nodes.ts';
import { createFakeSession } from '../fakes/fake-session.ts';
import { giveSizes } from '../fakes/open-fake.tsx';
import { openEditor, sequenceEditorFeature } from '../index.tsx';
import type { TabOf } from '../../../stores/tabs.ts';

configure({ asyncUtilTimeout: 10_000 });
beforeEach(giveSizes);
afterEach(cleanup);

const settings = 'SMS_TaskSequence_ApplyWindowsSettingsAction';

async function openOver(device: typeof testDevice, type = settings): Promise<string[]> {
  restartIds();
  const variables = [
    { name: 'Owner', property: 'Owner', hidden: false, value: 'Field' },
    { name: 'OSDComputerName', property: 'ComputerName', hidden: false, value: '%Asset%' },
  ];
  const step = fakeStep('Name it', type, { action: 'tool.exe %Owner% %OSDComputerName% %Token%', variables });
  const session = createFakeSession([step], null);
  const { system: _system, model: _model, ...known } = device;
  const secret = { name: 'Token', value: null, isSecret: true };
  const test = createTestShell(
    {
      ...session.handlers,
      'device.list': () => pageOf([device]),
      'device.get': () => ({
        ...known,
        facts: {},
        variables: [{ name: 'Asset', value: 'A-17', isSecret: false }, secret],
      }),
    },
    [sequenceEditorFeature],
  );
  openEditor(test.shell, { packageId: fakePackage, name: 'Deploy', mode: 'edit' });
  const tab = test.shell.tabs.store.getState().tabs.find((one) => one.kind === 'editor') as TabOf<'editor'>;
  renderWithShell(<EditorPage tab={tab} />, test);
  fireEvent.click(await screen.findByRole('treeitem', { name: /Name it/ }));
  const copied: string[] = [];
  Object.defineProperty(navigator, 'clipboard', {
    configurable: true,
    value: { writeText: async (text: string) => void copied.push(text) },
  });
  return copied;
}

const panel = () => screen.findByRole('region', { name: 'Command line of this step' });
const command = async () => (await panel()).querySelector('pre')?.textContent;

it('[UI-785] the command has the values of a chosen device, and is copied without its secrets', async () => {
  const copied = await openOver(testDevice);
  expect(await command()).toBe('tool.exe %Owner% %OSDComputerName% %Token%');
  const field = within(await panel()).getByRole('combobox', { name: 'Values in the command line' });
  await act(async () => field.focus());
  await act(async () => void fireEvent.click(field));
  await act(async () => void fireEvent.click(await screen.findByRole('option', { name: 'Values of this step' })));
  expect(await command()).toBe('tool.exe Field %Asset% %Token%');
  await act(async () => void fireEvent.click(field));
  await act(async () => void fireEvent.click(await screen.findByRole('option', { name: testDevice.name })));
  await waitFor(async () => expect(await command()).toBe('tool.exe Field A-17 ••••••'));
  await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Copy the command line' })));
  expect(copied).toEqual(['tool.exe Field A-17 ••••••']);
});

it('[UI-785] says which variables the step reads and sets', async () => {
  await openOver(testDevice);
  const terms = [...(await panel()).querySelectorAll('dd')].map((one) =>
    [...one.querySelectorAll('.se-variable')].map((name) => name.textContent),
  );
  expect(terms).toEqual([['Asset', 'Token'], []]);
  expect(await panel().then((one) => one.textContent)).toMatch(/Setsnothing/);
});

it('[UI-835] says that a script or a command may read and set others, and not that there is nothing', async () => {
  await openOver(testDevice, 'SMS_TaskSequence_RunCommandLineAction');
  const said = [...(await panel()).querySelectorAll('dd')].map((one) => one.textContent);
  expect(said[0]).toMatch(/^AssetToken.*what the command reads itself is not known here$/);
  expect(said[1]).toBe('what the command sets itself is not known here');
});

describe('in a low window', () => {
  const { innerHeight } = globalThis;
  beforeEach(() => {
    globalThis.innerHeight = 600;
  });
  afterEach(() => {
    globalThis.innerHeight = innerHeight;
  });

  it('[UI-843] the command is a bar with all of it in its title, and is opened and closed with the focus kept', async () => {
    await openOver(testDevice);
    const shown = await panel();
    expect([shown.querySelector('pre'), shown.querySelector('dd')]).toEqual([null, null]);
    expect(within(shown).getByTitle('tool.exe %Owner% %OSDComputerName% %Token%')).toBeTruthy();
    const toggle = within(shown).getByRole('button', { name: 'Command line of this step' });
    expect(toggle.getAttribute('aria-expanded')).toBe('false');
    toggle.focus();
    await act(async () => void fireEvent.click(toggle));
    expect(await command()).toBe('tool.exe %Owner% %OSDComputerName% %Token%');
    expect([document.activeElement, toggle.getAttribute('aria-expanded')]).toEqual([toggle, 'true']);
    await act(async () => void fireEvent.click(toggle));
    expect(await command()).toBeUndefined();
  });
});
