import { describe, expect, it } from 'vitest';
import { listAsCsv, listAsText } from './list-export.ts';
import type { Column } from './list-model.ts';

interface Row {
  readonly path: string;
  readonly size: string;
}
const columns: readonly Column<Row>[] = [
  { id: 'path', name: 'Path', text: (row) => row.path },
  { id: 'size', name: 'Size, in bytes', text: (row) => row.size },
];

describe('a list that leaves the console', () => {
  it('[UI-251] keeps its headings and one line for each row when it is copied', () => {
    expect(listAsText(columns, [{ path: 'C:\\a\tb\nc', size: '1' }])).toBe('Path\tSize, in bytes\nC:\\a b c\t1');
  });
  it('[UI-251] quotes what needs it in a file, and lets no name become a formula', () => {
    const rows = [
      { path: 'C:\\a, "b".txt', size: '1' },
      { path: '=HYPERLINK("http://x")', size: '-2' },
    ];
    expect(listAsCsv(columns, rows)).toBe(
      '\uFEFFPath,"Size, in bytes"\r\n"C:\\a, ""b"".txt",1\r\n"\'=HYPERLINK(""http://x"")",\'-2\r\n',
    );
  });
});
