// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConditionExpression } from '#shared/model/condition';
import { fakeStep } from './fakes/fake-nodes.ts';
import { giveSizes, openFake, type OpenedEditor, pageDrawn, press } from './fakes/open-fake.tsx';

configure({ asyncUtilTimeout: 10_000 });

const osVersion: ConditionExpression = {
  ...{ kind: 'expression', key: null, type: 'SMS_TaskSequence_OSConditionExpression', ignoreQueryFailure: false },
  variables: Object.entries({ Architecture: 'X64', Version: '6.1.7601.1', Operator: 'equals' }).map(
    ([name, value]) => ({ name, value }),
  ),
};

let opened: OpenedEditor | null = null;
beforeEach(giveSizes);
afterEach(() => {
  opened?.stop();
  cleanup();
});

async function openStep(type: string, conditions: readonly ConditionExpression[] = []): Promise<void> {
  const condition = conditions.length === 0 ? null : { children: [...conditions] };
  opened = await openFake('edit', null, () => [fakeStep('It', `SMS_TaskSequence_${type}`, { condition })]);
  await pageDrawn();
}

const openOptions = () => act(async () => void fireEvent.click(screen.getByRole('tab', { name: /Options/ })));
const click = (within_: HTMLElement, role: string, name: string | RegExp) =>
  act(async () => void fireEvent.click(within(within_).getByRole(role, { name, hidden: true })));
/** What has the focus, by its name. */
const focused = () => {
  const { activeElement } = document;
  if (activeElement === null) return null;
  const [label] = activeElement instanceof HTMLInputElement ? (activeElement.labels ?? []) : [];
  return activeElement.getAttribute('aria-label') ?? label?.textContent ?? activeElement.textContent;
};
async function submit(dialog: HTMLElement): Promise<void> {
  const button = dialog.querySelector<HTMLElement>('button[type="submit"]');
  act(() => button?.focus());
  await act(async () => button?.click());
}

describe('a dialog that is not taken', () => {
  it('[UI-845] leads to the size of a partition', async () => {
    await openStep('PartitionDiskAction');
    await act(async () => void fireEvent.click(await screen.findByRole('button', { name: 'Add…' })));
    const dialog = await screen.findByRole('dialog');
    await click(dialog, 'radio', /specific/i);
    await submit(dialog);
    await waitFor(() => expect(focused()).toBe('Specific size'));
  });

  it('[UI-845] leads to the entry of an adapter, to the page that has it, and to what adds the first one', async () => {
    await openStep('ApplyNetworkSettingsAction');
    await act(async () => void fireEvent.click(await screen.findByRole('button', { name: 'Add…' })));
    const dialog = await screen.findByRole('dialog');
    await click(dialog, 'radio', /static|following/i);
    await submit(dialog);
    await waitFor(() => expect(focused()).toBe('Add IP address'));
    await click(dialog, 'radio', /automatic/i);
    await click(dialog, 'tab', 'DNS');
    await click(dialog, 'button', 'Add DNS server');
    await act(async () => void fireEvent.change(document.activeElement ?? dialog, { target: { value: 'no address' } }));
    await click(dialog, 'tab', 'General');
    await submit(dialog);
    await waitFor(() => expect(focused()).toBe('DNS server 1'));
  });

  it('[UI-845] leads to the table of releases, of which none is chosen', async () => {
    await openStep('RunCommandLineAction');
    await openOptions();
    await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Add condition' })));
    await act(
      async () => void fireEvent.click(await screen.findByRole('menuitem', { name: /^Operating System Version/ })),
    );
    const dialog = await screen.findByRole('dialog');
    await submit(dialog);
    await waitFor(() => expect(document.activeElement?.getAttribute('type')).toBe('checkbox'));
    expect(document.activeElement?.closest('table')).not.toBeNull();
  });

  it('[UI-845] leads to the version of an operating system, each time', async () => {
    await openStep('RunCommandLineAction', [osVersion]);
    await openOptions();
    const list = await screen.findByRole('tree', { name: 'Conditions' });
    act(() => list.focus());
    await press('Enter');
    const dialog = await screen.findByRole('dialog');
    const version = within(dialog).getByRole('combobox', { name: /^Version/, hidden: true });
    act(() => void fireEvent.change(version, { target: { value: '' } }));
    await submit(dialog);
    await waitFor(() => expect(document.activeElement === version).toBe(true));
    await submit(dialog);
    await waitFor(() => expect(document.activeElement === version).toBe(true));
  });
});

it('[UI-846] a sample of a query takes the focus to the query', async () => {
  await openStep('RunCommandLineAction');
  await openOptions();
  await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Add condition' })));
  await act(async () => void fireEvent.click(await screen.findByRole('menuitem', { name: /WMI/ })));
  const dialog = await screen.findByRole('dialog');
  await click(dialog, 'button', 'Begin with a sample');
  const [sample] = await screen.findAllByRole('menuitem');
  await act(async () => sample?.click());
  await waitFor(() => expect(document.activeElement?.tagName).toBe('TEXTAREA'));
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
  expect(document.activeElement?.tagName).toBe('TEXTAREA');
});
