// @vitest-environment jsdom
import { act, cleanup, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { ListCounts } from './list-counts.tsx';
import { ListPage } from './list-page.tsx';
import { createTestShell, renderWithShell } from './testing.tsx';

afterEach(cleanup);

function Page({ rows }: { readonly rows: readonly string[] }) {
  return (
    <>
      <ListPage
        scope="trees"
        title="Trees"
        label="All trees"
        placeholder="Filter by name"
        rows={rows}
        id={(row) => row}
        columns={[{ id: 'name', name: 'Name', isName: true, text: (row) => row }]}
        onOpen={() => undefined}
        empty={<p>No trees</p>}
        details={() => null}
        detailsName="Details of the tree"
      />
      <ListCounts listId="trees" total={() => 'all'} chosen={(count) => `${count.toString()} chosen`} />
    </>
  );
}

it('[UI-660] counts what is chosen and there, not what another window has deleted', () => {
  const test = createTestShell();
  renderWithShell(<Page rows={['Oak', 'Elm']} />, test);
  act(() => test.shell.selection.select('trees', ['Oak', 'Elm']));
  expect(screen.getByText('2 chosen')).not.toBeNull();
  cleanup();
  renderWithShell(<Page rows={['Elm']} />, test);
  expect(screen.getByText('1 chosen')).not.toBeNull();
  cleanup();
  renderWithShell(<Page rows={[]} />, test);
  expect(screen.queryByText(/chosen/)).toBeNull();
});
