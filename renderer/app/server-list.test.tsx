// @vitest-environment jsdom
import { act, cleanup, configure, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeviceRow } from '#shared/model/device';
import { listPageMost } from '#shared/model/list';
import type { DeviceListQuery } from '#shared/model/lists';
import { DetailsPane } from '../components/details-pane.tsx';
import { chosenCount, chosenIds } from '../components/list-selection.ts';
import type { Column } from '../components/list-model.ts';
import type { Chosen } from '../stores/lists.ts';
import { listDevices, manyDevices } from './fakes/device-list.ts';
import { ServerListPage } from './list-page.tsx';
import { chosenOf, resolveChosen, type ServerList } from './server-list.ts';
import { createTestShell, renderWithShell, type TestShell } from './testing.tsx';

const list: ServerList<'device.list'> = {
  id: 'devices',
  method: 'device.list',
  idOf: (row) => row.id,
  codes: () => [{ code: 'connection:none', words: 'Not connected' }],
};
const columns: readonly Column<DeviceRow>[] = [
  { id: 'name', name: 'Name', isName: true, text: (row) => row.name },
  { id: 'model', name: 'Model', width: 90, text: (row) => row.model },
];
const everything = {};

interface Opened extends TestShell {
  rows: DeviceRow[];
  readonly asked: () => DeviceListQuery[];
}

async function open(count: number, criteria: Readonly<Record<string, unknown>> = everything): Promise<Opened> {
  const held = { rows: manyDevices(count) };
  const test = createTestShell({ 'device.list': (asked) => listDevices(held.rows, asked) });
  renderWithShell(
    <ServerListPage
      list={list}
      criteria={criteria}
      title="Devices"
      label="All devices"
      placeholder="Filter"
      columns={columns}
      onOpen={() => undefined}
      empty={<p>No devices</p>}
      details={(rows) => (
        <DetailsPane title={rows.map((row) => row.name).join()} tabs={[]} activeTab="" onTab={() => undefined} />
      )}
      detailsName="Details of the device"
    />,
    test,
  );
  if (count > 0) await screen.findByText('PC-0000');
  return Object.assign(held, test, { asked: () => test.client.callsOf('device.list') as DeviceListQuery[] });
}
const grid = () => screen.getByRole('grid');
const names = () => screen.getAllByRole('rowheader').map((cell) => cell.textContent);
const active = () => document.getElementById(grid().getAttribute('aria-activedescendant') ?? '');
const chosen = (test: TestShell) => chosenOf(test.shell, list);
const key = (name: string, more: object = {}) => fireEvent.keyDown(grid(), { key: name, ...more });
const filter = (value: string) => fireEvent.change(screen.getByRole('searchbox'), { target: { value } });

// Thousands of rows on a busy computer take longer than a form.
configure({ asyncUtilTimeout: 10_000 });

