// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { createI18n } from '../app/i18n.ts';
import { DataListRow } from './data-list-row.tsx';
import { IconText } from './parts.tsx';

afterEach(cleanup);

const name = 'invoice\u202egnp.exe\u001b[2J\n';
const shown = String.raw`invoice\u202Egnp.exe\x1B[2J\x0A`;

it('[UI-442] a row shows the control characters of a name, in its cell and its tooltip', () => {
  const columns = [
    { id: 'name', name: 'Name', isName: true, text: () => name, cell: () => <IconText icon={null}>{name}</IconText> },
    { id: 'plain', name: 'Plain', text: () => name },
  ];
  const at = { elementId: 'row', index: 0, columns, layout: { widths: {}, hidden: [], sort: null }, isVirtual: false };
  render(
    <DataListRow
      {...at}
      row={{}}
      id="1"
      isSelected={false}
      isActive={false}
      className=""
      onMouse={() => undefined}
      dragData={undefined}
    />,
  );
  const cells = [screen.getByRole('rowheader'), screen.getByRole('gridcell')];
  expect(cells.map((cell) => [cell.textContent, cell.title])).toEqual([
    [shown, shown],
    [shown, shown],
  ]);
});

it('[UI-442] a sentence shows the control characters of what stands in it', () => {
  expect(createI18n().t('errors:FILE_NOT_FOUND.sentence', { file: name })).toBe(`${shown} does not exist.`);
});

it('[UI-573] a sentence is cut at its end, and a name in its middle', () => {
  const words = 'Damaged in the store since the capture';
  const columns = [
    { id: 'name', name: 'Name', isName: true, text: () => words },
    { id: 'cause', name: 'Cause', isSentence: true, text: () => words },
  ] as const;
  const at = { elementId: 'row', index: 0, columns, layout: { widths: {}, hidden: [], sort: null }, isVirtual: false };
  const given = { row: {}, id: '1', isSelected: false, isActive: false, className: '', dragData: undefined };
  render(<DataListRow {...at} {...given} onMouse={() => undefined} />);
  const cells = [screen.getByRole('rowheader'), screen.getByRole('gridcell')];
  expect(cells.map((cell) => [cell.textContent, cell.querySelector('[data-head]') !== null])).toEqual([
    [words, true],
    [words, false],
  ]);
});
