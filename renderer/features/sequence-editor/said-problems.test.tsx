// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fakeGroup, fakeStep, type Nodes } from './fakes/fake-nodes.ts';
import type { Shell } from '../../app/types.ts';
import { editorsModel } from './store/editors-model.ts';
import { giveSizes, type OpenedEditor, openFake, press, row } from './fakes/open-fake.tsx';

// Many test files share the processors: a second is too short for a dialog.
configure({ asyncUtilTimeout: 10_000 });

const commandLine = 'SMS_TaskSequence_RunCommandLineAction';
const command = (value: string) => ({ name: 'CommandLine', property: 'CommandLine', hidden: true, value });
const empty = (name: string) => fakeStep(name, commandLine, { variables: [command('')] });
const nodes = (): Nodes => [
  fakeGroup('Setup', [empty('No command'), fakeStep('Odd', 'Other', { problem: 'unknown-type' }), empty('None too')]),
  fakeStep('Whole', commandLine, { variables: [command('ver')] }),
];
const commandField = () => screen.findByLabelText<HTMLTextAreaElement>(/^Command line/i, { selector: 'textarea' });
const add = (shell: Shell, type: string | null) => act(async () => shell.model(editorsModel).active()?.insert(type));
const missing = /empty. The step needs it/;

let takeAway: () => void;
beforeAll(() => {
  takeAway = giveSizes();
});
afterAll(() => takeAway());
let opened: OpenedEditor | null = null;
afterEach(() => {
  opened?.stop();
  opened = null;
  cleanup();
});

