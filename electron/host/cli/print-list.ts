import { message } from '#shared/contract/message';
import type { UnreadableRow } from '#shared/model/list';
import { factLines, type Line, type Output } from './output.ts';

/**
 * Prints a list. Rows that it had to leave out are named below it, and in the JSON as `unreadable`, which is not there
 * when all could be read (STO-224).
 */
export function printList(
  output: Output,
  value: Readonly<Record<string, unknown>>,
  lines: readonly Line[],
  unreadable: readonly UnreadableRow[],
): void {
  if (unreadable.length === 0) {
    output.result(value, lines);
    return;
  }
  const said = message('command-line:unreadable-rows', { count: unreadable.length });
  const named = factLines(unreadable.map(({ row, place }) => [row, place]));
  output.result({ ...value, unreadable }, [...lines, said, ...named]);
}
