import { reason } from '#shared/contract/message';
import { installerLimits } from '../limits.ts';
import type { CompoundFile, Stream } from './compound-file.ts';
import { damaged, type PlacedFile } from './damaged.ts';
import type { Strings } from './strings.ts';

/** Names of streams are packed: two of these characters in one, from here on. */
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._';
const firstOfTwo = 0x3800;
const firstOfOne = 0x4800;
const tableMark = '\u4840';

/** The name that the stream of a table has in the container. Source: Windows Installer's own packing of names. */
export function streamNameOf(table: string): string {
  let name = tableMark;
  for (let at = 0; at < table.length; at += 2) {
    const [one, two] = [alphabet.indexOf(table.charAt(at)), alphabet.indexOf(table.charAt(at + 1))];
    const isLast = at + 1 === table.length;
    name += String.fromCharCode(isLast ? firstOfOne + one : firstOfTwo + one + two * 64);
  }
  return name;
}

/** The stream of a table. Errors: `INSTALLER_DAMAGED` when there is none. */
export function openTable(source: PlacedFile, { streams }: CompoundFile, table: string): Stream {
  const open = streams.get(streamNameOf(table));
  return open === undefined ? damaged(source, reason('installer.no-table', { table })) : open();
}

interface Column {
  readonly name: string;
  readonly bytes: number;
}

/** Parts of the type of a column. */
const type = { text: 0x0800, sizes: 0x00ff, stream: 0x0900, nullable: 0x1000 };

function widthOf(given: number, referenceBytes: number): number {
  if ((given & ~type.nullable) === type.stream) return 2;
  if ((given & type.text) !== 0) return referenceBytes;
  return (given & type.sizes) > 2 ? 4 : 2;
}

/** A table lies column by column: the cell of a row is found by what comes before its column. */
interface Grid {
  readonly rows: number;
  /** A cell as it stands there, its lowest byte first. */
  cell(column: number, row: number): number;
}

function readGrid(source: PlacedFile, stream: Stream, widths: readonly number[], table: string): Grid {
  const rowBytes = widths.reduce((sum, width) => sum + width, 0);
  const rows = stream.size / rowBytes;
  const limit = installerLimits.tableRows;
  if (!Number.isInteger(rows)) damaged(source, reason('installer.table-size', { table }));
  if (rows > limit) damaged(source, reason('installer.rows', { table, limit }));
  const bytes = stream.read(0, stream.size);
  const starts = widths.map((_, at) => widths.slice(0, at).reduce((sum, width) => sum + width, 0) * rows);
  return {
    rows,
    cell: (column, row) => {
      const width = widths[column] ?? 0;
      return bytes.readUIntLE((starts[column] ?? 0) + row * width, width);
    },
  };
}

/** Numbers of two bytes are kept with this added, so that 0 is no number. */
const numberOffset = 0x8000;

/** The columns of a table in their order, by the table of all columns. */
function readColumns(source: PlacedFile, container: CompoundFile, strings: Strings, table: string): Column[] {
  const { referenceBytes } = strings;
  const widths = [referenceBytes, 2, referenceBytes, 2];
  const grid = readGrid(source, openTable(source, container, '_Columns'), widths, '_Columns');
  const found = new Map<number, Column>();
  // Names of tables are few and repeat: their numbers are looked up once.
  const isOurs = new Map<number, boolean>();
  for (let row = 0; row < grid.rows; row += 1) {
    const owner = grid.cell(0, row);
    if (!isOurs.has(owner)) isOurs.set(owner, strings.at(owner) === table);
    if (isOurs.get(owner) !== true) continue;
    const kind = (grid.cell(3, row) - numberOffset) & 0xffff;
    const column = { name: strings.at(grid.cell(2, row)), bytes: widthOf(kind, referenceBytes) };
    found.set(grid.cell(1, row) - numberOffset, column);
  }
  return [...found].sort(([a], [b]) => a - b).map(([, column]) => column);
}

/** The rows of the Property table by their names. Errors: `INSTALLER_DAMAGED`. */
export function readProperties(
  source: PlacedFile,
  container: CompoundFile,
  strings: Strings,
  wanted: ReadonlySet<string>,
): Map<string, string> {
  const columns = readColumns(source, container, strings, 'Property');
  const [name, value] = ['Property', 'Value'].map((one) => columns.findIndex((column) => column.name === one));
  const { referenceBytes } = strings;
  const isText = (at: number | undefined): at is number => at !== undefined && columns[at]?.bytes === referenceBytes;
  if (!isText(name) || !isText(value)) damaged(source, reason('installer.no-table', { table: 'Property' }));
  const stream = openTable(source, container, 'Property');
  const grid = readGrid(
    source,
    stream,
    columns.map((column) => column.bytes),
    'Property',
  );
  const found = new Map<string, string>();
  for (let row = 0; row < grid.rows && found.size < wanted.size; row += 1) {
    const property = strings.at(grid.cell(name, row));
    if (wanted.has(property)) found.set(property, strings.at(grid.cell(value, row)));
  }
  return found;
}