describe('problems as they are said', () => {
  it('[UI-512] a row says its problem, a closed group how many, and both follow what is edited', async () => {
    opened = await openFake('edit', null, nodes);
    const said = (name: RegExp) => row(name).querySelector('.se-problem-mark [role="img"]')?.getAttribute('aria-label');
    await waitFor(() => expect(said(/No command/)).toMatch(/“Command line” is empty/));
    expect(said(/Odd/)).toMatch(/not known here/);
    expect([said(/Whole/), said(/Setup/)]).toEqual([undefined, undefined]);
    await act(async () => void fireEvent.click(row(/Setup/)));
    await press('ArrowLeft');
    expect(said(/Setup/)).toBe('3 problems in this group');
    expect(row(/Setup/).querySelector('.ws-tone-error')).not.toBeNull();
    await press('ArrowRight');
    await act(async () => void fireEvent.click(row(/No command/)));
    fireEvent.change(await commandField(), { target: { value: 'dir' } });
    await act(async () => void fireEvent.blur(await commandField()));
    await waitFor(() => expect(said(/No command/)).toBeUndefined());
  });

  it('[UI-813] the list says how many problems it cannot have', async () => {
    const packageStep = 'SMS_TaskSequence_InstallSoftwareAction';
    const named = () => [...nodes(), fakeStep('Package', packageStep)];
    const check = { 'editor.checkReferences': () => ({ problems: [], left: 1234 }) };
    opened = await openFake('edit', null, named, undefined, check);
    const { shell } = opened;
    await act(async () => {
      await shell.commands.run('editor.problems');
    });
    expect(await screen.findByText(/1,234 more cannot be listed/)).toBeTruthy();
  });

  it('[UI-831] what is missing is an error at its field, at its row and in the list, which says so in words', async () => {
    opened = await openFake('edit', null, nodes);
    await act(async () => void fireEvent.click(row(/No command/)));
    await act(() => opened?.shell.commands.run('editor.problems') ?? Promise.resolve(false));
    expect((await commandField()).getAttribute('aria-invalid')).toBe('true');
    await waitFor(() => expect(row(/No command/).querySelector('.ws-tone-error')).not.toBeNull());
    const said = within(await screen.findByRole('table', { name: 'Problems' }))
      .getAllByRole('row')
      .map((one) => one.querySelector('td')?.textContent);
    expect(said).toEqual([undefined, 'Error', 'Error', 'Error']);
  });

  it('[UI-849] a save says how many problems are open, and nothing of them when there are none', async () => {
    const said = () => opened?.shell.announcer.store.getState().polite;
    opened = await openFake('edit', null, nodes);
    await act(async () => void fireEvent.click(row(/Whole/)));
    await press('d', { ctrlKey: true });
    await press('s', { ctrlKey: true });
    await waitFor(() =>
      expect(said()).toMatch(/^Saved as revision \d+\. 3 problems are open \(F8 goes to the first\)\.$/),
    );
    opened.stop();
    cleanup();
    opened = await openFake('edit', null, () => [fakeStep('Whole', commandLine, { variables: [command('ver')] })]);
    await press('d', { ctrlKey: true });
    await press('s', { ctrlKey: true });
    await waitFor(() => expect(said()).toMatch(/^Saved as revision \d+$/));
  });

  it('[UI-513] a new step says nothing before somebody was at the field', async () => {
    opened = await openFake('edit', null, nodes);
    const { shell } = opened;
    const marks = () => row(/Run Command Line/).querySelector('.se-problem-mark');
    await waitFor(() => expect(row(/No command/).querySelector('.se-problem-mark')).not.toBeNull());
    await add(shell, commandLine);
    const field = await commandField();
    expect([screen.queryByText(missing), marks()]).toEqual([null, null]);
    await act(async () => void fireEvent.blur(field));
    expect(await screen.findByText(missing)).toBeTruthy();
    await waitFor(() => expect(marks()).not.toBeNull());
  });

  it('[UI-691] a new step opens on its properties, whichever tab was open; one that is there keeps the tab', async () => {
    opened = await openFake('edit', null, nodes);
    const { shell } = opened;
    const tab = () => screen.getByRole('tab', { selected: true }).textContent;
    const show = (name: string) => act(async () => void fireEvent.click(screen.getByRole('tab', { name })));
    await act(async () => void fireEvent.click(row(/Whole/)));
    await show('Options');
    await act(async () => void fireEvent.click(row(/No command/)));
    expect(tab()).toBe('Options');
    await add(shell, commandLine);
    await commandField();
    expect(tab()).toBe('Properties');
    await show('Options');
    await add(shell, null);
    expect(tab()).toBe('Properties');
  });

  it('[UI-513] who wants to save is told all that is missing', async () => {
    opened = await openFake('edit', null, nodes);
    const { shell, session } = opened;
    await add(shell, commandLine);
    await commandField();
    expect(screen.queryByText(missing)).toBeNull();
    await act(async () => {
      await shell.commands.run('editor.save');
    });
    expect(await screen.findByText(missing)).toBeTruthy();
    expect(session.names()).toContain('Run Command Line');
  });

  it('[UI-514] Run asks about changes that are not saved', async () => {
    opened = await openFake('edit', null, nodes);
    const { shell, client } = opened;
    const asked: unknown[] = [];
    const ask = shell.dialogs.ask.bind(shell.dialogs);
    shell.dialogs.ask = (kind, request) => {
      if (kind !== 'run.start') return ask(kind, request);
      asked.push(request);
      return Promise.resolve(undefined);
    };
    const run = () => act(async () => void shell.commands.run('editor.run'));
    await run();
    await waitFor(() => expect(asked).toEqual([{ packageId: 'LAB00021', deviceId: null }]));
    await add(shell, null);
    await run();
    await act(async () => void fireEvent.click(await screen.findByText(/^Run revision/)));
    await waitFor(() => expect(asked).toHaveLength(2));
    expect(client.callsOf('editor.save')).toHaveLength(0);
    await run();
    await act(async () => void fireEvent.click(await screen.findByText('Save and run')));
    await waitFor(() => expect(asked).toHaveLength(3));
    expect(client.callsOf('editor.save')).toHaveLength(1);
  });
});
