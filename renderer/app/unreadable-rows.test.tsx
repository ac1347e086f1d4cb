// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { DeviceRow } from '#shared/model/device';
import { listPageMost } from '#shared/model/list';
import type { Column } from '../components/list-model.ts';
import { listDevices, manyDevices } from './fakes/device-list.ts';
import { ServerListPage } from './list-page.tsx';
import { eachPage, type ServerList } from './server-list.ts';
import { createTestShell, renderWithShell } from './testing.tsx';

const list: ServerList<'device.list'> = { id: 'devices', method: 'device.list', idOf: (row) => row.id };
const columns: readonly Column<DeviceRow>[] = [{ id: 'name', name: 'Name', isName: true, text: (row) => row.name }];
const everything = {};

afterEach(cleanup);

describe('rows that could not be read', () => {
  const unreadable = [{ row: 'device/no uuid', place: 'id' }];

  it('[UI-502] are said to be missing in place, and named at a click', async () => {
    const test = createTestShell({
      'device.list': (asked) => ({ ...listDevices(manyDevices(2), asked), total: 3, unreadable }),
    });
    renderWithShell(
      <ServerListPage
        list={list}
        criteria={everything}
        title="Devices"
        label="All devices"
        placeholder="Filter"
        columns={columns}
        onOpen={() => undefined}
        empty={<p>No devices</p>}
        details={() => null}
        detailsName="Details of the device"
      />,
      test,
    );
    const notice = await screen.findByRole('button', { name: '1 row could not be read' });
    // The row that was left out has no place among the others.
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('3');
    fireEvent.click(notice);
    expect(await screen.findByText('device/no uuid: id')).not.toBeNull();
  });

  it('[UI-502] make no list that is saved tell others twice', async () => {
    const rows = manyDevices(listPageMost + 2);
    const { shell } = createTestShell({
      'device.list': (asked) => {
        const page = listDevices(rows, asked);
        return { ...page, rows: page.rows.filter(({ name }) => name !== 'PC-0001') };
      },
    });
    const read: string[] = [];
    const asked = { filter: '', meanings: [], sort: null, criteria: {} };
    await eachPage(shell, list, asked, (page) => read.push(...page.map(({ name }) => name)));
    expect(read).toEqual(rows.map(({ name }) => name).filter((name) => name !== 'PC-0001'));
  });
});
