// @vitest-environment jsdom
import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { chosenIds } from '../components/list-selection.ts';
import { DetailsPane } from '../components/details-pane.tsx';
import { ListPage } from './list-page.tsx';
import { createTestShell, renderWithShell } from './testing.tsx';

const rows = ['Oak', 'Beech', 'Elm'];

function show(shownRows: readonly string[] = rows) {
  const test = createTestShell();
  const opened: string[] = [];
  renderWithShell(
    <ListPage
      scope="trees"
      title="Trees"
      label="All trees"
      placeholder="Filter by name"
      rows={shownRows}
      id={(row) => row}
      columns={[{ id: 'name', name: 'Name', isName: true, text: (row) => row }]}
      onOpen={(row) => opened.push(row)}
      empty={<p>No trees</p>}
      details={(chosen) => <DetailsPane title={chosen.join()} tabs={[]} activeTab="" onTab={() => undefined} />}
      detailsName="Details of the tree"
    />,
    test,
  );
  return { ...test, opened };
}

afterEach(cleanup);

describe('page with a list', () => {
  it('[UI-4] forgets the selection of rows that the filter hides, and says when nothing matches', () => {
    const { shell } = show();
    act(() => shell.selection.select('trees', ['Oak', 'Elm']));
    const filter = screen.getByRole('searchbox');
    fireEvent.change(filter, { target: { value: 'el' } });
    expect(chosenIds(shell.selection.get('trees'))).toEqual(['Elm']);
    fireEvent.change(filter, { target: { value: 'xyz' } });
    expect(chosenIds(shell.selection.get('trees'))).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Clear the filter' }));
    expect(screen.getAllByRole('rowheader').map((one) => one.textContent)).toEqual(rows);
    // The button is gone with what it stood under: keys go on in the list.
    expect(document.activeElement).toBe(screen.getByRole('grid'));
  });

  it('[UI-12] hides the details until they are wanted again, and remembers it for every list', async () => {
    const { shell, client } = show();
    expect(screen.getByRole('region', { name: 'Details' }).textContent).toContain('Select a row');
    fireEvent.click(screen.getByText('Beech'));
    expect(screen.getByRole('region', { name: 'Details' }).textContent).toContain('Beech');
    fireEvent.click(screen.getByRole('button', { name: 'Hide details' }));
    expect(screen.queryByRole('region', { name: 'Details' })).toBeNull();
    await waitFor(async () => expect(await client.call('setting.get', {})).toMatchObject({ hasDetails: false }));
    fireEvent.click(screen.getByRole('button', { name: 'Show details' }));
    expect(screen.getByRole('region', { name: 'Details' })).not.toBeNull();
    expect(shell.settings.store.getState().settings.hasDetails).toBe(true);
  });

  it('[UI-13] says what to do when there is nothing', () => {
    show([]);
    expect(screen.getByText('No trees')).not.toBeNull();
  });

  it('[UI-13] a double click and Enter open a row', () => {
    const { opened } = show();
    fireEvent.doubleClick(screen.getByText('Elm'));
    fireEvent.click(screen.getByText('Oak'));
    fireEvent.keyDown(screen.getByRole('grid'), { key: 'Enter' });
    expect(opened).toEqual(['Elm', 'Oak']);
  });
});
