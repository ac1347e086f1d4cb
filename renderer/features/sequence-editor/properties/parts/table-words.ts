import type { TableProblem } from '#shared/steps/tables/step-table';
import type { EditorText } from '../../use-words.ts';

/** What is odd about the rows of a table, in words. */
export function tableWords(words: EditorText, problem: TableProblem): string {
  switch (problem.kind) {
    case 'gap':
      return words('tables.gap', { count: problem.missing });
    case 'count':
      return words('tables.count', { says: problem.says === '' ? '–' : problem.says, has: problem.has });
    case 'no-count':
      return words('tables.countEmpty', { has: problem.has });
  }
}
