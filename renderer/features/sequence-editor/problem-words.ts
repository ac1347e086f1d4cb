import { errorText } from '#shared/text/say';
import type { EditorProblem } from './model/problems.ts';
import type { EditorText } from './use-words.ts';

/** What is wrong and what to do, in words. */
export function problemText(words: EditorText, problem: EditorProblem): string {
  switch (problem.kind) {
    case 'node':
      return words(`problem.${problem.problem}`);
    case 'missing':
      return words('problems.missing', { label: words.message(problem.label) });
    case 'refused': {
      const { sentence } = errorText(words.say, problem.error.code, problem.error.details);
      return words('problems.refused', { reason: sentence });
    }
    case 'reference': {
      const { packageId, name, problem: what } = problem.reference;
      return words(`problems.reference.${what}`, { packageId, name });
    }
  }
}