/** A page without layout shows no virtual rows: the list is ten rows high. */
beforeEach(() => {
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(280);
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(800);
  vi.spyOn(Element.prototype, 'scrollHeight', 'get').mockReturnValue(1_000_000);
  // It scrolls at once and says so, as a page does.
  Element.prototype.scrollTo = function scrollTo(this: Element, ...[to]: unknown[]) {
    this.scrollTop = (to as ScrollToOptions).top ?? 0;
    queueMicrotask(() => this.dispatchEvent(new Event('scroll')));
  };
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('a list of the core', () => {
  it('[UI-330] asks for the rows that are looked at, and tells readers how many there are', async () => {
    const test = await open(1000);
    expect(test.asked().map(({ offset, limit }) => [offset, limit])).toEqual([[0, 200]]);
    expect(grid().getAttribute('aria-rowcount')).toBe('1001');
    expect(screen.getAllByRole('row').length).toBeLessThan(60);
    expect(screen.getByText('PC-0003').closest('[role=row]')?.getAttribute('aria-rowindex')).toBe('5');
    expect(screen.getByText('1,000')).toBeTruthy();
  });

  it('[UI-330] holds the place of a row that is on its way', async () => {
    const test = await open(1000);
    const gate = Promise.withResolvers<undefined>();
    test.client.handle({
      'device.list': async (asked) => {
        await gate.promise;
        return listDevices(test.rows, asked);
      },
    });
    key('End');
    await waitFor(() => expect(active()?.getAttribute('aria-busy')).toBe('true'));
    expect(active()?.getAttribute('aria-rowindex')).toBe('1001');
    gate.resolve(undefined);
    await waitFor(() => expect(active()?.textContent).toContain('PC-0999'));
    expect(chosen(test).rows.map((row) => row.name)).toEqual(['PC-0999']);
  });

  it('[UI-330] keeps the row where the keyboard is in view, below the names of the columns', async () => {
    await open(1000);
    /** Where the row is between the names of the columns and the lower edge, in rows: a list shows nine. */
    const place = (): number => {
      const at = Number(active()?.getAttribute('aria-rowindex')) - 2;
      return at - grid().scrollTop / 28;
    };
    key('Home');
    for (let press = 0; press < 30; press += 1) {
      key('ArrowDown');
      await waitFor(() => expect(Number(active()?.getAttribute('aria-rowindex'))).toBe(press + 3));
      await waitFor(() => expect(place()).toBeLessThanOrEqual(8));
      expect(place()).toBeGreaterThanOrEqual(0);
    }
    expect(place()).toBe(8);
    for (let press = 0; press < 20; press += 1) key('ArrowUp');
    await waitFor(() => expect(place()).toBe(0));
  });

  it('[UI-331] is sorted by the core, and shows the rows of before until the others are there', async () => {
    const test = await open(1000);
    const gate = Promise.withResolvers<undefined>();
    test.client.handle({
      'device.list': async (asked) => {
        await gate.promise;
        return listDevices(test.rows, asked);
      },
    });
    act(
      () =>
        void test.shell.settings.setList('devices', {
          widths: {},
          hidden: [],
          sort: { column: 'name', descending: true },
        }),
    );
    await waitFor(() => expect(test.asked().at(-1)?.sort).toEqual({ column: 'name', descending: true }));
    expect(names()[0]).toBe('PC-0000');
    gate.resolve(undefined);
    await waitFor(() => expect(names()[0]).toBe('PC-0999'));
  });

  it('[UI-331] is filtered by the core when the typing rests, by what codes mean in words as well', async () => {
    const test = await open(1000);
    for (const value of ['0', '01', '012', '0123']) filter(value);
    await waitFor(() => expect(names()).toEqual(['PC-0123']));
    expect([...new Set(test.asked().map((asked) => asked.filter))]).toEqual(['', '0123']);
    await waitFor(() => expect(screen.getByText('1 of 1,000')).toBeTruthy());
    filter('connected');
    await waitFor(() =>
      expect(test.asked().at(-1)?.meanings).toEqual([{ word: 'connected', codes: ['connection:none'] }]),
    );
    await screen.findByText('Nothing matches “connected”');
    fireEvent.click(screen.getByRole('button', { name: 'Clear the filter' }));
    await waitFor(() => expect(names()[0]).toBe('PC-0000'));
  });

  it('[UI-332] keeps what is chosen by id through a change of the site, and another order', async () => {
    const test = await open(1000);
    fireEvent.click(screen.getByText('PC-0002'));
    expect(chosen(test).rows.map((row) => row.name)).toEqual(['PC-0002']);
    test.rows = test.rows.slice(1);
    act(() => test.client.emit('site.changed', { revision: 1, changes: [{ kind: 'devices', ids: ['x'] }] }));
    await waitFor(() => expect(names()[0]).toBe('PC-0001'));
    expect(active()?.textContent).toContain('PC-0002');
    act(
      () =>
        void test.shell.settings.setList('devices', {
          widths: {},
          hidden: [],
          sort: { column: 'name', descending: true },
        }),
    );
    await waitFor(() => expect(names()[0]).toBe('PC-0999'));
    // Its page is not looked at any more: the row is asked for by its id.
    await waitFor(() => expect(chosen(test).rows.map((row) => row.name)).toEqual(['PC-0002']));
  });

  it('[UI-4] forgets what the filter hides, also rows that were not read', async () => {
    const test = await open(1000);
    act(() =>
      test.shell.selection.select(
        'devices',
        [3, 500, 501].map((at) => test.rows[at]?.id ?? ''),
      ),
    );
    await waitFor(() => expect(chosen(test).count).toBe(3));
    filter('PC-05');
    await waitFor(() => expect(chosenIds(test.shell.selection.get('devices'))).toHaveLength(2));
    expect(chosen(test).rows.map((row) => row.name)).toEqual(['PC-0500', 'PC-0501']);
  });
});

describe('keys of a list of the core', () => {
  it('[UI-333] choose all that match, but for some, and commands are given the question', async () => {
    const test = await open(1000);
    filter('even');
    await waitFor(() => expect(grid().getAttribute('aria-rowcount')).toBe('501'));
    key('a', { ctrlKey: true });
    await waitFor(() => expect(chosen(test).count).toBe(500));
    expect(screen.getByText('All 500 that match are selected')).toBeTruthy();
    fireEvent.click(screen.getByText('PC-0004'), { ctrlKey: true });
    const except = [test.rows[4]?.id];
    expect(chosen(test)).toEqual({
      count: 499,
      rows: [],
      input: { kind: 'all', filter: 'even', meanings: [], criteria: {}, except },
    });
    filter('odd');
    await waitFor(() => expect(chosenCount(test.shell.selection.get('devices'))).toBe(0));
  });

  it('[UI-333] what a command names of all that match leaves out what was taken away, and more stay a question', async () => {
    const rows = manyDevices(listPageMost + 1);
    const handlers = { 'device.list': (asked: DeviceListQuery) => listDevices(rows, asked) };
    const { shell } = createTestShell(handlers);
    const all = (filter: string, count: number): Chosen<DeviceRow> => {
      const except = [rows[1]?.id ?? ''];
      return { count, rows: [], input: { kind: 'all', filter, meanings: [], criteria: {}, except } };
    };
    const few = await resolveChosen(shell, list, all('pc-000', 9));
    const kept = rows.slice(0, 10).filter((_row, at) => at !== 1);
    expect(few).toEqual({ count: 9, rows: kept, input: { kind: 'ids', ids: kept.map(({ id }) => id) } });
    const many = all('', listPageMost);
    expect(await resolveChosen(shell, list, many)).toBe(many);
  });

  it('[UI-333] choose each row when all are here', async () => {
    const test = await open(5);
    key('a', { ctrlKey: true });
    expect(chosen(test).rows).toHaveLength(5);
    expect(chosen(test).input?.kind).toBe('ids');
  });

  it('[UI-334] span rows that were not read', async () => {
    const test = await open(1000);
    fireEvent.click(screen.getByText('PC-0005'));
    key('End', { shiftKey: true });
    await waitFor(() => expect(chosen(test).rows).toHaveLength(995));
    expect(chosenIds(test.shell.selection.get('devices'))[0]).toBe(test.rows[5]?.id);
    expect(active()?.textContent).toContain('PC-0999');
  });

  it('[UI-334] say when a span has more rows than a command can name', async () => {
    const test = await open(10_500);
    fireEvent.click(screen.getByText('PC-0000'));
    key('End', { shiftKey: true });
    await waitFor(() => expect(test.shell.toasts.store.getState().toasts[0]?.problem?.code).toBe('LIST_SPAN_TOO_LONG'));
    expect(chosen(test).count).toBe(1);
  });

  it('[UI-335] find a row by its first letters wherever it is', async () => {
    const test = await open(1000);
    for (const letter of 'PC-0777') key(letter);
    await waitFor(() => expect(active()?.textContent).toContain('PC-0777'));
    expect(chosen(test).rows.map((row) => row.name)).toEqual(['PC-0777']);
  });

  it('[UI-335] go where the last letter says, whichever answer comes first', async () => {
    const test = await open(1000);
    const first = Promise.withResolvers<undefined>();
    test.client.handle({
      'device.list': async (asked) => {
        if (asked.startsWith === 'PC-07') await first.promise;
        return listDevices(test.rows, asked);
      },
    });
    for (const letter of 'PC-077') key(letter);
    await waitFor(() => expect(active()?.textContent).toContain('PC-0770'));
    first.resolve(undefined);
    await act(async () => {
      await test.shell.cache.get('site.summary', {});
    });
    expect(active()?.textContent).toContain('PC-0770');
  });

  it('[UI-336] are on a row that was chosen from elsewhere, wherever the list has it', async () => {
    const test = await open(1000);
    act(() => test.shell.selection.select('devices', [test.rows[640]?.id ?? '']));
    await waitFor(() => expect(active()?.textContent).toContain('PC-0640'));
    expect(active()?.getAttribute('aria-rowindex')).toBe('642');
  });
});

describe('a list that is saved', () => {
  it('[UI-338] has every row that matches, in its order, and says how far it is', async () => {
    const test = await open(2500);
    act(
      () =>
        void test.shell.settings.setList('devices', {
          widths: {},
          hidden: ['model'],
          sort: { column: 'name', descending: true },
        }),
    );
    filter('even');
    await waitFor(() => expect(grid().getAttribute('aria-rowcount')).toBe('1251'));
    await waitFor(() => expect(names()[0]).toBe('PC-2498'));
    const told: number[][] = [];
    const made = test.shell.lists.exportOf('devices');
    const parts = await made?.read((done, total) => told.push([done, total]), new AbortController().signal);
    const lines = (parts?.join('') ?? '').split('\r\n');
    expect(lines).toHaveLength(1252);
    expect([lines[0], lines[1], lines[1250]]).toEqual(['\uFEFFName', 'PC-2498', 'PC-0000']);
    expect(told).toEqual([
      [1000, 1250],
      [1250, 1250],
    ]);
  });

  it('[UI-338] is called off in its dialog, and nothing is saved', async () => {
    const test = await open(2500);
    test.client.handle({
      'device.list': (_asked, { signal }) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('called off')))),
    });
    const made = test.shell.lists.exportOf('devices');
    if (made === null) throw new Error('The list cannot be saved.');
    const answer = test.shell.dialogs.ask('list.saving', made);
    fireEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
    expect(await answer).toBeUndefined();
    expect(test.shell.toasts.store.getState().toasts).toEqual([]);
  });
});

describe('a list that cannot be read', () => {
  it('[UI-13] says why', async () => {
    await open(0);
    await screen.findByText('No devices');
    cleanup();
    const test = createTestShell({});
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
    await screen.findByText(/NOT_FOUND/);
    expect(screen.queryByRole('grid')).toBeNull();
  });
});
