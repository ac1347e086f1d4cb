// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { DeviceListQuery } from '#shared/model/lists';
import { listDevices, manyDevices } from './fakes/device-list.ts';
import { RowPicker } from './row-picker.tsx';
import { createTestShell, renderWithShell } from './testing.tsx';

afterEach(cleanup);

describe('a picker of rows', () => {
  it('[UI-337] asks the core for what was typed, and offers nothing that does not fit until it has answered', async () => {
    const rows = manyDevices(200);
    const test = createTestShell({ 'device.list': (asked) => listDevices(rows, asked) });
    const chosen: string[] = [];
    renderWithShell(
      <RowPicker
        list={{ id: 'devices', method: 'device.list', idOf: (row) => row.id }}
        label="Device"
        placeholder="Search"
        value={null}
        onChange={(row) => chosen.push(row.name)}
        nameOf={(row) => row.name}
        hintOf={(row) => row.model}
      />,
      test,
    );
    const box = screen.getByRole('combobox');
    fireEvent.click(box);
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(50));
    fireEvent.change(box, { target: { value: 'PC-0177' } });
    // Whatever key comes next finds the list of what was typed.
    fireEvent.keyDown(box, { key: 'Shift' });
    expect(screen.queryAllByRole('option')).toEqual([]);
    const option = await screen.findByRole('option', { name: /PC-0177/ });
    fireEvent.click(option);
    expect(chosen).toEqual(['PC-0177']);
    const asked = test.client.callsOf('device.list') as DeviceListQuery[];
    expect(asked.map(({ filter, limit }) => [filter, limit])).toEqual([
      ['', 50],
      ['PC-0177', 50],
    ]);
  });

  it('[UI-693] opens for what is pasted as for what is typed', async () => {
    const rows = manyDevices(200);
    const test = createTestShell({ 'device.list': (asked) => listDevices(rows, asked) });
    renderWithShell(
      <RowPicker
        list={{ id: 'devices', method: 'device.list', idOf: (row) => row.id }}
        label="Device"
        placeholder="Search"
        value={null}
        onChange={() => undefined}
        nameOf={(row) => row.name}
        hintOf={(row) => row.model}
      />,
      test,
    );
    const box = screen.getByRole('combobox');
    act(() => box.focus());
    expect(box.getAttribute('aria-expanded')).toBe('false');
    // A browser puts what is pasted or dropped into the field and says so by an input event; no letter key is pressed.
    fireEvent.change(box, { target: { value: 'PC-0177' } });
    await waitFor(() => expect(box.getAttribute('aria-expanded')).toBe('true'));
    expect(await screen.findByRole('option', { name: /PC-0177/ })).toBeTruthy();
    fireEvent.keyDown(box, { key: 'Escape' });
    expect(box.getAttribute('aria-expanded')).toBe('false');
  });
});
